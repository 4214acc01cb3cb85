"""Lines an outlet repeats are remembered with a reason, and a report's own are not."""

from __future__ import annotations

from vedette.read.memory import is_of_use, memory_of, remembered

PROMISE = "The Sample Post tells the port what happens in it since 1911."
BACKGROUND = (
    "The port has been under a ban on coal since the spring of last year, when two ships were found "
    "to have loaded there under names of others, as the harbour office told the ministry in a letter."
)


def report(n: int) -> list[str]:
    return [
        f"In week {n} the harbour office counted {n * 7} calls at quay {n}.",
        f"Nobody at quay {n} spoke.",
    ]


def test_a_line_of_many_different_reports_is_remembered_with_its_reason() -> None:
    """Four of six reports carry it: it is the page's, and the reason says how often it was seen."""
    bodies = [[*report(n), *([PROMISE] if n < 4 else [])] for n in range(6)]
    memory = memory_of("sample", bodies, bodies)
    assert memory is not None
    assert remembered(memory, PROMISE.upper()) == "seen in 4 of 6 reports of this outlet"
    assert remembered(memory, report(1)[0]) is None
    assert is_of_use(memory, bodies[0])
    assert not is_of_use(memory, report(9))


def test_captures_of_one_report_count_once() -> None:
    """Twelve captures of one report make none of its paragraphs furniture."""
    assert memory_of("sample", [report(1)] * 12, [report(1)] * 12) is None


def test_background_an_outlet_often_prints_is_no_furniture() -> None:
    """A long sentence must stand in nearly all of many reports before it is taken for the page's."""
    bodies = [[*report(n), *([BACKGROUND] if n % 2 else [])] for n in range(12)]
    assert memory_of("sample", bodies, bodies) is None


def test_memory_never_takes_most_of_a_report() -> None:
    """A report made of lines seen elsewhere keeps them all."""
    bodies = [[*report(n), PROMISE] for n in range(6)]
    memory = memory_of("sample", bodies, bodies)
    assert memory is not None
    assert not is_of_use(memory, [PROMISE])


def test_equal_memories_have_one_version() -> None:
    """The version is a hash of what is remembered, whatever the order it was met in."""
    bodies = [[*report(n), PROMISE] for n in range(6)]
    there = memory_of("sample", bodies, bodies)
    back = memory_of("sample", bodies[::-1], bodies[::-1])
    assert there is not None
    assert back is not None
    assert there.version == back.version
