"""Spellings of Korean names made by rule, sharing no table with the screener; read by korean.py.

ICU's Korean-Latin/BGN (McCune-Reischauer) and Hangul-Latin; Kontsevich's system for Russian and the
Japanese press's katakana, written down here from their descriptions; and how the people of a labelled
list of Southern names spell each syllable of theirs.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache

import icu

from screening import SHARED

ONSETS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
FINALS = {1: "ㄱ", 4: "ㄴ", 7: "ㄷ", 8: "ㄹ", 16: "ㅁ", 17: "ㅂ", 21: "ㅇ"}
BGN = icu.Transliterator.createInstance("Korean-Latin/BGN")
RR = icu.Transliterator.createInstance("Hangul-Latin")
# Kontsevich, for a syllable that stands alone or opens a word.
RU_ONSETS = "к кк н т тт р м п пп с сс . ч чч чх кх тх пх х".replace(".", "").split(" ")
RU_VOWELS = [
    "а",
    "э",
    "я",
    "йя",
    "о",
    "е",
    "ё",
    "йе",
    "о",
    "ва",
    "вэ",
    "ве",
    "ё",
    "у",
    "во",
    "ве",
    "ви",
    "ю",
    "ы",
    "ый",
    "и",
]
RU_FINALS = {"ㄱ": "к", "ㄴ": "н", "ㄷ": "т", "ㄹ": "ль", "ㅁ": "м", "ㅂ": "п", "ㅇ": "н", " ": ""}
# What reports write of five surnames instead (the spelling of Koreans in Russia, and of news agencies).
RU_PRESS = {"리": "Ли", "최": "Цой", "류": "Ю", "림": "Лим", "정": "Чон"}
JA_ROWS = {
    "ㄱ": "カキクケコ", "ㄴ": "ナニヌネノ", "ㄷ": "タティトゥテト", "ㄹ": "ラリルレロ", "ㅁ": "マミムメモ", "ㅂ": "パピプペポ",
    "ㅅ": "サシスセソ", "ㅇ": "アイウエオ", "ㅎ": "ハヒフヘホ", "ㅋ": "カキクケコ", "ㅍ": "パピプペポ",
}  # fmt: skip
JA_VOICED = {"ㄱ": "ガギグゲゴ", "ㅂ": "バビブベボ"}
JA_FINALS = {
    "ㄱ": "ク",
    "ㄴ": "ン",
    "ㄷ": "ッ",
    "ㄹ": "ル",
    "ㅁ": "ム",
    "ㅂ": "プ",
    "ㅇ": "ン",
    " ": "",
}
JA_PLAIN = {"ㅏ": 0, "ㅣ": 1, "ㅜ": 2, "ㅡ": 2, "ㅔ": 3, "ㅐ": 3, "ㅗ": 4, "ㅓ": 4, "ㅢ": 1}
JA_SMALL = {"ㅑ": "ャ", "ㅕ": "ョ", "ㅛ": "ョ", "ㅠ": "ュ"}
JA_ALONE = {
    "ㅑ": "ヤ",
    "ㅕ": "ヨ",
    "ㅛ": "ヨ",
    "ㅠ": "ユ",
    "ㅘ": "ワ",
    "ㅚ": "ウェ",
    "ㅝ": "ウォ",
    "ㅟ": "ウィ",
}
JA_W = {"ㅘ": "ァ", "ㅚ": "ェ", "ㅝ": "ォ", "ㅟ": "ィ", "ㅙ": "ェ", "ㅞ": "ェ"}


def parts(syllable: str) -> tuple[str, str, str]:
    code = ord(syllable) - 0xAC00
    return ONSETS[code // 588], VOWELS[code // 28 % 21], FINALS.get(code % 28, " ")


def mr(syllable: str) -> str:
    """ICU's BGN for one syllable; its fall of the initial r is undone, which the North does not know."""
    latin = str(BGN.transliterate(unicodedata.normalize("NFD", syllable)))
    return "r" + latin[1:] if parts(syllable)[0] == "ㄹ" and latin.startswith("n") else latin


def rr(syllable: str) -> str:
    """ICU's letters for one syllable, the finals as the Revised Romanisation closes them."""
    latin = str(RR.transliterate(syllable))
    latin = "r" + latin[1:] if latin.startswith("l") else latin
    return (
        latin[:-1] + {"g": "k", "d": "t", "b": "p"}.get(latin[-1], latin[-1])
        if (not latin.endswith("ng"))
        else latin
    )


def southern(syllable: str) -> str:
    """A syllable at the head of a name as the South's law of initials has it: 리 is 이, 로 is 노."""
    code = ord(syllable) - 0xAC00
    onset, vowel, _ = parts(syllable)
    soft = vowel in "ㅣㅑㅕㅛㅠㅖ"
    if onset == "ㄹ":
        return chr(0xAC00 + ONSETS.index("ㅇ" if soft else "ㄴ") * 588 + code % 588)
    return (
        chr(0xAC00 + ONSETS.index("ㅇ") * 588 + code % 588) if onset == "ㄴ" and soft else syllable
    )


