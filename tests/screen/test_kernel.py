"""The compiled kernel and its own text run as Python give the same answers, and never break."""

from __future__ import annotations

import importlib.util
from array import array
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vedette.screen import kernel, rules
from vedette.screen.index import IndexedName, build_arrays, views
from vedette.screen.normal import normal_forms

SOURCE = Path(rules.__file__).with_name("kernel.py")
NAMES = [
    ("person", "RI JE-SON"),
    ("person", "KIM YONG CHO'L"),
    ("person", "Kim Yong-chun"),
    ("person", "Joran MALMQUIST"),
    ("person", "Mohammed Abdul Rahman al-Sayigh"),
    ("person", "Yevgeny Dmitrievich Testov"),
    ("organisation", "BLUE CRANE TRADING CO. LTD"),
    ("organisation", "Blue Crane Shipping Company"),
    ("organisation", "Third Lantern Bank"),
    ("vessel", "SEA LANTERN 2"),
    ("vessel", "SEA LANTERN 3"),
]


def plain_kernel() -> ModuleType:
    """The kernel's own text, run as Python whatever was compiled."""
    spec = importlib.util.spec_from_file_location("plain_kernel", SOURCE)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


ARRAYS = build_arrays(
    [
        IndexedName(party, kind, form.tokens)
        for party, (kind, name) in enumerate(NAMES)
        for form in normal_forms(name, kind)
    ]
)
PLAIN = plain_kernel()
KERNELS = (kernel.Kernel(views(ARRAYS)), PLAIN.Kernel(views(ARRAYS)))


def answers(one: Any, text: bytes, floor: int) -> tuple[list[int], list[list[int]]]:
    """What a kernel finds, and each alignment."""
    out = array("i", bytes(8 * 6))
    n = one.search(text, 0, len(text), 7, floor, 6, memoryview(out), 0)
    found = list(out[: 2 * n])
    pairs = []
    for name in found[::2]:
        rows = array("i", bytes(4 * 700))
        one.explain(text, 0, len(text), name, memoryview(rows))
        pairs.append(list(rows[: 2 + 6 * rows[1]]))
    return found, pairs


letters = st.sampled_from("abcehijklmnorstuy23 ")
near_names = st.sampled_from([name for _, name in NAMES]).flatmap(
    lambda name: st.tuples(
        st.just(" ".join(normal_forms(name, "person")[0].tokens)),
        st.integers(0, 30),
        st.text(letters, max_size=3),
        st.integers(0, 3),
    ).map(lambda p: p[0][: p[1]] + p[2] + p[0][p[1] + p[3] :])
)


@pytest.mark.skipif(kernel.__file__ == str(SOURCE), reason="no compiled kernel is installed")
@given(st.one_of(near_names, st.text(letters, max_size=60)), st.integers(100, 900))
@settings(max_examples=300, deadline=None)
def test_both_paths_agree(text: str, floor: int) -> None:
    """Any name gives the same parties, scores and alignments from either path."""
    asked = text.encode()
    assert answers(KERNELS[0], asked, floor) == answers(KERNELS[1], asked, floor)


@pytest.mark.skipif(kernel.__file__ == str(SOURCE), reason="no compiled kernel is installed")
def test_both_paths_make_the_same_index() -> None:
    """Keys and hash table do not depend on the path."""
    arrays = {}
    for module in (kernel, PLAIN):
        tags, words = array("I", bytes(4 * 9000)), array("i", bytes(4 * 9000))
        wanted = bytearray([2] * 100)
        n = module.collect_keys(
            ARRAYS["word_text"].data,
            ARRAYS["word_at"].data,
            memoryview(wanted),
            memoryview(tags),
            memoryview(words),
        )
        arrays[module] = (n, tags, words)
    assert arrays[kernel] == arrays[PLAIN]


@given(st.binary(max_size=300))
@settings(max_examples=200, deadline=None)
def test_no_bytes_break_the_kernel(data: bytes) -> None:
    """Whatever bytes come, scores stay between 0 and 1000 and nothing is raised."""
    found, _ = answers(KERNELS[0], data, 100)
    assert all(0 <= score <= 1000 for score in found[1::2])


