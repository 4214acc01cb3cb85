"""Lists in a workspace: guards, releases in any order, history, days, judgements."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.extract.lists import samples
from vedette.api import Workbench
from vedette.api.list_history import diff_files
from vedette.errors import ListRejected, UnknownId, UsageError
from vedette.model.listing import Listing, ListRelease

FIRST = "ref,name,kind,birth_date,listed_on,nationality\n"


def own(folder: Path, day: str, *rows: str) -> Path:
    """A list of one's own of a day, which its name carries."""
    path = folder / f"watch_{day}.csv"
    path.write_text(FIRST + "".join(f"{row}\n" for row in rows))
    return path


ANN = "A,Ann Example,person,1960,2020-01-01,FR"
BEN = "B,Ben Example,person,1970-05-06,2021-06-01,DE"
CAT = "C,Cat Example,person,1980,2022-07-01,IT"
DAN = "D,Dan Example,person,1990,2022-01-01,ES"


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    with Workbench.create(tmp_path / "ws") as made:
        yield made


def add(bench: Workbench, *paths: Path, **options: object) -> list[bool]:
    return [
        outcome.is_current
        for outcome in bench.add_lists(paths, called="watch", **options)  # type: ignore[arg-type]
    ]


def refs(bench: Workbench) -> list[str]:
    return sorted(listing.list_ref for listing in bench.workspace.rows(Listing))


# -- releases ----------------------------------------------------------------------------------


def test_an_older_release_added_later_is_history_and_never_current(
    bench: Workbench, tmp_path: Path
) -> None:
    """The release in force is the newest by its own day, whatever came in last."""
    new = own(tmp_path, "2023-01-01", ANN, BEN, CAT)
    old = own(tmp_path, "2021-12-01", ANN, BEN)
    assert add(bench, new) == [True]
    assert add(bench, old) == [False]
    assert refs(bench) == ["A", "B", "C"]
    (release,) = bench.workspace.rows(ListRelease)
    assert release.generated_on == "2023-01-01"
    assert [item.day for item in bench.list_releases()] == ["2021-12-01", "2023-01-01"]


def test_what_two_releases_say_alike_is_stored_once(bench: Workbench, tmp_path: Path) -> None:
    """A listing's id is its content; a release adds what is new, and the workspace verifies."""
    # The row a party stands in is part of what is kept of a list of one's own: here it is the same.
    first = bench.add_lists([own(tmp_path, "2022-01-01", ANN, BEN)], called="watch")
    second = bench.add_lists([own(tmp_path, "2023-01-01", ANN, BEN, CAT)], called="watch")
    assert [outcome.n_new_listings for outcome in (*first, *second)] == [2, 1]
    assert bench.workspace.counts()["listing"] == 3
    current = {item.release_id for item in bench.workspace.rows(Listing)}
    assert current == {second[0].release.release_id} if second[0].release else False
    assert bench.verify().holds


def test_the_same_files_again_are_nothing_new(bench: Workbench, tmp_path: Path) -> None:
    """Added twice, a release is kept once."""
    path = own(tmp_path, "2022-01-01", ANN)
    assert bench.add_lists([path], called="watch")[0].is_new
    assert not bench.add_lists([path], called="watch")[0].is_new
    assert len(bench.list_releases()) == 1


def test_a_release_far_smaller_than_the_one_in_force_replaces_nothing(
    bench: Workbench, tmp_path: Path
) -> None:
    """It is refused and kept as evidence; with a reason it is taken; an older one needs none."""
    add(bench, own(tmp_path, "2023-01-01", ANN, BEN, CAT))
    small = own(tmp_path, "2024-01-01", ANN)
    (outcome,) = bench.add_lists([small], called="watch")
    assert isinstance(outcome.error, ListRejected)
    assert refs(bench) == ["A", "B", "C"]
    assert any(row["action"] == "list-refused" for row in bench.workspace.log_rows(5))
    assert add(bench, own(tmp_path, "2020-01-01", BEN)) == [False]
    assert add(bench, small, accept="two were struck off by a court") == [True]
    assert refs(bench) == ["A"]
    assert bench.verify().holds


def test_a_release_without_its_aliases_replaces_nothing(bench: Workbench, tmp_path: Path) -> None:
    """Where the release in force has an alias file, one without is refused."""
    whole = {"sdn.csv": samples.SDN, "alt.csv": samples.ALT, "add.csv": samples.ADD}
    for name, text in whole.items():
        (tmp_path / "a").mkdir(exist_ok=True)
        (tmp_path / "a" / name).write_bytes(text.encode())
    (first,) = bench.add_lists([tmp_path / "a"], floor=0, dated_on="2024-01-01")
    assert first.release is not None
    assert len(first.release.files) == 3
    (tmp_path / "sdn.csv").write_bytes(samples.SDN.replace("Clerk", "Chief").encode())
    (bare,) = bench.add_lists([tmp_path / "sdn.csv"], floor=0, dated_on="2024-02-01")
    # An extract guards nothing: both are below the list's floor, and are marked as partial.
    assert bare.error is None
    assert all(item.release.is_partial for item in bench.list_releases())


