"""Organisations' and ships' names in the shapes they are compared in, script by script."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, partial

from vedette.clean import arabic, cyrillic, han, institutions, korean, korean_abroad, persons
from vedette.clean.acronyms import SHORT_LETTERS, initials, is_acronym
from vedette.clean.fold import script_of
from vedette.clean.foreign import in_english, without_forms
from vedette.clean.form_types import NameForm
from vedette.clean.hangul import is_hangul, northern, spoken, voiced
from vedette.clean.lexicon import (
    Piece,
    arabic_words,
    english_words,
    han_words,
    hangul_words,
    kana_word,
    other_heads,
    own_words,
    russian_words,
    without_legal_forms,
)
from vedette.clean.ships import ship_tokens, split_brackets, without_suffix
from vedette.clean.words import transliterate, words

Speller = Callable[[str], str]
_RUNS = re.compile(r"[\W_]+")
_ARABIC_MARKS = re.compile("[\u064b-\u065f\u0670\u0640]")
# In, of, and, on, to: the small words a translation leaves out of its comparison.
_ARABIC_SMALL = frozenset(["في", "من", "و", "على", "الى", "إلى", "در", "از"])
_RR_LETTERS = re.compile(r"eo|eu")


def organisation(text: str) -> Iterator[NameForm]:
    """A Latin organisation: as written, in the common vocabulary, and by its short names."""
    parts = split_brackets(text) if "(" in text or "[" in text else (text,)
    tokens = words(text)
    main = words(parts[0]) if len(parts) > 1 else tokens
    yield NameForm(main, "Latn", "latin")
    rest, classes = without_forms(main)
    common = common_words(rest)
    if common and (*common, *classes) != main:
        yield NameForm((*common, *classes), "Latn", "words")
    named = common_words(rest, names=True)
    if named and named != common:
        yield NameForm((*named, *classes), "Latn", "translated-name")
    # A place in brackets is no name of the body; its initials are, and no further words of it.
    brackets = [words(part) for part in parts[1:]]
    short = [row for row in brackets if len(row) == 1 and is_acronym(row[0], main)]
    if len(short) < len(brackets):
        yield NameForm(tokens, "Latn", "latin")
    for row in short:
        yield NameForm(row, "Latn", "brackets")
    yield from _institution(main)
    for short_name in initials(rest):
        how = "initials" if len(short_name) > SHORT_LETTERS else "short-initials"
        yield NameForm((short_name,), "Latn", how)


def _institution(tokens: tuple[str, ...]) -> Iterator[NameForm]:
    """A state's body by its other names; by its acronym it is weaker."""
    if len(tokens) == 1:
        for name in institutions.names_of_short(tokens[0]):
            yield NameForm(name, "Latn", "institution-short")
    for name in institutions.other_names(tokens):
        yield NameForm(name, "Latn", "institution")


@lru_cache(maxsize=32768)
def common_words(tokens: tuple[str, ...], *, names: bool = False) -> tuple[str, ...]:
    """A name without its legal form in the common vocabulary: other languages' words in English.

    Empty where one word that says only what kind of body it is would be left.
    """
    pieces = english_words(in_english(tokens, own_words(), names=names))
    found = _in_english(pieces, _korean_word)
    return () if len(found) == 1 and all(piece.is_known for piece in pieces) else found


def _in_english(pieces: Sequence[Piece], spell: Speller) -> tuple[str, ...]:
    found: list[str] = []
    for piece in pieces:
        if piece.is_known:
            found += piece.english if piece.role != "form" else ()
        else:
            found += words(spell(piece.source))
    return tuple(word for part in found for word in part.split())


@lru_cache(maxsize=32768)
def _korean_word(token: str) -> str:
    """A word in the South's spelling in the North's: Cheongcheongang is Chongchongang."""
    if len(token) < 5 or not _RR_LETTERS.search(token):
        return token
    for way in korean.split_syllables(token):
        read = [korean.readings(part)[0] for part in way]
        if len(way) > 1 and all(grade == korean.STANDARD for _, grade in read):
            return voiced("".join(syllable for syllable, _ in read))
    return token


