"""A child that hangs, dies or eats memory takes only its own call with it."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from vedette.engine.bounded import BoundedCalls
from vedette.errors import EmptyInput, ReaderFailed


@pytest.fixture
def calls() -> Iterator[BoundedCalls]:
    with BoundedCalls(time_s=3, memory_bytes=2**30) as bounded:
        yield bounded


@pytest.mark.parametrize(
    ("target", "argument", "says"),
    [
        ("time:sleep", 60, "more than 3 s"),
        ("os:_exit", 9, "died"),
        ("builtins:bytearray", 2**34, "memory"),
        ("builtins:int", "x", "ValueError"),
    ],
)
def test_one_poison_call_fails_alone(
    calls: BoundedCalls, target: str, argument: object, says: str
) -> None:
    """The poison call is named with its cause; the next call works."""
    with pytest.raises(ReaderFailed, match=says) as caught:
        calls.call(target, argument, name="poison.pdf")
    assert caught.value.where == "poison.pdf"
    assert calls.call("builtins:len", "abc", name="good") == 3


def test_errors_made_on_purpose_come_through(calls: BoundedCalls) -> None:
    """An error of ours raised in the child is the same error here, with its parts."""
    from vedette.read.sniff import sniff  # noqa: F401  # the function the child calls

    with pytest.raises(EmptyInput, match="empty") as caught:
        calls.call("vedette.read.sniff:sniff", b"", "none.txt", name="none.txt")
    assert caught.value.where == "none.txt"


def test_only_our_nouns_come_out(calls: BoundedCalls) -> None:
    """A child cannot hand back an object that would run code here."""
    with pytest.raises(ReaderFailed):
        calls.call("operator:attrgetter", "x", name="evil")


def test_the_child_writes_no_files(calls: BoundedCalls, tmp_path) -> None:
    """File writes are forbidden to the child."""
    with pytest.raises(ReaderFailed):
        calls.call("shutil:copyfile", os.__file__, str(tmp_path / "x"), name="writer")
    assert not (tmp_path / "x").exists() or (tmp_path / "x").stat().st_size == 0


def test_a_child_that_has_done_enough_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a library keeps of all it saw does not grow without end: a new child takes over."""
    monkeypatch.setattr("vedette.engine.bounded.MAX_CALLS", 2)
    with BoundedCalls() as calls:
        makers = [calls.call("os:getpid", name="x") for _ in range(4)]
    assert makers[0] == makers[1] != makers[2] == makers[3]
