"""Who stands behind a claim is counted once, however many pages print it."""

from __future__ import annotations

from tests.conftest import bundle_of
from vedette.model.story import Claim
from vedette.stories.relate import relate


def report(agency: str, title: str, first: str, *rest: str) -> str:
    return "\n\n".join([title, f"SEOUL, March 15, 2024 ({agency}) - {first}", *rest])


def claims(*texts: str) -> list[Claim]:
    related = relate([bundle_of(text, f"{n}.txt") for n, text in enumerate(texts)])
    assert len(related.stories) == 1
    return list(related.claims)


def test_who_cites_another_witness_is_no_independent_one() -> None:
    """Reuters on Yonhap's word, beside Yonhap's own report, leaves one origin and one source."""
    title = "North Korea fires missile"
    told = claims(
        report("Yonhap", title, "North Korea launched a ballistic missile on Friday toward the East Sea.",
               "The military is analysing the launch together with American colleagues in Seoul."),
        report("Reuters", title, "North Korea launched a ballistic missile on Friday, Yonhap reported.",
               "The White House gave no comment on the matter and markets hardly moved in Asia."),
    )  # fmt: skip
    event = next(claim for claim in told if claim.kind == "event")
    assert len(event.witnesses) == 2
    assert (event.n_origins_of_report, event.n_origins_of_content) == (1, 1)
    assert "Reuters gives it on the word of Yonhap" in event.sentence


def test_a_carrier_is_no_source_beside_whom_it_carried() -> None:
    """A minister's word through state media is one source for two agencies, whichever of both they name."""
    told = claims(
        report("Reuters", "North Korea rules out disarmament",
               "North Korea will never give up its nuclear weapons, foreign minister Choe Son Hui said on "
               "Friday, according to KCNA.",
               "Her words came a day before talks between Seoul and Washington in Hawaii."),
        report("AFP", "North Korea rules out giving up arms",
               "North Korean foreign minister Choe Son Hui said that North Korea would never give up its "
               "nuclear weapons, KCNA reported on Friday.",
               "Analysts doubted that anything would change before the autumn in Pyongyang."),
    )  # fmt: skip
    shared = [claim for claim in told if len(claim.witnesses) == 2]
    assert shared
    assert {claim.n_origins_of_content for claim in shared} == {1}