def asian_organisation(text: str, script: str) -> Iterator[NameForm]:
    """A name in Hangul, characters or kana: translated, with its names in each reading."""
    pieces = _pieces(text)
    is_korean = script == "Hang" or any(p.english == ("korea",) for p in pieces)
    spellers = list(_spellers(pieces, is_korean))
    # As translated first: of two bodies the one that bears the name itself is meant.
    yield NameForm(_in_english(pieces, spellers[0]), script, "translated")
    for name in institutions.names_of_hangul(text):
        yield NameForm(name, script, "institution")
    for spell in spellers:
        for known in _translations(pieces):
            yield NameForm(_in_english(known, spell), script, "translated")
    # Translators leave the state's name out; with a name of its own left the body is still itself.
    if pieces and pieces[0].english == ("korea",) and not all(p.is_known for p in pieces[1:]):
        for spell in spellers:
            yield NameForm(_in_english(pieces[1:], spell), script, "translated")
    named = [p if p.role != "name" else Piece(p.source, (), "name") for p in pieces]
    if named != list(pieces):
        yield NameForm(_in_english(named, spellers[0]), script, "translated")
    how = "hangul-word" if is_korean else "pinyin"
    yield NameForm(tuple(w for p in pieces for w in words(spellers[0](p.source))), script, how)


def _spellers(pieces: Sequence[Piece], is_korean: bool) -> Iterator[Speller]:
    """The ways to spell the runs of a name that no dictionary knows, the likeliest first."""
    runs = [piece.source for piece in pieces if not piece.is_known]
    scripts = {script_of(char) for run in runs for char in run}
    korean_first: list[Speller] = [_korean_reading]
    if scripts & {"Kana", "Hira"}:
        korean_first += [partial(_korean_reading, choice=1), partial(_korean_reading, choice=2)]
    if any(is_hangul(run[0]) and northern(run[0]) != run[0] for run in runs):
        korean_first.append(_northern_reading)
    if any(spoken(run) != run for run in runs if all(map(is_hangul, run))):
        korean_first.append(_spoken_reading)
    if scripts & {"Hani", "Kana", "Hira"}:
        yield from (
            [*korean_first, _chinese_reading] if is_korean else [_chinese_reading, *korean_first]
        )
    else:
        yield from korean_first


def _translations(pieces: Sequence[Piece]) -> Iterator[tuple[Piece, ...]]:
    """The pieces, and again with each other meaning of the closing word (부: department, ministry)."""
    yield tuple(pieces)
    if pieces and pieces[-1].role == "head":
        for english in other_heads(pieces[-1].source):
            if english != pieces[-1].english:
                yield (*pieces[:-1], Piece(pieces[-1].source, english, "head"))


def _pieces(text: str) -> tuple[Piece, ...]:
    found: list[Piece] = []
    for run, script in _script_runs(text):
        if script == "Hang":
            found += hangul_words(run)
        elif script == "Hani":
            found += han_words(run)
        elif script == "Kana":
            found.append(Piece(run, kana_word(run), "word"))
        else:
            found += english_words(words(run), translate=False)
    return tuple(found)


def _script_runs(text: str) -> Iterator[tuple[str, str]]:
    """The words of a text, cut again where the script changes; figures stay with Hangul and characters."""
    for word in _RUNS.split(text):
        run, script = "", ""
        for char in word:
            own = script_of(char)
            own = {"Hira": "Kana"}.get(own, own) if char != "ー" else "Kana"
            if own == "Zyyy" and script != "Latn":
                own = script or own
            if script not in {"", own, "Zyyy"}:
                yield run, script
                run = ""
            run, script = run + char, own
        if run:
            yield run, script


def _korean_reading(source: str, choice: int = 0) -> str:
    """A run that is a name, read as a Korean word; kana may be read more ways than one."""
    if any(script_of(char) in {"Kana", "Hira"} for char in source):
        ways = korean_abroad.words_from_kana(source)
        return ways[min(choice, len(ways) - 1)]
    hangul = han.hangul_text(source)
    return "".join(
        voiced(run) if is_hangul(run[0]) else run
        for run in re.findall(r"[가-힣]+|[^가-힣]+", hangul)
    )


