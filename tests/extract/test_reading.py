"""Who is named, who said what, what happened: over invented reports, and the two real ones."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import bundle_of, read_text
from vedette.extract.quotes import find_quotations
from vedette.extract.reading import read_meaning
from vedette.model.bundle import Bundle

LEAD = "OSLO, March 15, 2024 (Reuters) - "


def told(sentence: str, *more: str) -> Bundle:
    """A report whose first paragraph is one sentence, with filler so that it reads as a report."""
    filler = (
        "The office counted the calls by hand and wrote that they had fallen by a third since May.",
        "It gave no reason for the fall, and nobody at the pier could say when it would end again.",
    )
    return bundle_of("\n\n".join([LEAD + sentence, *more, *filler]))


def speakers(bundle: Bundle) -> list[tuple[str | None, str, str]]:
    return [
        (s.speaker_name, s.manner, " … ".join(c.quote for c in s.content))
        for s in bundle.statements
    ]


@pytest.mark.parametrize(
    ("sentence", "who", "manner", "words"),
    [
        (
            '"The ships left on time," envoy Hanne Lund said on Friday.',
            "Hanne Lund",
            "direct",
            "The ships left on time",
        ),
        (
            '"The ships left on time," said envoy Hanne Lund.',
            "Hanne Lund",
            "direct",
            "The ships left on time",
        ),
        (
            "Norway said that the ships had left the port without papers.",
            "Norway",
            "indirect",
            "that the ships had left the port without papers",
        ),
        (
            "The ships had left without papers, according to KCNA.",
            "KCNA",
            "indirect",
            "The ships had left without papers",
        ),
        (
            'Envoy Hanne Lund said the ships were "empty shells" with no crew on board.',
            "Hanne Lund",
            "mixed",
            'the ships were "empty shells" with no crew on board',
        ),
        (
            "Norway's ambassador Hanne Lundberg said the owners served the aims of others and worked from poor pictures.",
            "Hanne Lundberg",
            "indirect",
            "the owners served the aims of others and worked from poor pictures",
        ),
    ],
)
def test_who_said_what(sentence: str, who: str, manner: str, words: str) -> None:
    """Direct, inverted, indirect, according-to and mixed speech: speaker, manner and words."""
    assert (who, manner, words) in speakers(told(sentence))


def test_a_participle_takes_the_speaker_of_its_clause() -> None:
    """In "said …, adding …" the second saying is the same speaker's, and the first ends before it."""
    found = speakers(told("Norway said the ships had left, adding that the crews were safe."))
    assert ("Norway", "indirect", "the ships had left") in found
    assert any(who == "Norway" and "crews were safe" in words for who, _, words in found)


def test_a_pronoun_is_tied_to_the_last_speaker_who_agrees() -> None:
    """ "she added" belongs to the spokeswoman, not to the minister named after her."""
    bundle = told(
        '"The ships left on time," spokeswoman Hanne Lund said of minister Per Dahl.',
        '"They will be back in June," she added.',
    )
    last = [s for s in bundle.statements if "June" in s.content[0].quote]
    assert [s.speaker_name for s in last] == ["Hanne Lund"]


def test_citing_makes_a_chain() -> None:
    """ "KCNA reported, citing X": X said it, through KCNA, through the credited agency."""
    bundle = told(
        "North Korea has no interest in talks, state media KCNA reported on Friday, citing foreign "
        "minister Choe Son Hui."
    )
    statement = next(s for s in bundle.statements if s.cue_lemma == "cite")
    names = [link.name for link in statement.chain]
    assert names == ["Choe Son Hui", "KCNA", "Reuters", "outlet not named"]
    assert statement.speaker_role == "foreign minister"
    assert statement.said_on == "2024-03-15"


def test_words_that_quote_keep_both_marks() -> None:
    """A saying or an event that ends or begins inside quotation marks is given with its marks."""
    bundle = told(
        'Prime Minister Fumio Kishida has said he wants to hold talks with Kim Jong Un "without any '
        'conditions" and hopes for a summit.'
    )
    cuts = [span.quote for row in bundle.statements for span in row.content]
    cuts += [event.span.quote for event in bundle.events]
    assert cuts
    assert all(cut.count('"') % 2 == 0 for cut in cuts)


def test_the_dateline_city_never_speaks() -> None:
    """The place of the dateline is no speaker and no mention."""
    bundle = told("Norway said that the ships had left the port without papers.")
    assert not any(m.span.quote == "OSLO" for m in bundle.mentions)
    assert not any((s.speaker_name or "").casefold() == "oslo" for s in bundle.statements)


def test_the_reporters_gloss_is_left_out() -> None:
    """What the reporter adds to explain a name or a meaning is not part of what was said."""
    found = speakers(
        told(
            "Norway said it would reject the plan of the DPRK, signalling no change of its policy."
        )
    )
    assert ("Norway", "indirect", "it would reject the plan of the DPRK") in found


