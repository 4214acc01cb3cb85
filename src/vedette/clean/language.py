"""The language of a text, by script first and function words second; None when unsure.

Only languages whose function words are listed here can be named among those in Latin script.
"""

from __future__ import annotations

import re
from collections import Counter

_SCRIPTS = (
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
)
_WORDS = {
    "en": "the of and to in that is was for on with as by at from has have said not which are its",
    "es": "de la que el en y los del se las por un para con no una su al es lo como más pero",
    "fr": "de la le et les des en un du une que est pour qui dans par plus au sur ne pas ce avec",
    "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch",
    "pt": "de a o que e do da em um para com não uma os no se na por mais as dos como mas ao",
    "it": "di che e la il un a per in una sono non con le del si da della come più i gli anche",
    "nl": "de van het een en in is dat op te zijn met voor niet aan er om door als ook naar",
    "id": "yang dan di dengan untuk dari pada ini itu dalam tidak akan oleh juga ke adalah",
    "tr": "ve bir bu için ile olarak de da en çok daha olan gibi kadar sonra ise ancak",
    "vi": "và của là có cho được các một trong người với những không đã này khi để",
    "pl": "w i z na do że się nie jest to o od po jak za przez dla oraz który są",
}
_PROFILES = {code: frozenset(words.split()) for code, words in _WORDS.items()}
_TOKEN = re.compile(r"[^\W\d_]+")
_SAMPLE = 20_000


def detect_language(text: str) -> str | None:
    """Name the language of a text as ISO 639-1, or None when nothing speaks clearly for one."""
    sample = text[:_SAMPLE]
    letters = sum(ch.isalpha() for ch in sample)
    if letters < 20:
        return None
    for code, pattern in _SCRIPTS:
        share = len(pattern.findall(sample)) / letters
        if share > (0.1 if code == "ja" else 0.3):
            return "uk" if code == "ru" and re.search(r"[іїєґ]", sample) else code
    tokens = [token.casefold() for token in _TOKEN.findall(sample)]
    counts = Counter(
        code for token in tokens for code, words in _PROFILES.items() if token in words
    ).most_common(2)
    if not counts or counts[0][1] < 0.12 * len(tokens):
        return None
    if len(counts) > 1 and counts[0][1] < 1.2 * counts[1][1]:
        return None
    return counts[0][0]