def _spoken_reading(source: str) -> str:
    """A Hangul run as it is spoken: 압록강 is Amnokgang."""
    return "".join(
        voiced(spoken(run)) if is_hangul(run[0]) else run
        for run in re.findall(r"[가-힣]+|[^가-힣]+", han.hangul_text(source))
    )


def _northern_reading(source: str) -> str:
    """A Hangul run with the initial the South drops put back: 능라도 is Rungrado."""
    if is_hangul(source[0]):
        return _korean_reading(northern(source[0]) + source[1:])
    return _korean_reading(source)


def _chinese_reading(source: str) -> str:
    if any(script_of(char) in {"Kana", "Hira"} for char in source):
        return korean_abroad.hepburn(source)
    if any(map(is_hangul, source)):
        return _korean_reading(source)
    return "".join(han.pinyin_of(char) or char for char in source)


def russian_organisation(text: str) -> Iterator[NameForm]:
    """A Cyrillic organisation: known words in English, the rest letter by letter; and all of it so."""
    parts = [part for part in _RUNS.split(without_legal_forms(text).casefold()) if part]
    translated = _in_english(russian_words(parts), cyrillic.press)
    yield NameForm(translated, "Cyrl", "translated")
    yield from persons.spellings(text)


def arabic_organisation(text: str) -> Iterator[NameForm]:
    """An organisation in Arabic script: known words in English, and all of it with its vowels."""
    parts = [part for part in _RUNS.split(_ARABIC_MARKS.sub("", text)) if part]
    yield NameForm(
        _in_english(arabic_words([part for part in parts if part not in _ARABIC_SMALL]), _bare),
        "Arab",
        "translated",
    )
    yield from persons.arab(text)


def _bare(word: str) -> str:
    """An Arabic word that is a name, without its article."""
    spelled = arabic.vocalised(word)
    return " ".join(spelled[1:] if spelled[:1] == ("al",) else spelled)


def ship(text: str, script: str) -> Iterator[NameForm]:
    """A ship's name in any script: number apart, prefix off, joined too; former names in brackets."""
    for at, part in enumerate(split_brackets(text)):
        for form in _one_ship(part, script):
            yield form if not at else NameForm(form.tokens, form.script, "brackets")


def _one_ship(text: str, script: str) -> Iterator[NameForm]:
    for how, latin in _ship_readings(text, script):
        tokens = ship_tokens(words(latin))
        yield NameForm(tokens, script, how)
        letters = [t for t in tokens if not t.isdigit()]
        if len(letters) > 1:
            numbers = [t for t in tokens if t.isdigit()]
            yield NameForm(("".join(letters), *numbers), script, "joined")


def _ship_readings(text: str, script: str) -> Iterator[tuple[str, str]]:
    """The Latin readings of a ship's name, each with its rule."""
    if script in {"Hang", "Hani"}:
        bare = without_suffix(text)
        if script == "Hani":
            yield "pinyin", " ".join(han.pinyin_of(char) or char for char in bare)
            yield "hanja", _spelled(han.hangul_text(bare))
            return
        apart = re.sub(r"([가-힣])(?=[가-힣])", r"\1 ", bare)
        yield "hangul", _spelled(apart)
        yield "hangul-word", _spelled(bare)
        if bare and is_hangul(bare[0]) and northern(bare[0]) != bare[0]:
            yield "northern-initial", _spelled(northern(bare[0]) + apart[1:])
    elif script in {"Kana", "Hira"}:
        yield from (("kana", way) for way in korean_abroad.words_from_kana(text))
        yield "hepburn", korean_abroad.hepburn(text)
    elif script == "Cyrl":
        yield "press", cyrillic.press(text)
        yield "bgn", cyrillic.bgn(text)
    elif script == "Arab":
        yield "arabic", " ".join(arabic.arabic_words(text))
    else:
        yield "latin" if script == "Latn" else "transliterated", transliterate(text)


def _spelled(text: str) -> str:
    """A text with its Hangul words in Latin letters."""
    parts = re.findall(r"[가-힣]+|[^\W가-힣]+", text)
    return " ".join(voiced(part) if is_hangul(part[0]) else part for part in parts)
