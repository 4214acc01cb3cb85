"""The rules by which a word of a name meets a word of a listed name, and what each weighs.

One table. The kernel knows the rules by their codes; everybody else by their names. A weight is in
thousandths; ``None`` means that the weight is measured pair by pair (how far the spellings are
apart), up to the ceiling given in the sentence.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """One way for two words to meet. ``weight`` in thousandths, None where it is measured."""

    code: int
    name: str
    weight: int | None
    says: str


# The codes stand in kernel.py as well; tests/screen/test_kernel.py keeps the two together.
RULES: tuple[Rule, ...] = (
    Rule(1, "exact", 1000, "the same word"),
    Rule(2, "equivalent", 980, "two forms of one word"),
    Rule(3, "surname-spelling", 950, "spellings of one Korean family name"),
    Rule(4, "syllable", 960, "romanisations of one Korean syllable"),
    Rule(5, "syllable-vowel", 900, "romanisations of one Korean syllable, o and u in the press"),
    Rule(7, "sound", None, "spellings of one sound"),
    Rule(8, "typo", None, "a letter or two differ"),
    Rule(9, "joined", 970, "the same letters, written apart or together"),
    Rule(10, "joined-sound", None, "the same sounds, written apart or together"),
    Rule(11, "initial", 600, "an initial"),
    Rule(12, "truncated", 800, "the beginning of the word"),
    Rule(20, "unmatched-query", 0, "no partner in the listed name"),
    Rule(21, "unmatched-listed", 0, "no partner in the name asked for"),
)
BY_CODE: dict[int, Rule] = {rule.code: rule for rule in RULES}
BY_NAME: dict[str, Rule] = {rule.name: rule for rule in RULES}

# What the kernel and the index have to agree on. Codes of the rules:
EXACT, EQUIVALENT, SURNAME, SYLLABLE, SYLLABLE_VOWEL = 1, 2, 3, 4, 5
SOUND, TYPO, JOINED, JOINED_SOUND, INITIAL, TRUNCATED = 7, 8, 9, 10, 11, 12
UNMATCHED_QUERY, UNMATCHED_LISTED = 20, 21
JOINED_CEILING, INITIAL_WEIGHT, TRUNCATED_WEIGHT = 970, 600, 800
# Flags of words and of listed names.
IS_NUMBER, IS_SYLLABLE, IS_LIGHT, IS_GENERIC = 1, 2, 4, 8
NAME_KOREAN, NAME_VESSEL, NAME_PERSON, NAME_FAMILY_FIRST = 1, 2, 4, 8
# What a word that stays alone counts, in thousandths of its own weight: one only the query has
# weighs most, because reports shorten names and lists do not; where both sides have one, they
# contradict each other, which in a Korean name makes it another name.
ALONE_QUERY, ALONE_LISTED, ALONE_BOTH, ALONE_BODY, ALONE_KOREAN = 600, 300, 350, 550, 1000
# What is left of a score where a Korean or Chinese name asked for has a whole word to spare.
SPARE_SYLLABLE, SPARE_INITIALS, WHOLE_WORD = 850, 850, 300
# Where words of a person's name stay alone: what is left of the score for the weight that met.
EVIDENCE_LEAST, EVIDENCE_SLOPE = 800, 130
# A word no list holds is taken to be rare; a lone letter says little.
UNKNOWN_WEIGHT, LETTER_WEIGHT = 900, 200
# Likeness of two spellings: what one letter costs over the words' mean length, and the least kept.
SPELLING_SLOPE, SPELLING_LEAST = 3000, 500
# How many times, in thousandths, initials, beginnings and far spellings may raise a score: they count
# where the rest of a name already speaks for it. The search leaves out names by the same number, so
# that what is found does not hang on the least score that was asked for.
SHORT_LIFT = 1500
# The least weight of a common word, and the weight of light words and of numbers.
LEAST_WEIGHT, LIGHT_WEIGHT, NUMBER_WEIGHT = 250, 110, 500
# What is left of the weight of a word that says what a body does (bank, trading), and of a patronymic.
GENERIC_SHARE, PATRONYMIC_SHARE = 750, 500
# What a reading of a name is worth, in thousandths, where it keeps less than the name says.
FORM_TRUST: dict[str, int] = {
    "initials": 800,
    "short-initials": 650,
    "institution": 970,
    "institution-short": 820,
    "translated-name": 850,
    "brackets": 900,
    "consonants": 900,
    "wade-giles": 940,
    "turned": 960,
    "northern-initial": 960,
    "arabic-eastern": 980,
    "arabic-maghrebi": 970,
}
# Names of so little trust were made of another's words; none is met but letter by letter.
MADE_TRUST = 800
MAX_WORDS, MAX_WORD_LETTERS = 20, 40
