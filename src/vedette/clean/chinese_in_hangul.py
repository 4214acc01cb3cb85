"""Chinese names as South Korean reports write them in Hangul: 마샤오훙 is Ma Xiaohong.

Sources: the National Institute of Korean Language's rules for loan words, table 5 (Chinese, 1986,
revised 2017), initials and finals; not every combination exists, which does no harm.
"""

from __future__ import annotations

import re
from functools import lru_cache

from vedette.clean.hangul import compose

_INITIALS = {
    "b": "ㅂ", "p": "ㅍ", "m": "ㅁ", "f": "ㅍ", "d": "ㄷ", "t": "ㅌ", "n": "ㄴ", "l": "ㄹ", "g": "ㄱ",
    "k": "ㅋ", "h": "ㅎ", "j": "ㅈ", "q": "ㅊ", "x": "ㅅ", "zh": "ㅈ", "ch": "ㅊ", "sh": "ㅅ", "r": "ㄹ",
    "z": "ㅉ", "c": "ㅊ", "s": "ㅆ",
}  # fmt: skip
# Finals after a consonant: vowel and coda of the first syllable, and what follows it.
_FINALS = {
    "a": ("ㅏ", "", ""), "o": ("ㅗ", "", ""), "e": ("ㅓ", "", ""), "ai": ("ㅏ", "", "이"),
    "ei": ("ㅔ", "", "이"), "ao": ("ㅏ", "", "오"), "ou": ("ㅓ", "", "우"), "an": ("ㅏ", "ㄴ", ""),
    "en": ("ㅓ", "ㄴ", ""), "ang": ("ㅏ", "ㅇ", ""), "eng": ("ㅓ", "ㅇ", ""), "ong": ("ㅜ", "ㅇ", ""),
    "i": ("ㅣ", "", ""), "ia": ("ㅑ", "", ""), "ie": ("ㅖ", "", ""), "iao": ("ㅑ", "", "오"),
    "iu": ("ㅠ", "", ""), "ian": ("ㅖ", "ㄴ", ""), "in": ("ㅣ", "ㄴ", ""), "iang": ("ㅑ", "ㅇ", ""),
    "ing": ("ㅣ", "ㅇ", ""), "iong": ("ㅠ", "ㅇ", ""), "u": ("ㅜ", "", ""), "ua": ("ㅘ", "", ""),
    "uo": ("ㅝ", "", ""), "uai": ("ㅘ", "", "이"), "ui": ("ㅜ", "", "이"), "uan": ("ㅘ", "ㄴ", ""),
    "un": ("ㅜ", "ㄴ", ""), "uang": ("ㅘ", "ㅇ", ""), "ue": ("ㅞ", "", ""),
}  # fmt: skip
# After j, q and x the u is fronted; after zh, ch, sh, r, z, c, s the i is dull.
_FRONTED = {
    "u": ("ㅟ", "", ""),
    "uan": ("ㅟ", "", "안"),
    "un": ("ㅟ", "ㄴ", ""),
    "ue": ("ㅞ", "", ""),
}
_ALONE = {
    "a": "아", "e": "어", "ai": "아이", "ao": "아오", "ou": "어우", "an": "안", "en": "언", "ang": "앙",
    "er": "얼", "yi": "이", "ya": "야", "ye": "예", "yao": "야오", "you": "유", "yan": "옌", "yin": "인",
    "yang": "양", "ying": "잉", "yong": "융", "wu": "우", "wa": "와", "wo": "워", "wai": "와이",
    "wei": "웨이", "wan": "완", "wen": "원", "wang": "왕", "weng": "웡", "yu": "위", "yue": "웨",
    "yuan": "위안", "yun": "윈",
}  # fmt: skip
_PALATAL, _DULL = frozenset("jqx"), frozenset(["zh", "ch", "sh", "r", "z", "c", "s"])
# After ㅈ, ㅉ and ㅊ the rules write no glide: 자오 for jiao and zhao alike.
_NO_GLIDE = {"ㅑ": "ㅏ", "ㅖ": "ㅔ", "ㅠ": "ㅜ"}
MAX_SYLLABLES = 10


@lru_cache(maxsize=1)
def _table() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for pinyin, hangul in _ALONE.items():
        found.setdefault(hangul, []).append(pinyin)
    for initial, onset in _INITIALS.items():
        for final, shape in _FINALS.items():
            if initial in _PALATAL and not final.startswith(("i", "u")):
                continue
            if initial not in _PALATAL and initial in _DULL and final[0] == "i" and final != "i":
                continue
            vowel, coda, after = _FRONTED.get(final, shape) if initial in _PALATAL else shape
            if initial in _DULL and final == "i":
                vowel = "ㅡ"
            if onset in "ㅈㅉㅊ":
                vowel = _NO_GLIDE.get(vowel, vowel)
            hangul = compose(onset, vowel, coda) + after
            found.setdefault(hangul, []).append(initial + final)
    return {hangul: tuple(spellings) for hangul, spellings in found.items()}


@lru_cache(maxsize=1)
def _chinese_word() -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(sorted(_table()))})+")


@lru_cache(maxsize=8192)
def pinyin_options(hangul: str) -> tuple[tuple[str, ...], ...]:
    """The pinyin syllables a Hangul word may stand for, at most eight ways, longest syllables first.

    Empty where some part of the word is no Chinese syllable.
    """
    if not 0 < len(hangul) <= MAX_SYLLABLES or not _chinese_word().fullmatch(hangul):
        return ()
    table = _table()
    ways: list[list[tuple[str, ...]]] = [[] for _ in range(len(hangul) + 1)]
    ways[len(hangul)] = [()]
    for start in range(len(hangul) - 1, -1, -1):
        for size in (2, 1):
            for pinyin in table.get(hangul[start : start + size], ()):
                if start + size <= len(hangul) and len(ways[start]) < 8:
                    ways[start] += [(pinyin, *tail) for tail in ways[start + size]]
        ways[start] = sorted(ways[start], key=len)[:8]
    return tuple(ways[0])
