"""Names as screening compares them: folded tokens, and keys under which spellings meet.

Korean names are compared syllable by syllable: romanisations of one syllable meet under one key
(Chol, Cheol, Chul), while syllables that differ (Son, Song) stay different, because they are
different names.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Apostrophes of McCune-Reischauer mark breath, not a word's end: they are deleted, not turned to
# spaces.
_DELETED = re.compile(r"['’‘`ʼʻ´.]")
_SPLIT = re.compile(r"[^\w]+|_")
_VESSEL_PREFIX = re.compile(r"^(?:m\s?/?\s?v|m\s?/?\s?t|s\s?/?\s?s|lpg\s?/?\s?c)\.?\s+", re.I)
_LEGAL = frozenset(
    [
        "co",
        "company",
        "ltd",
        "limited",
        "corp",
        "corporation",
        "inc",
        "llc",
        "plc",
        "gmbh",
        "ag",
        "sa",
        "bv",
        "nv",
        "jsc",
        "ojsc",
        "pjsc",
        "group",
        "the",
        "and",
        "of",
        "for",
        "general",
    ]
)
# Family names whose spellings differ beyond the syllable rules; each row is one family name.
_SURNAMES = (
    "ri lee yi rhee li i rhie",
    "rim lim im yim",
    "ryu yu yoo ryoo liu",
    "ro no roh noh",
    "ryang yang",
    "ryom yom yeom",
    "pak park bak pack",
    "choe choi choy chwe",
    "jong jung jeong chong chung",
    "jo cho joe",
    "jang chang",
    "jon jeon chon chun",
    "kang gang",
    "kim gim",
    "ko go koh goh",
    "kwak gwak",
    "kwon gwon",
    "o oh",
    "u woo wu",
    "pae bae paik",
    "paek baek paik baik",
    "pyon byon byun byeon",
    "ha hah",
    "ho heo hur huh",
    "hyon hyun hyeon",
    "an ahn",
    "so seo suh",
    "sim shim",
    "sin shin",
    "son sohn",
    "song soong",
    "mun moon",
    "no noh roh",
    "yun yoon youn",
    "yom yeom yum",
    "om eom um",
    "chae chai",
    "thae tae",
)
SURNAME_CLASS = {
    spelling: row.split()[0] for row in reversed(_SURNAMES) for spelling in row.split()
}
_VOWELS = (
    ("yeo", "yo"),
    ("yae", "ye"),
    ("wae", "we"),
    ("eo", "o"),
    ("eu", "u"),
    ("ee", "i"),
    ("oo", "u"),
    ("ou", "u"),
    ("ui", "i"),
    ("ae", "e"),
    ("oe", "we"),
    ("yi", "i"),
    ("wo", "o"),
)
_SYLLABLE = re.compile(r"^(?P<onset>[bcdghjklmnprst]*?h?)(?P<rime>[aeiouwy].*)$")
_ONSETS = {
    "g": "k", "kk": "k", "kh": "k", "k": "k", "gh": "k",
    "d": "t", "tt": "t", "th": "t", "t": "t", "dd": "t",
    "b": "p", "pp": "p", "ph": "p", "p": "p",
    "j": "c", "ch": "c", "jj": "c", "c": "c", "tch": "c",
    "l": "r", "r": "r", "rh": "r",
    "s": "s", "ss": "s", "sh": "s",
}  # fmt: skip
_CODAS = (
    ("k", "k"),
    ("g", "k"),
    ("l", "l"),
    ("r", "l"),
    ("p", "p"),
    ("b", "p"),
    ("t", "t"),
    ("d", "t"),
)


def fold(text: str) -> str:
    """Fold a name to plain lower case: marks off, apostrophes deleted, rest kept."""
    decomposed = unicodedata.normalize("NFKD", _DELETED.sub("", text))
    return "".join(ch for ch in decomposed if not unicodedata.combining(ch)).casefold()


def tokens(text: str, *, kind: str = "person") -> tuple[str, ...]:
    """The words of a name as they are compared; vessel prefixes and legal forms left out."""
    if kind == "vessel":
        text = _VESSEL_PREFIX.sub("", text.strip())
    found = tuple(part for part in _SPLIT.split(fold(text)) if part)
    if kind == "organisation":
        kept = tuple(part for part in found if part not in _LEGAL)
        return kept or found
    return found


@lru_cache(maxsize=65536)
def korean_syllable(token: str) -> str:
    """A key under which the romanisations of one Korean syllable meet (DPRK, MR, RR, the press).

    Sources: the tables of McCune-Reischauer (1939), Revised Romanization (2000) and the DPRK's
    1992 system, reduced to what they spell differently.
    """
    found = _SYLLABLE.match(token)
    if not found:
        return token
    onset, rime = found["onset"], found["rime"]
    for spelled, key in _VOWELS:
        if rime.startswith(spelled):
            rime = key + rime[len(spelled) :]
            break
    for ending, key in _CODAS:
        if rime.endswith(ending) and len(rime) > 1:
            rime = rime[: -len(ending)] + key
            break
    rime = rime.rstrip("h") or rime
    return _ONSETS.get(onset, onset) + rime


def skeleton(token: str) -> str:
    """Consonants with look-alike sounds folded; a loose key to find candidates, never to decide."""
    folded = token.translate(str.maketrans("gqdblzjcw", "kktprssk ".replace(" ", "v")))
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiouyh]", "", folded)) or token[:1]