def test_an_extract_never_comes_before_a_whole_list(bench: Workbench, tmp_path: Path) -> None:
    """A part of a list, however new, is not in force while a whole release is."""
    from vedette.store.releases import Kept, newest

    def kept(day: str, seq: int, *, partial: bool) -> Kept:
        release = ListRelease(
            release_id=f"lr_{seq}",
            list_id="UN-SC",
            title="A list",
            blob_sha256="0" * 64,
            generated_on=day,
            n_listings=1,
            counts={},
            is_partial=partial,
        )
        return Kept(release, seq, f"{day}T00:00:00Z")

    whole, part = kept("2023-01-01", 1, partial=False), kept("2024-01-01", 2, partial=True)
    assert newest([whole, part])["UN-SC"] == whole
    assert newest([part])["UN-SC"] == part


def test_folders_and_archives_are_sorted_into_releases(bench: Workbench, tmp_path: Path) -> None:
    """A zip of parts is one release; files in a folder that are no lists fail nothing."""
    with zipfile.ZipFile(tmp_path / "ofac.zip", "w") as archive:
        archive.writestr("x/sdn.csv", samples.SDN)
        archive.writestr("x/alt.csv", samples.ALT)
    (tmp_path / "readme.txt").write_text("no list")
    outcomes = bench.add_lists([tmp_path / "ofac.zip", tmp_path / "readme.txt"], floor=0)
    (taken,) = (outcome for outcome in outcomes if outcome.release)
    assert [file.role for file in taken.release.files] == ["main", "alt"]  # type: ignore[union-attr]
    (refused,) = (outcome for outcome in outcomes if outcome.error)
    assert refused.was_named
    folder = bench.add_lists([tmp_path], floor=0)
    assert [outcome.was_named for outcome in folder if outcome.error] == [False]


# -- what changed ------------------------------------------------------------------------------


def test_a_diff_tells_added_removed_changed_and_renumbered(
    bench: Workbench, tmp_path: Path
) -> None:
    """Fields that changed are named with what went and came; a new number is no delisting."""
    add(bench, own(tmp_path, "2022-01-01", ANN, BEN, CAT, DAN))
    moved = DAN.replace("D,", "X,", 1)
    add(
        bench,
        own(tmp_path, "2023-01-01", ANN, BEN.replace("DE", "AT"), "N,New One,person,,,", moved),
    )
    found = bench.list_diff("OWN:watch")
    assert {(c.change, c.list_ref) for c in found.changes} == {
        ("added", "N"),
        ("removed", "C"),
        ("changed", "B"),
        ("renumbered", "X"),
    }
    (changed,) = (c for c in found.changes if c.change == "changed")
    assert {(f.name, f.before, f.after) for f in changed.fields} >= {
        ("nationalities", ("DE",), ("AT",))
    }
    (removed,) = (c for c in found.changes if c.change == "removed")
    assert removed.basis == "absence"
    assert found.n_same == 1


def test_files_are_compared_without_a_workspace(tmp_path: Path) -> None:
    """Two files of one list differ by one party; two lists cannot be compared."""
    old = own(tmp_path, "2022-01-01", ANN, BEN)
    (tmp_path / "n").mkdir()
    new = own(tmp_path / "n", "2022-01-01", ANN)
    found = diff_files(old, new)
    assert [(c.change, c.list_ref) for c in found.changes] == [("removed", "B")]
    (tmp_path / "v.csv").write_text(samples.VESSELS)
    with pytest.raises(UsageError, match="two releases of one list"):
        diff_files(old, tmp_path / "v.csv", floor=0)


def test_one_release_cannot_be_compared(bench: Workbench, tmp_path: Path) -> None:
    """A list with one release, or none, says so."""
    add(bench, own(tmp_path, "2022-01-01", ANN))
    with pytest.raises(UnknownId, match="one release only"):
        bench.list_diff("OWN:watch")
    with pytest.raises(UnknownId, match="no release of this list"):
        bench.list_diff("UN-SC")


