"""Same event, same hand, who stands behind what, where reports differ."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import bundle_of
from vedette.stories.kinship import kinship
from vedette.stories.prints import print_of
from vedette.stories.relate import Related, relate
from vedette.stories.similar import Item, group
from vedette.stories.words import overlap

MINISTRY = (
    "Russian Foreign Ministry spokeswoman Vera Osina said that the sanctions had not improved the "
    "security of the region at all."
)
LEAD = "MOSCOW, March 15, 2024 ({agency}) - "
VETO_DATED = (
    "Russia's veto on Thursday blocked the renewal of the UN panel of experts on North Korea."
)
VETO_OPEN = (
    "Russia vetoed the renewal of the UN panel of experts that watched sanctions on North Korea."
)


def report(agency: str, *paragraphs: str, title: str = "Russia defends veto of UN panel") -> str:
    return "\n\n".join([title, LEAD.format(agency=agency) + paragraphs[0], *paragraphs[1:]])


def two() -> Related:
    first = report(
        "Reuters",
        VETO_DATED,
        '"The sanctions have not improved the security of the region," Foreign Ministry spokeswoman '
        "Vera Osina said.",
        "The panel had counted 12 ships in its last report to the sanctions committee, diplomats said.",
    )
    second = report(
        "Yonhap",
        VETO_OPEN,
        MINISTRY,
        "Seoul regretted the vote and asked all members of the council to keep the measures alive.",
    )
    return relate([bundle_of(first, "a.txt"), bundle_of(second, "b.txt")])


def test_two_agencies_quoting_one_ministry() -> None:
    """Two witnesses that it was said, one origin for what was said, told in words."""
    related = two()
    assert len(related.stories) == 1
    assert sorted(origin.ref for origin in related.origins) == ["agency:reuters", "agency:yonhap"]
    claim = next(c for c in related.claims if c.kind == "statement" and c.n_origins_of_report == 2)
    assert claim.n_origins_of_content == 1
    assert claim.primary_sources == ("ministry:RU:foreign",)
    assert "2 independent origins" in claim.sentence
    assert "rests on 1 source" in claim.sentence


def test_an_official_is_of_the_state_another_report_prints() -> None:
    """A ministry without a state gets it from the same official at the same office in the story."""
    first = report(
        "Reuters",
        VETO_DATED,
        '"The measures are a serious irritant for everybody," Foreign Ministry spokeswoman '
        "Vera Osina said.",
    )
    second = report("Yonhap", VETO_OPEN, MINISTRY)
    related = relate([bundle_of(first, "a.txt"), bundle_of(second, "b.txt")])
    sources = {s for c in related.claims if c.kind == "statement" for s in c.primary_sources}
    assert sources == {"ministry:RU:foreign"}


def test_headlines_that_agree_are_no_copy_and_the_share_is_said() -> None:
    """Two origins say how little of their bodies agrees, although the headlines are the same."""
    assert all("stand in a report of another origin" in o.reason for o in two().origins)


def test_differences_are_typed() -> None:
    """Direct against indirect is a difference of manner; dated against open one of date, no clash."""
    rows = {(d.kind, d.slot): d for d in two().differences}
    assert ("differs", "manner") in rows
    assert ("differs", "date") in rows
    assert "leaves the day open" in rows["differs", "date"].sentence
    assert not any(kind == "contradicts" for kind, _ in rows)
    assert any(kind == "only" for kind, _ in rows)


def test_numbers_of_one_scope_contradict() -> None:
    """The same clause with another number is a contradiction that shows both values."""
    said = (
        "Norway said that {n} ships had left the eastern port with coal for North Korea in spring."
    )
    rest = (
        "The office counted the calls by hand, and it gave no reason for the change it had found."
    )
    bundles = [
        bundle_of(report(agency, said.format(n=n), rest, title="Ships left with coal"), f"{n}.txt")
        for agency, n in (("Reuters", 12), ("Yonhap", 21))
    ]
    clash = [d for d in relate(bundles).differences if d.kind == "contradicts"]
    assert [(d.slot, {d.left_value, d.right_value}) for d in clash] == [
        ("number", {"12 ships", "21 ships"})
    ]


def test_a_copy_under_another_masthead_is_one_origin() -> None:
    """Two pages with one text are one origin, though only one credits the agency."""
    body = (
        VETO_DATED,
        MINISTRY,
        "Diplomats said the council would meet again on the matter in May.",
    )
    credited = report("Reuters", *body)
    bare = "\n\n".join(["Veto stays, Moscow says", *body])
    related = relate([bundle_of(credited, "a.txt"), bundle_of(bare, "b.txt")])
    (origin,) = related.origins
    assert origin.ref == "agency:reuters"
    assert len(origin.layer_ids) == 2
    assert origin.containment is not None
    assert origin.containment > 0.9


def test_a_second_event_is_cut_off() -> None:
    """A paragraph opened by "Meanwhile" under a second headline begins another story."""
    text = "\n\n".join(
        [
            "Russia defends veto of UN panel",
            "Norland bans whale meat exports",
            LEAD.format(agency="Reuters") + VETO_DATED,
            MINISTRY,
            "Meanwhile, Iceland and Norway banned the export of whale meat to all buyers in Asia.",
            "Whale meat had been sold to Japan for years, and fishermen asked for aid after the ban.",
        ]
    )
    related = relate([bundle_of(text, "a.txt")])
    assert [strand.paragraphs for strand in related.strands] == [(0, 1), (2, 3)]
    assert len(related.stories) == 2


def test_the_order_of_reports_does_not_matter() -> None:
    """The same reports in another order give the same rows."""
    bundles = [
        bundle_of(report("Reuters", VETO_DATED, MINISTRY), "a.txt"),
        bundle_of(report("Yonhap", VETO_OPEN, MINISTRY), "b.txt"),
    ]
    assert relate(bundles) == relate(bundles[::-1])


def test_no_reports_no_stories() -> None:
    """An empty workspace relates to nothing and does not fail."""
    assert relate([]) == Related((), (), (), (), (), ())


@given(st.lists(st.text(alphabet="abcde ", max_size=60), max_size=6))
def test_grouping_puts_every_item_in_one_story(texts: list[str]) -> None:
    """Grouping is a partition, whatever the texts."""
    items = [Item(str(i), "", text, (), None) for i, text in enumerate(texts)]
    assert sorted(index for members in group(items) for index in members) == list(range(len(items)))


@given(
    st.lists(st.sampled_from("abcdefgh"), max_size=8),
    st.lists(st.sampled_from("abcdefgh"), max_size=8),
)
def test_overlap_is_symmetric_and_bounded(left: list[str], right: list[str]) -> None:
    """The measure of alignment does not depend on the side and stays between 0 and 1."""
    assert overlap(left, right) == overlap(right, left)
    assert 0 <= overlap(left, right) <= 1


def test_quotations_make_no_copy() -> None:
    """Two texts that share only a long quotation are no copies: they share a quotation, and it is said."""
    quote = '"' + "we will answer with all the means that we have at our disposal today " * 4 + '"'
    one = print_of([quote + " said the envoy of one state while he was leaving the building"])
    two_ = print_of([quote + " wrote another paper about quite different things in the morning"])
    assert not one.grams & two_.grams
    found = kinship(one, two_)
    assert (found.kind, found.containment) == ("shared_quote", 0)


def test_the_two_real_reports(shared: Path) -> None:
    """One story of two independent origins, and a second story that one report carries alone."""
    bundles = [bundle_of(p.read_text(), p.name) for p in sorted((shared / "news").glob("*.txt"))]
    related = relate(bundles)
    sizes = {len(story.layer_ids): story for story in related.stories}
    assert sorted(sizes) == [1, 2]
    assert {o.ref for o in related.origins if o.story_id == sizes[2].story_id} == {
        "agency:app",
        "agency:reuters",
    }
    assert "Japan" in sizes[1].title


@given(st.permutations(range(6)))
def test_a_story_takes_the_strand_it_is_nearest_to_whatever_the_order(order: list[int]) -> None:
    """Two strands of one report: another report joins the one it tells, whichever comes first."""
    items = [
        Item(
            "a", "veto panel", "russia vetoed the renewal of the panel on sanctions", (), None, "r1"
        ),
        Item(
            "b",
            "japan talks",
            "north korea ruled out talks on sanctions with japan",
            (),
            None,
            "r1",
        ),
        Item(
            "c",
            "veto defended",
            "moscow defended its veto of the sanctions panel renewal",
            (),
            None,
            "r2",
        ),
        Item("d", "coal ship", "a coal ship left the eastern harbour in the night", (), None, "r3"),
        Item(
            "e",
            "coal cargo",
            "the coal ship from the eastern harbour was seen again",
            (),
            None,
            "r4",
        ),
        Item("f", "football", "the striker scored twice in the cup final replay", (), None, "r5"),
    ]
    found = group([items[i] for i in order])
    named = sorted(sorted(items[order[i]].key for i in members) for members in found)
    assert named == [["a", "c"], ["b"], ["d", "e"], ["f"]]
