"""Arabic script in names: vowels it does not write are put back where the word is known, or guessed.

محمد بن سلمان is *mhmd bn slman* letter by letter, which meets no listed spelling. Known parts take
their usual vowels from ``data/arabic_names.yml``; others are given the commonest pattern, an *a* after
every other consonant, which leaves the consonants for a looser comparison.

Sources: the Arabic romanisation of the United Nations (2017), marks off; the letters Persian, Urdu and
Pashto add after the BGN/PCGN tables.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from vedette.clean.data_files import load_yaml
from vedette.clean.words import words

_MARKS = re.compile("[\u064b-\u065f\u0670\u0610-\u061a\u06d6-\u06ed\u0640]")
_FOLD = str.maketrans({
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ک": "ك", "ی": "ي", "ې": "ي", "ۍ": "ي", "ے": "ي",
    "ہ": "ه", "ھ": "ه", "ە": "ه", "ۃ": "ة", "ٹ": "ت", "ڈ": "د", "ڑ": "ر", "ں": "ن", "ځ": "ز", "څ": "ش",
})  # fmt: skip
_LETTERS = {
    "ء": "", "ؤ": "w", "ئ": "y", "ا": "A", "ب": "b", "ت": "t", "ث": "th", "ج": "j", "ح": "h", "خ": "kh",
    "د": "d", "ذ": "dh", "ر": "r", "ز": "z", "س": "s", "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "z",
    "ع": "", "غ": "gh", "ف": "f", "ق": "q", "ك": "k", "ل": "l", "م": "m", "ن": "n", "ه": "h", "و": "W",
    "ي": "Y", "ة": "A", "پ": "p", "چ": "ch", "ژ": "zh", "گ": "g", "ڤ": "v", "ڨ": "g", "ڭ": "g", "ݣ": "g",
    "ټ": "t", "ډ": "d", "ړ": "r", "ږ": "g", "ښ": "sh", "ڼ": "n", "ګ": "g",
}  # fmt: skip
_MIN_STEM = 3
_VOWELS = frozenset("aiu")


@lru_cache(maxsize=1)
def _known() -> dict[str, str]:
    table = load_yaml("vedette.clean", "arabic_names.yml")
    return {
        folded(word): " ".join(words(latin)) for word, latin in table.items() if " " not in word
    }


def folded(word: str) -> str:
    """A word with marks off and the letters that are written for one another made one."""
    return _MARKS.sub("", word).translate(_FOLD)


@lru_cache(maxsize=32768)
def vocalised(word: str) -> tuple[str, ...]:
    """One Arabic word in Latin letters; the article stands apart, as lists write it."""
    opens_with_i = word.startswith("إ")
    word = folded(word)
    known = _known()
    if word in known:
        return tuple(known[word].split())
    if word.endswith("ي") and word[:-1] in known and len(word) > _MIN_STEM:
        # The ending that makes a name of a name: Ahmad, Ahmadi.
        return (f"{known[word[:-1]]}i",)
    if word.startswith("ال") and len(word) >= 2 + _MIN_STEM:
        return ("al", *vocalised(word[2:]))
    if word.startswith("عبدال") and len(word) > 6:
        return ("abd", "al", *vocalised(word[5:]))
    if word.startswith("عبد") and len(word) > 5:
        return ("abd", *vocalised(word[3:]))
    if word.startswith("ابو") and len(word) > 5:
        return ("abu", *vocalised(word[3:]))
    guess = _guess(word)
    if opens_with_i and guess.startswith("a"):
        guess = "i" + guess[1:]
    return (guess,) if guess else ()


def _guess(word: str) -> str:
    """A word that is not known: long vowels as written, short ones as the commonest patterns have them.

    After a long *a* a closing pair takes *i* (khāliq), after an initial *m* comes *u* (muṭlaq), elsewhere
    *a* parts two consonants.
    """
    # At the head of a word the throat sound carries a vowel of its own: ʿAtīq.
    word = "ا" + word[1:] if word.startswith("ع") else word
    sounds = [sound for char in word if (sound := _LETTERS.get(char, ""))]
    out: list[str] = []
    run = 0
    after_long_a = False
    if len(sounds) > 2 and sounds[0] == "A" and sounds[1] in "WY" and sounds[2] not in "AWY":
        # An opening long vowel: Uboroki, Ilham.
        out, sounds = ["u" if sounds[1] == "W" else "i"], sounds[2:]
    for at, sound in enumerate(sounds):
        following = sounds[at + 1] if at + 1 < len(sounds) else ""
        if sound == "A":
            out.append("a")
            run, after_long_a = 0, True
            continue
        if sound in {"W", "Y"} and run and following != "A":
            out.append("u" if sound == "W" else "i")
            run, after_long_a = 0, False
            continue
        sound = {"W": "w", "Y": "y"}.get(sound, sound)
        has_vowel = any(part in _VOWELS for part in out)
        if run and (not has_vowel or run == 2 or not following):
            first = len(out) == 1 and out[0] == "m" and following
            out.append("u" if first else "i" if after_long_a else "a")
            run, after_long_a = 0, False
        out.append(sound)
        run += 1
    return "".join(out)


def arabic_words(text: str) -> tuple[str, ...]:
    """A name in Arabic script as Latin words, the article apart: *abd al rahman*."""
    return tuple(part for word in text.split() for part in vocalised(word))


# Rules over several words, each with what a name must hold for it to be tried; then within one word.
_EASTERN = (
    ("lah", re.compile(r"(\w+?)a? (?:al )?(?:allah|lah)\b"), r"\1ullah"),
    (" al din", re.compile(r"(\w+?)a? al din\b"), r"\1uddin"),
    ("abd al ", re.compile(r"\babd al "), "abdul "),
    (" al rahman", re.compile(r"\b(\w+) al rahman\b"), r"\1 ur rahman"),
)
_EASTERN_WORD = (
    # The letter ḍād is a z there, in the names that have it; -zay ends the names of Pashtun tribes.
    (re.compile(r"\bfadl"), "fazal"),
    (re.compile(r"\bramadan\b"), "ramazan"),
    (re.compile(r"\brida\b"), "reza"),
    (re.compile(r"\bhadrat\b"), "hazrat"),
    (re.compile(r"\bmurtada\b"), "murtaza"),
    (re.compile(r"\bfay[ia]?d\b"), "faiz"),
    (re.compile(r"\bqadi\b"), "qazi"),
    (re.compile(r"\briyad\b"), "riaz"),
    (re.compile(r"\bdiya\b"), "zia"),
    (re.compile(r"(?<=[a-z]{3})zi\b"), "zai"),
    (re.compile(r"dh"), "z"),
    (re.compile(r"th"), "s"),
    (re.compile(r"\bmuhammad\b"), "mohammad"),
)
_MAGHREBI = (
    ("abd al ", re.compile(r"\babd al "), "abdel"),
    ("abd allah", re.compile(r"\babd allah"), "abdallah"),
)
_MAGHREBI_WORD = (
    (re.compile(r"\bmuhammad\b"), "mohamed"),
    (re.compile(r"\bbin\b"), "ben"),
    (re.compile(r"\babu\b"), "bou"),
    (re.compile(r"\bal\b"), "el"),
    (re.compile(r"\bj"), "dj"),
    (re.compile(r"sh"), "ch"),
    (re.compile(r"(?<=[a-z])u(?=[a-z])"), "ou"),
    (re.compile(r"w(?=[aeiou])"), "ou"),
)


def eastern(words: Sequence[str]) -> tuple[str, ...]:
    """The same words as Iran, Afghanistan and Pakistan spell them: Habibullah, Saduddin, Fazl."""
    parts = _respelled(words, _EASTERN)
    last = len(parts) - 1
    return tuple(
        _eastern_word(word) for at, word in enumerate(parts) if at == last or word not in _DROPPED
    )


def maghrebi(words: Sequence[str]) -> tuple[str, ...]:
    """The same words as French North Africa spells them: Mounir ben Mohamed, Djamel."""
    return tuple(map(_maghrebi_word, _respelled(words, _MAGHREBI)))


_DROPPED = frozenset(["al", "bin"])


def _respelled(
    words: Sequence[str], rules: Sequence[tuple[str, re.Pattern[str], str]]
) -> Sequence[str]:
    text = " ".join(words)
    if "abd" not in text and "lah" not in text and " al " not in text:
        return words
    for held, pattern, into in rules:
        if held in text:
            text = pattern.sub(into, text)
    return text.split()


@lru_cache(maxsize=32768)
def _eastern_word(word: str) -> str:
    return _by_rules(word, _EASTERN_WORD)


@lru_cache(maxsize=32768)
def _maghrebi_word(word: str) -> str:
    return _by_rules(word, _MAGHREBI_WORD)


def _by_rules(word: str, rules: Sequence[tuple[re.Pattern[str], str]]) -> str:
    for pattern, into in rules:
        word = pattern.sub(into, word)
    return word
