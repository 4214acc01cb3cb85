"""Which persons a sentence names, found the same way when writing and when checking."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from vedette.reports.nouns import Person

_TOKEN = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")


def tokens(text: str) -> list[str]:
    """The words of a text, as written, without marks."""
    return _TOKEN.findall(text)


class Roster:
    """The persons the reports name, found in any text by the forms the reports use.

    At each place the longest form wins; a form that several persons share names any of them.
    """

    def __init__(self, persons: Iterable[Person]) -> None:
        self._forms: dict[tuple[str, ...], set[str]] = defaultdict(set)
        self._by_first: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for person in persons:
            for form in (person.name, *person.forms):
                words = tuple(tokens(form))
                if words and words[0][:1].isupper():
                    self._forms[words].add(person.name)
        for words in sorted(self._forms, key=lambda form: (-len(form), form)):
            self._by_first[words[0]].append(words)

    def named_in(self, text: str) -> Iterator[frozenset[str]]:
        """For each place where a person is named: the persons that the words can mean."""
        words = tokens(text)
        at = 0
        while at < len(words):
            form = self._at(words, at)
            if form:
                yield frozenset(self._forms[form])
            at += len(form) or 1

    def names(self, text: str) -> frozenset[str]:
        """All persons that words of the text can mean."""
        return frozenset().union(*self.named_in(text))

    def _at(self, words: Sequence[str], at: int) -> tuple[str, ...]:
        for form in self._by_first.get(words[at], ()):
            if tuple(words[at : at + len(form)]) == form:
                return form
        return ()