@cache
def attested() -> dict[str, list[str]]:
    """Given-name syllable -> how people spell it, the usual spellings first (twice seen at least)."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    folder = SHARED / "labelled" / "names"
    for row in json.loads((folder / "korean_names_comprehensive.json").read_text("utf-8")):
        cut = re.split(r"[-\s]", row.get("romanized", "").casefold())
        if len(cut) == len(row["hangul"]) and re.fullmatch("[가-힣]+", row["hangul"]):
            for syllable, spelling in zip(row["hangul"], cut, strict=True):
                seen[syllable][spelling] += 1
    for row in json.loads((folder / "korean_names_1000.json").read_text("utf-8")):
        cut = row["firstNameRomanized"].casefold().split()
        if len(cut) == len(row["firstNameHangul"]):
            for syllable, spelling in zip(row["firstNameHangul"], cut, strict=True):
                seen[syllable][spelling] += 1
    return {s: [w for w, n in c.most_common(3) if n > 1 and w.isalpha()] for s, c in seen.items()}


@cache
def attested_surnames() -> dict[str, list[str]]:
    """Family name -> how the people of a labelled list spell it."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    path = SHARED / "labelled" / "names" / "korean_names_1000.json"
    for row in json.loads(path.read_text("utf-8")):
        found[row["lastNameHangul"]][row["lastNameRomanized"].casefold()] = None
    return {hangul: list(seen)[:3] for hangul, seen in found.items()}


def russian(syllables: str) -> str:
    """Kontsevich: given syllables apart, as Russian reports of the North write them."""

    def one(s: str) -> str:
        onset, vowel, final = parts(s)
        return RU_ONSETS[ONSETS.index(onset)] + RU_VOWELS[VOWELS.index(vowel)] + RU_FINALS[final]

    return " ".join(one(s).capitalize() for s in syllables)


def kana(syllables: str) -> str:
    """One word in katakana; a stop between two voiced sounds is voiced. Empty where no rule reaches."""
    out, voiced, last = "", False, " "
    for at, syllable in enumerate(syllables):
        onset, vowel, final = parts(syllable)
        if at and onset == "ㅇ" and out[-1] in "クルムプ" and last in "ㄱㄹㅁㅂ":
            onset, out = last, out[:-1]
            voiced = True
        made = _mora(onset, vowel, at > 0 and voiced)
        if not made:
            return ""
        out += made + JA_FINALS[final]
        voiced, last = final in " ㄴㄹㅁㅇ", final
    return out


def _mora(onset: str, vowel: str, voiced: bool) -> str:
    if onset in "ㅈㅊ":
        head = "ジ" if onset == "ㅈ" and voiced else "チ"
        small = {"ㅏ": "ャ", "ㅓ": "ョ", "ㅗ": "ョ", "ㅜ": "ュ", "ㅡ": "ュ", "ㅐ": "ェ", "ㅔ": "ェ", "ㅣ": "",
                 "ㅚ": "ェ"}.get(vowel)  # fmt: skip
        return "" if small is None else head + small
    if onset == "ㄷ":
        row = ["ダ", "ディ", "ドゥ", "デ", "ド"] if voiced else ["タ", "ティ", "トゥ", "テ", "ト"]
        return row[JA_PLAIN[vowel]] if vowel in JA_PLAIN else ""
    if onset == "ㅌ":
        return ["タ", "ティ", "トゥ", "テ", "ト"][JA_PLAIN[vowel]] if vowel in JA_PLAIN else ""
    row_text = JA_VOICED[onset] if voiced and onset in JA_VOICED else JA_ROWS.get(onset, "")
    if not row_text:
        return ""
    if vowel in JA_PLAIN:
        return row_text[JA_PLAIN[vowel]]
    if onset == "ㅇ":
        return JA_ALONE.get(vowel, "")
    if vowel in JA_SMALL:
        return row_text[1] + JA_SMALL[vowel]
    if vowel in JA_W:
        return (("フ" if onset == "ㅎ" else row_text[2]) + JA_W[vowel]) if onset in "ㄱㅎ" else ""
    return ""


def bare(latin: str) -> str:
    return "".join(
        c for c in unicodedata.normalize("NFD", latin) if c.isascii() and (c.isalpha() or c == " ")
    )


def spellings(hangul: str) -> Iterator[tuple[str, str]]:
    """Class and spelling, for a name of one family syllable and one or two given ones."""
    family, given = hangul[0], hangul[1:]
    south = southern(family) + southern(given[0]) + given[1:]
    yield "Hangul, North", hangul
    yield "Hangul, South", southern(family) + given
    yield "Hangul, spaced", f"{family} {given}"
    for label, spell in (("McCune-Reischauer", mr), ("Revised", rr)):
        first, rest = spell(family).capitalize(), [spell(s) for s in given]
        yield f"{label}, apart", " ".join([first, *(s.capitalize() for s in rest)])
        yield f"{label}, hyphen", f"{first} {'-'.join(rest).capitalize()}"
        yield f"{label}, given first", f"{'-'.join(rest).capitalize()} {first}"
        yield f"{label}, joined", f"{first.upper()}, {''.join(rest).capitalize()}"
    joined = bare(str(BGN.transliterate(unicodedata.normalize("NFD", given)))).capitalize()
    # ICU's table drops the r at a word's head, which the North writes, and some vowels.
    if parts(given[0])[0] == "ㄹ":
        joined = "R" + joined[1:]
    if len(given) == 2 and len(re.findall("[aeiouy]+", joined.casefold())) > 1:
        yield "McCune-Reischauer, word as spoken", f"{bare(mr(family)).capitalize()} {joined}"
    yield "Revised of the Southern form", " ".join(rr(s).capitalize() for s in south)
    usual = [attested().get(s, []) for s in given]
    for place in range(2):
        if all(len(known) > place for known in usual):
            names = [known[place] for known in usual]
            for other in (rr(family), *attested_surnames().get(southern(family), [])):
                yield "as people spell", f"{other.capitalize()} {'-'.join(names).capitalize()}"
    yield "Kontsevich", russian(hangul)
    if family in RU_PRESS:
        yield "Russian press", f"{RU_PRESS[family]} {russian(given)}"
    if kana(family) and kana(given):
        yield "katakana", f"{kana(family)}・{kana(given)}"
