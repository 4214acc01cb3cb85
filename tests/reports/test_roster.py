"""Finding who is named."""

from __future__ import annotations

from vedette.reports.nouns import Person
from vedette.reports.roster import Roster

ROSTER = Roster(
    [
        Person("Ana Ruiz", ("Ana Ruiz", "Ruiz", "she")),
        Person("Luis Ruiz", ("Luis Ruiz", "Ruiz")),
        Person("Kim Ok-ja", ("Kim Ok-ja", "Kim")),
    ]
)


def test_the_longest_form_wins() -> None:
    """A full name names one person, a shared family name any of its bearers."""
    assert list(ROSTER.named_in("Ana Ruiz spoke")) == [frozenset({"Ana Ruiz"})]
    assert list(ROSTER.named_in("Ruiz spoke")) == [frozenset({"Ana Ruiz", "Luis Ruiz"})]


def test_whole_words_with_their_capitals() -> None:
    """Parts of words, small letters and pronouns name nobody."""
    assert ROSTER.names("The kimono; she; kim; Ruizes") == frozenset()
    assert ROSTER.names("Then Kim Ok-ja, and Kim's aide") == frozenset({"Kim Ok-ja"})