@pytest.mark.parametrize(
    ("headline", "supported"),
    [
        ("Norway says ships 'left on time' with full crews", True),
        ("Norway says ships 'were stolen' with full crews", False),
        ("Ships ‘were stolen’ with full crews: Norway", False),
    ],
)
def test_a_headlines_quote_is_checked_against_the_body(headline: str, supported: bool) -> None:
    """Words quoted in a headline that the body does not hold are flagged."""
    body = '"The ships left on time," envoy Hanne Lund said in Norway on Friday at noon.'
    bundle = bundle_of(
        "\n\n".join(
            [
                headline,
                "Ana Brik Published March 15, 2024 | 09:30 AM",
                LEAD + body,
                "The office counted the calls by hand and wrote that they had fallen since May.",
                "It gave no reason for the fall, and nobody could say when it would end again.",
            ]
        )
    )
    statement = next(s for s in bundle.statements if s.in_title)
    assert statement.speaker_name == "Norway"
    assert statement.supported is supported
    assert (statement.supported_by is not None) is supported


def test_names_states_bodies_and_ships() -> None:
    """A Korean name stays whole, a surname is tied to it, a ship is no person, N. Korea is a state."""
    bundle = told(
        "N. Korea's foreign minister Choe Son Hui met the crew of the tanker Sea Lantern 2.",
        "Choe told the UN Security Council that Pyongyang would answer in June, Lund said.",
    )
    by_ref = {m.ref: m for m in bundle.mentions}
    assert by_ref["person:choe son hui"].role is not None
    assert sum(m.ref == "person:choe son hui" for m in bundle.mentions) == 2
    assert by_ref["vessel:sea lantern 2"].kind == "vessel"
    assert "state:KP" in by_ref
    assert "body:un-security-council" in by_ref


@pytest.mark.parametrize(
    ("sentence", "kind", "modality", "occurred"),
    [
        ("Russia vetoed the renewal of the panel on Thursday.", "veto", "asserted", "2024-03-14"),
        ("Russia's veto on Thursday blocked the renewal.", "veto", "asserted", "2024-03-14"),
        (
            "A probe into alleged arms transfers between Moscow and Pyongyang goes on.",
            "arms_transfer",
            "alleged",
            None,
        ),
        ("Norway did not ship weapons to North Korea.", "arms_transfer", "negated", None),
        (
            "North Korea fired two missiles into the sea on Monday.",
            "missile_launch",
            "asserted",
            "2024-03-11",
        ),
        (
            "Sanctions grew after North Korea carried out its first nuclear test in 2006.",
            "nuclear_test",
            "background",
            "2006",
        ),
        # What a main clause tells is what the report tells, however long ago it was.
        ("Egypt seized the ship off its coast in August 2016.", "seizure", "asserted", "2016-08"),
        (
            "Hackers tried to steal tokens worth $5 million from an exchange but failed.",
            "cyber_theft",
            "negated",
            None,
        ),
        (
            "Norway is watching preparations for a nuclear test in North Korea.",
            "nuclear_test",
            "planned",
            None,
        ),
        (
            "Norway has seized a tanker off its coast, officials said on Friday.",
            "seizure",
            "asserted",
            None,
        ),
        ("Norway plans to visit Japan in May.", "meeting", "planned", "2024-05"),
        ("North Korea rejected talks with Japan.", "refusal_of_talks", "asserted", None),
        (
            "Hackers stole cryptocurrency from an exchange in Japan.",
            "cyber_theft",
            "asserted",
            None,
        ),
    ],
)
def test_events_with_modality_and_day(
    sentence: str, kind: str, modality: str, occurred: str | None
) -> None:
    """Each kind is found with how the text holds it, and dated only where the text dates it."""
    found = [(e.kind, e.modality, e.occurred) for e in told(sentence).events]
    assert (kind, modality, occurred) in found


@pytest.mark.parametrize(
    ("sentence", "modality", "actor"),
    [
        (
            "The United States accused North Korea of supplying artillery shells to Russia.",
            "alleged",
            "state:KP",
        ),
        ("Norway does not rule out supplying weapons to Ukraine.", "planned", "state:NO"),
        ("Norway ruled out supplying weapons to Ukraine.", "negated", "state:NO"),
        ("There is no evidence of any arms deliveries to Russia, Norway said.", "denied", None),
    ],
)
def test_who_is_accused_and_what_is_not_ruled_out(
    sentence: str, modality: str, actor: str | None
) -> None:
    """The accused acts, not the accuser; what is not ruled out is no fact; no evidence is a denial."""
    event = next(e for e in told(sentence).events if e.kind == "arms_transfer")
    assert event.modality == modality
    assert next((s.ref for s in event.slots if s.role == "actor"), None) == actor