def test_a_name_of_ten_thousand_letters_is_bounded() -> None:
    """A very long name is read as far as the bound and answered."""
    for text in (b"kim " * 2500, b"a" * 10_000, b"1 " * 5000):
        found, _ = answers(KERNELS[0], text, 100)
        assert len(found) <= 12


def test_every_listed_name_finds_itself_first() -> None:
    """A name of the index scores full marks against itself."""
    for party, (kind, name) in enumerate(NAMES):
        text = " ".join(normal_forms(name, kind)[0].tokens).encode()
        found, _ = answers(KERNELS[0], text, 500)
        assert found[1] == 1000
        assert int(ARRAYS["name_party"][found[0]]) == party


def test_rules_have_one_code_and_one_name_each() -> None:
    """The table of rules and the codes the kernel uses are the same."""
    assert len(rules.BY_CODE) == len(rules.BY_NAME) == len(rules.RULES)
    for code, name in (
        (rules.EXACT, "exact"),
        (rules.SURNAME, "surname-spelling"),
        (rules.SYLLABLE_VOWEL, "syllable-vowel"),
        (rules.SOUND, "sound"),
        (rules.JOINED_SOUND, "joined-sound"),
        (rules.TRUNCATED, "truncated"),
        (rules.UNMATCHED_LISTED, "unmatched-listed"),
    ):
        assert rules.BY_CODE[code].name == name
    assert rules.BY_NAME["joined"].weight == rules.JOINED_CEILING


def test_counting_holders_loses_no_name() -> None:
    """Over words that thousands of names hold, the best of a search is the best of all alignments."""
    first = ["maria", "marta", "marco", "mario", "marius"]
    last = ["garcia", "garza", "garcea", "garrido"]
    names = [
        IndexedName(i, "person", (first[i % 5], last[i // 5 % 4], f"{last[i % 4]}{first[i % 3]}"))
        for i in range(2400)
    ] + [
        IndexedName(2400, "person", ("mariagarcia",)),
        IndexedName(2401, "person", ("maria", "garcia")),
    ]
    arrays = build_arrays(names)
    one = kernel.Kernel(views(arrays))
    for text in (b"maria garcia", b"garcia maria", b"marta garsia", b"mariagarcia"):
        out, rows = array("i", bytes(8 * 4)), array("i", bytes(4 * 700))
        found = one.search(text, 0, len(text), 1, 780, 4, memoryview(out), 0)
        best = max(
            one.explain(text, 0, len(text), name, memoryview(rows)) for name in range(len(names))
        )
        assert (out[1] if found else 0) == (best if best >= 780 else 0)


# Words far from one another, and such as meet as initials, beginnings, far and near spellings, or joined.
WORDS = [
    *("brunhilde", "kovacs", "zimmer", "quispe", "alfarsi", "dupont", "wojtyla", "meyer", "zhang"),
    *("b", "k", "z", "brun", "zimm", "quisp", "xiuying", "xiaoming", "farah", "farhan", "khan"),
    *("daniel", "danila", "bell", "belloso", "egoseev", "eliseev", "meier", "mayr", "zimmermeyer"),
]
names_of_few_words = st.lists(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=4), min_size=1, max_size=60
)


@given(
    names_of_few_words,
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=4),
    st.integers(300, 950),
)
@settings(max_examples=400, deadline=None)
def test_leaving_names_out_loses_none(
    listed: list[list[str]], asked: list[str], floor: int
) -> None:
    """The four best of a search are the four best of an alignment with every listed name."""
    arrays = build_arrays(
        [IndexedName(i, "person", tuple(words)) for i, words in enumerate(listed)]
    )
    one = kernel.Kernel(views(arrays))
    text = " ".join(asked).encode()
    out, rows = array("i", bytes(8 * 4)), array("i", bytes(4 * 700))
    n = one.search(text, 0, len(text), 1, floor, 4, memoryview(out), 0)
    every = [
        (-one.explain(text, 0, len(text), name, memoryview(rows)), name)
        for name in range(len(listed))
    ]
    wanted = sorted(row for row in every if -row[0] >= floor)[:4]
    assert [(-out[2 * i + 1], out[2 * i]) for i in range(n)] == wanted