def test_a_delisting_by_absence_is_an_inference_and_says_so(
    bench: Workbench, tmp_path: Path
) -> None:
    """It is dated to the time between two releases; one that the list prints is told as printed."""
    add(bench, own(tmp_path, "2022-01-01", ANN, BEN, CAT, DAN))
    add(bench, own(tmp_path, "2022-06-01", ANN, BEN.replace("DE", "AT"), CAT, DAN))
    add(bench, own(tmp_path, "2023-01-01", ANN, CAT, DAN, "E,Eve,person,,,"))
    gone = bench.party_history("B")
    assert (gone.delisted_on, gone.delisting_basis) == ("2022-06-01/2023-01-01", "absence")
    assert "inferred from its absence" in gone.sentence
    assert (gone.first_seen_on, gone.last_seen_on) == ("2022-01-01", "2022-06-01")
    assert {f.name for _, change in gone.changes for f in change.fields} >= {"nationalities"}
    there = bench.party_history("OWN:watch:A")
    assert there.delisted_on is None
    assert "stands in the newest release" in there.sentence
    with pytest.raises(UnknownId, match="carries this reference"):
        bench.party_history("Z")


def test_a_delisting_that_is_printed_is_told_as_printed(bench: Workbench, tmp_path: Path) -> None:
    """A day in the list is no inference."""
    path = tmp_path / "w_2023-01-01.csv"
    path.write_text("ref,name,kind,delisted_on\nA,Ann,person,2022-12-01\n")
    bench.add_lists([path], called="w")
    assert bench.party_history("A").delisting_basis == "published"


# -- as of a day -------------------------------------------------------------------------------


def test_the_lists_stand_as_they_stood(bench: Workbench, tmp_path: Path) -> None:
    """The newest release on or before the day answers; later ones add whom they date before it."""
    add(bench, own(tmp_path, "2021-01-01", ANN, DAN))
    add(bench, own(tmp_path, "2023-01-01", ANN, BEN, CAT))

    def on(day: str) -> dict[str, str]:
        found = bench.listings_as_of(day)
        return {
            item.list_ref: "inferred"
            if item.listing_id in found.inferred
            else "uncertain"
            if item.listing_id in found.uncertain
            else "stood"
            for item in found.listings
        }

    assert on("2023-06-01") == {"A": "stood", "B": "stood", "C": "stood"}
    # Ben was listed in June 2021, which only the later release tells; Dan is gone from it.
    assert on("2021-12-01") == {"A": "stood", "B": "inferred", "D": "uncertain"}
    # Before every release: the earliest tells by the days it prints.
    assert on("2020-06-01") == {"A": "inferred"}
    assert "delisted between" in bench.listings_as_of("2020-06-01").notes["OWN:watch"]


def test_what_was_not_known_yet_does_not_answer(bench: Workbench, tmp_path: Path) -> None:
    """With an instant of knowledge, releases recorded later do not count."""
    add(bench, own(tmp_path, "2021-01-01", ANN))
    known_at = bench.workspace.last_recorded_at()
    add(bench, own(tmp_path, "2022-01-01", ANN, BEN))
    assert {i.list_ref for i in bench.listings_as_of("2022-06-01").listings} == {"A", "B"}
    then = bench.listings_as_of("2022-06-01", known_at=known_at)
    assert {item.list_ref for item in then.listings} == {"A"}
    assert [item.list_ref for item in bench.workspace.rows(Listing, as_known_at=known_at)] == ["A"]


# -- state -------------------------------------------------------------------------------------


def test_a_list_is_told_against_its_publishers_schedule(bench: Workbench, tmp_path: Path) -> None:
    """Old releases are stale, extracts partial, what is not loaded missing."""
    from vedette.api.lists import list_states

    path = tmp_path / "v_2024-01-01.csv"
    path.write_text(samples.VESSELS)
    bench.add_lists([path], floor=0, dated_on="2024-01-01")
    add(bench, own(tmp_path, "2024-01-01", ANN))
    states = {s.list_id: s for s in list_states(bench.workspace, ("UN-SC",), "2024-01-05")}
    assert states["UN-1718-VESSELS"].state == "partial"
    assert states["OWN:watch"].state == "current"
    assert states["UN-SC"].state == "missing"
    later = {s.list_id: s for s in list_states(bench.workspace, ("UN-SC",), "2044-01-05")}
    assert later["OWN:watch"].state == "stale"
    assert later["OWN:watch"].age_days == 7309


# -- one party on several lists ----------------------------------------------------------------