def test_law_time_says_its_basis() -> None:
    """An undated event is judged by the law of the report's day, and says so."""
    undated = told("A probe into alleged arms transfers between Moscow and Pyongyang goes on.")
    event = next(e for e in undated.events if e.kind == "arms_transfer")
    assert (event.law_on, event.occurred) == ("2024-03-15", None)
    assert "undated" in event.law_basis
    assert {slot.ref for slot in event.slots if slot.role == "party"} == {"state:RU", "state:KP"}


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("The ministry said on March 12 that two ships had left the port.", "2024-03-12"),
        ("The ministry said in a report published on March 12 that two ships left.", "2024-03-12"),
        (
            "The ships left in May, according to the ministry, and the first arrived on March 12.",
            None,
        ),
    ],
)
def test_the_day_of_a_saying_hangs_on_its_cue(sentence: str, day: str | None) -> None:
    """A day beside another verb is what happened then, not when it was said."""
    assert told(sentence).statements[0].said_on == day


def test_alleged_does_not_spill_over() -> None:
    """ "alleged" holds for its own noun, not for the veto beside it."""
    bundle = told("Russia vetoed a probe into alleged arms transfers between Moscow and Pyongyang.")
    held = {e.kind: e.modality for e in bundle.events}
    assert held["veto"] == "asserted"
    assert held["arms_transfer"] == "alleged"


def test_every_span_is_true_of_the_text(copy_text: str) -> None:
    """All spans of all nouns read out of a report are the text at their offsets."""
    from vedette.store.codec import spans_in

    bundle = bundle_of(copy_text)
    rows = [*bundle.sentences, *bundle.mentions, *bundle.statements, *bundle.events]
    assert rows
    for row in rows:
        for span in spans_in(row):
            span.checked(bundle.text)


def test_a_language_without_a_model_is_kept_and_not_guessed_at() -> None:
    """A Korean report has a text layer and paragraphs, and nothing is extracted from it."""
    line = "정부는 금요일에 선박이 항구를 떠났다고 발표했으며 다른 설명은 하지 않았다고 전했다."
    reading = read_text("\n\n".join(f"{n}. {line} 선박 {n}척이 돌아오지 않았다." for n in range(6)))
    meaning = read_meaning(reading.article, reading.passages, reading.text)
    assert reading.layer.language == "ko"
    assert meaning.statements == ()
    assert "ko" in (meaning.note or "")


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet='ab "(,.—', max_size=80))
def test_quotations_lie_inside_the_text_and_never_overlap(text: str) -> None:
    """Whatever the marks, quotations are ordered stretches of the text."""
    at = 0
    for quotation in find_quotations(text):
        assert at <= quotation.start < quotation.end <= len(text)
        at = quotation.end


def test_the_two_real_reports(shared: Path) -> None:
    """Speakers, roles, chains, headline check, veto dates and modality on the real copies."""
    bundles = [bundle_of(p.read_text(), p.name) for p in sorted((shared / "news").glob("*.txt"))]
    first, second = bundles
    named = {s.speaker_name for b in bundles for s in b.statements}
    assert {"Maria Zakharova", "Dmitry Peskov", "Choe Son Hui", "Fumio Kishida"} <= named
    assert [s.supported for s in first.statements if s.in_title] == [True]
    assert [s.supported for s in second.statements if s.in_title] == [False]
    assert "2024-03-28" in {e.occurred for e in first.events if e.kind == "veto"}
    assert {e.occurred for e in second.events if e.kind == "veto"} == {None}
    chains = [
        [c.name for c in s.chain] for s in second.statements if s.speaker_name == "Choe Son Hui"
    ]
    assert chains
    hands = ["Choe Son Hui", "KCNA", "Reuters", "outlet not named"]
    assert all(chain == hands for chain in chains)
    assert [e.modality for e in first.events if e.kind == "arms_transfer"] == ["alleged"]


def test_products_of_matrices_are_those_of_the_library_they_replace() -> None:
    """The faster product gives what plain arithmetic gives, whichever side is turned."""
    import numpy as np

    from vedette.extract.matrix import NumpyProducts

    rng = np.random.default_rng(1)
    x, y = rng.random((7, 5), dtype="f"), rng.random((5, 3), dtype="f")
    wanted = [[sum(x[i, k] * y[k, j] for k in range(5)) for j in range(3)] for i in range(7)]
    products = NumpyProducts()
    out = np.empty((7, 3), dtype="f")
    assert products.gemm(x, y, out=out) is out
    turned = (products.gemm(x.T, y, trans1=True), products.gemm(x, y.T, trans2=True))
    for ours in (out, *turned):
        assert np.allclose(ours, wanted, rtol=1e-5)
