"""Search over a workspace: any script, open at the words, as known at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.test_cli import vedette
from tests.conftest import COPY
from vedette.api import Workbench
from vedette.api.search import Filter, forget_search, save_search, saved_searches
from vedette.errors import UnknownId, UsageError

KOREAN = """\
북한 선박, 공해상에서 정유 환적

(서울=연합뉴스) 2024년 3월 15일

북한 선박이 공해상에서 정유를 옮겨 실은 것으로 보인다고 국방부 당국자가 금요일 서울에서 기자들에게 말했다.

당국자는 이런 환적이 유엔 안전보장이사회 결의를 어긴 제재 위반일 수 있다고 말했다.
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    room = tmp_path_factory.mktemp("search")
    (room / "a.txt").write_text(COPY)
    (room / "ko.txt").write_text(KOREAN)
    with Workbench.create(room / "w") as bench:
        bench.ingest([str(room / "a.txt"), str(room / "ko.txt")])
        bench.run(n_workers=1)
    return room / "w"


@pytest.fixture
def bench(folder: Path) -> Iterator[Workbench]:
    with Workbench.open(folder, write=True) as opened:
        yield opened


@pytest.mark.parametrize("query", ["선박", "제재", "선", '"제재 위반"', "선박 NOT veto"])
def test_korean_words_are_found(bench: Workbench, query: str) -> None:
    """A two-character word with a particle is found, and so is one character."""
    found = bench.search(query)
    assert [hit.address.rsplit("/", 1)[-1] for hit in found.hits] == ["ko.txt"]
    assert found.n_searched == 2


def test_a_hit_stands_where_it_says(bench: Workbench) -> None:
    """Each place is a span of the report's text, with the words around it."""
    hit = bench.search("arms NEAR/3 moscow").hits[0]
    text = bench.workspace.text(hit.layer_id)
    assert {place.span.quote.casefold() for place in hit.places} == {"arms", "moscow"}
    for place in hit.places:
        assert text[place.span.start : place.span.end] == place.span.quote
        assert place.passage_kind == "paragraph"
        assert place.before
    assert hit.n_places == 2


def test_furniture_is_found_only_when_asked_for(bench: Workbench) -> None:
    """The page around a report gives no hits, unless its field is named."""
    assert bench.search("recipes").hits == ()
    assert bench.search("furniture:recipes").n_found == 1


def test_filters_and_facets(bench: Workbench) -> None:
    """Filters narrow what is looked at; facets count all that was found."""
    assert bench.search("said", where=Filter(language="ko")).n_found == 0
    assert bench.search("veto* OR 선박", limit=0).facets["language"] == {"en": 1, "ko": 1}
    assert bench.search("said", where=Filter(since="2024-03-16")).n_found == 0
    assert bench.search("said", where=Filter(until="2024-03-15", outlet=None)).n_found == 1


def test_what_is_hidden_is_not_found_and_what_was_known_is(bench: Workbench) -> None:
    """A hidden report leaves the search and comes back; an earlier view holds what it held."""
    before = bench.workspace.last_recorded_at()
    name = next(a.address for a in bench.articles() if a.address.endswith("a.txt"))
    bench.hide(name, "test")
    assert bench.search("envoy").n_found == 0
    assert bench.search("envoy", as_known_at=before).n_found == 1
    bench.unhide(name, "test")
    assert bench.search("envoy").n_found == 1
    assert bench.search("envoy", as_known_at="2020-01-01T00:00:00Z").n_searched == 0


def test_a_new_version_replaces_the_old_words(tmp_path: Path) -> None:
    """After a report changed, only its present words are found."""
    path = tmp_path / "a.txt"
    path.write_text(COPY)
    with Workbench.create(tmp_path / "w") as bench:
        bench.ingest([str(path)])
        bench.run(n_workers=1)
        assert bench.search("Norland").n_found == 1
        path.write_text(COPY.replace("Norland", "Westland"))
        bench.ingest([str(path)])
        bench.run(n_workers=1)
        assert bench.search("Norland").n_found == 0
        assert bench.search("Westland").n_found == 1


def test_searches_are_kept_and_taken_back(bench: Workbench) -> None:
    """A saved search is the newest wording under its name; the log keeps the earlier ones."""
    save_search(bench.workspace, "ships", "선박", Filter())
    save_search(bench.workspace, "ships", "선박 OR vessel", Filter(language="ko"))
    assert saved_searches(bench.workspace)["ships"] == {
        "query": "선박 OR vessel",
        "where": {"language": "ko"},
    }
    forget_search(bench.workspace, "ships")
    assert saved_searches(bench.workspace) == {}
    with pytest.raises(UnknownId):
        forget_search(bench.workspace, "ships")
    with pytest.raises(UsageError):
        save_search(bench.workspace, "bad", "(oil", Filter())
    assert len(bench.workspace.logged("search")) == 3


def test_a_workspace_that_cannot_be_written_is_searched_all_the_same(folder: Path) -> None:
    """Where the index cannot be kept, it is made in memory."""
    index = folder / "search.db"
    for path in folder.glob("search.db*"):
        path.unlink()
    index.mkdir()
    try:
        with Workbench.open(folder) as bench:
            assert bench.search("envoy").n_found == 1
    finally:
        index.rmdir()


def test_the_commands(folder: Path, tmp_path: Path) -> None:
    """Search, saved search, batch and text answer people and programs with their exit codes."""
    room = ["-w", str(folder)]
    shown = vedette("search", "선박", *room)
    assert shown.returncode == 0
    assert "북한 선박" in shown.stdout
    found = json.loads(vedette("search", "envoy", "--save", "e", *room, "--json").stdout)
    assert found["n_found"] == 1
    again = json.loads(vedette("search", "--saved", "e", *room, "--json").stdout)
    assert again["hits"] == found["hits"]
    assert "envoy" in vedette("searches", *room).stdout
    place = found["hits"][0]["places"][0]["span"]
    text = vedette("text", found["hits"][0]["layer_id"], "--at", str(place["start"]), *room)
    assert "▸envoy" in text.stdout
    (tmp_path / "q.txt").write_text("# mine\nenvoy\n(oil\n선박\n")
    batch = vedette("search", "--batch", str(tmp_path / "q.txt"), *room, "--json")
    assert batch.returncode == 3
    rows = json.loads(batch.stdout)["searches"]
    assert [row.get("n_found") for row in rows] == [1, None, 1]
    assert "q.txt:3" in batch.stderr
    assert vedette("search", "(oil", *room).returncode == 2
    assert vedette("search", *room).returncode == 2
    assert vedette("text", "nothing", *room).returncode == 2