@pytest.fixture
def two_lists(bench: Workbench, tmp_path: Path) -> Workbench:
    """A person on two lists with different birth dates, and a ship whose number another presented."""
    (tmp_path / "a_2024-01-01.csv").write_text(
        "ref,name,kind,birth_date,passport,imo\n"
        "1,Han Sol Mi,person,1964-04-02,990000001,\n2,Calm Sea,vessel,,,9074729\n3,Lee Alone,person,,,\n"
    )
    (tmp_path / "b_2024-01-01.csv").write_text(
        "ref,name,kind,birth_date,passport,presented_identifiers\n"
        "7,Sol-mi Han,person,1965,990 000 001,\n8,Rough Sea,vessel,,,imo:9074729\n9,Lee Alone,vessel,,,\n"
    )
    bench.add_lists([tmp_path / "a_2024-01-01.csv"], called="a")
    bench.add_lists([tmp_path / "b_2024-01-01.csv"], called="b")
    return bench


def test_candidates_are_proposed_with_their_reasons(two_lists: Workbench) -> None:
    """A shared passport proposes, a differing birth speaks against; a presented number never does."""
    (pair,) = two_lists.identity_candidates()
    assert {pair.left, pair.right} == {"OWN:a:1", "OWN:b:7"}
    assert {(reason.kind, reason.speaks) for reason in pair.reasons} == {
        ("passport", "for"),
        ("name", "weak"),
        ("birth", "against"),
    }


def test_judgements_join_and_part_without_merging(two_lists: Workbench) -> None:
    """Same joins, unsure parts again; each list's values stay with their source throughout."""
    bench = two_lists
    bench.judge_identity("OWN:a:1", "OWN:b:7", "same", "one passport", ["note 12"])
    (cluster,) = bench.identity_clusters()
    assert cluster.parties == ("OWN:a:1", "OWN:b:7")
    view = bench.party("OWN:b:7")
    born = next(field for field in view.fields if field.name == "born")
    assert born.agreement == "differs"
    assert born.values == {"OWN:a:1": ("1964-04-02",), "OWN:b:7": ("1965",)}
    assert bench.identity_candidates() == ()
    bench.judge_identity("OWN:b:7", "OWN:a:1", "unsure", "the passport was lent")
    assert bench.identity_clusters() == ()
    assert len(bench.workspace.rows(Listing)) == 6
    assert bench.verify().holds


def test_a_pair_judged_different_inside_a_cluster_is_a_conflict(two_lists: Workbench) -> None:
    """A tie over a third party does not hide that two were judged different."""
    bench = two_lists
    bench.judge_identity("OWN:a:1", "OWN:b:7", "same", "one")
    bench.judge_identity("OWN:b:7", "OWN:a:3", "same", "two")
    bench.judge_identity("OWN:a:1", "OWN:a:3", "different", "three")
    (cluster,) = bench.identity_clusters()
    assert cluster.conflicts == (("OWN:a:1", "OWN:a:3"),)


def test_a_presented_number_is_shown_as_presented(two_lists: Workbench) -> None:
    """Beside its owner, the number of a deceiver has a name of its own and speaks against."""
    bench = two_lists
    bench.judge_identity("OWN:a:2", "OWN:b:8", "unsure", "to look at them together")
    view = bench.party("OWN:b:8")
    assert {field.name for field in view.fields} >= {"imo (presented)"}
    assert "imo" not in {field.name for field in view.fields}


def test_a_judgement_needs_two_parties_and_a_reason(two_lists: Workbench) -> None:
    """The same party twice, an unknown one, or no reason is refused."""
    with pytest.raises(UsageError, match="no reason"):
        two_lists.judge_identity("OWN:a:1", "OWN:b:7", "same", " ")
    with pytest.raises(UsageError, match="same listing"):
        two_lists.judge_identity("OWN:a:1", "OWN:a:1", "same", "x")
    with pytest.raises(UnknownId):
        two_lists.judge_identity("OWN:a:1", "nobody", "same", "x")


def test_a_better_reader_is_no_change_of_the_list(
    bench: Workbench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Releases of two reader versions are read anew from evidence to be compared; adding reads again."""
    import vedette.api.lists as lists

    first, second = (
        own(tmp_path, "2022-01-01", ANN, BEN),
        own(tmp_path, "2023-01-01", ANN, BEN, CAT),
    )
    monkeypatch.setattr(lists, "READER_VERSION", "old")
    add(bench, first)
    monkeypatch.undo()
    add(bench, second)
    assert [kept.reader for kept in bench.list_releases()] == ["old", lists.READER_VERSION]
    found = bench.list_diff("OWN:watch")
    assert [(c.change, c.list_ref) for c in found.changes] == [("added", "C")]
    assert bench.add_lists([first], called="watch")[0].is_new
    assert [kept.reader for kept in bench.list_releases()] == [lists.READER_VERSION] * 2
    assert len(bench.list_releases()) == 2
    assert bench.verify().holds
