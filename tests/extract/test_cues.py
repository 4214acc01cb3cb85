"""Who said what, by class of wording: the table of cues and its frames."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.extract.test_reading import told
from vedette.extract.cues import cue_adjectives, cue_nouns, cue_verbs, cue_words
from vedette.extract.frames import _FRAMES
from vedette.extract.parse import straightened
from vedette.model.bundle import Bundle


def kinds(bundle: Bundle) -> list[tuple[str, str | None, str]]:
    """Class, speaker and words of every statement but the filler's."""
    return [
        (
            s.rule.partition(":")[0].partition(";")[0],
            s.speaker_name,
            " … ".join(c.quote for c in s.content),
        )
        for s in bundle.statements
    ]


@pytest.mark.parametrize(
    ("sentence", "kind", "who", "words"),
    [
        (
            "The ships, Norway said, had left the port without papers.",
            "speech",
            "Norway",
            "The ships … had left the port without papers",
        ),
        (
            "The ships had left the port early, as Norway put it.",
            "speech",
            "Norway",
            "The ships had left the port early",
        ),
        (
            "Norway's claim that the ships had left was met with laughter.",
            "speech",
            "Norway",
            "that the ships had left",
        ),
        (
            "Norway is confident that the ships will come back in June.",
            "stance",
            "Norway",
            "that the ships will come back in June",
        ),
        (
            "Norway denied sending weapons to the rebels.",
            "deny",
            "Norway",
            "sending weapons to the rebels",
        ),
        ("Norway declined to comment.", "deny", "Norway", "to comment"),
        (
            "Norway did not respond to a request for comment.",
            "deny",
            "Norway",
            "a request for comment",
        ),
        (
            "Norway called the report a forgery.",
            "speech",
            "Norway",
            "the report a forgery",
        ),
        (
            "A poll showed a lead of four points for the minister.",
            "report",
            "poll",
            "a lead of four points for the minister",
        ),
        (
            "Norway made it clear that the ships would stay in port.",
            "speech",
            "Norway",
            "that the ships would stay in port",
        ),
        (
            "Norway was accused of hiding the ships from the inspectors.",
            "accuse",
            None,
            "Norway … hiding the ships from the inspectors",
        ),
        (
            "Norway spoke of a new policy for the northern ports.",
            "topic",
            "Norway",
            "a new policy for the northern ports",
        ),
    ],
)
def test_each_wording_is_read_as_its_class(
    sentence: str, kind: str, who: str | None, words: str
) -> None:
    """Asides, nouns, adjectives, denials, names given, polls and passives: class, speaker, words."""
    assert (kind, who, words) in kinds(told(sentence))


def test_what_is_thought_or_spoken_of_is_not_said() -> None:
    """A reader of sayings can leave out stances and topics by their rule."""
    bundle = told("Norway hopes that the ships return. Norway said that the ships had left.")
    said = [
        s.content[0].quote for s in bundle.statements if s.is_said and s.speaker_name == "Norway"
    ]
    unsaid = [s.content[0].quote for s in bundle.statements if not s.is_said]
    assert said == ["that the ships had left"]
    assert "that the ships return" in unsaid


def test_a_colon_at_the_end_of_a_paragraph_announces_the_next() -> None:
    """ "X said:" gives the next paragraph to X."""
    bundle = told(
        "Norway counted the ships in the northern ports again on Friday, as in every other year.",
        "On Friday envoy Hanne Lund wrote in a letter to the whole council in the capital city:",
        "The ships left on time and nobody of the crew has been heard of since that day.",
    )
    found = [s for s in bundle.statements if s.rule.startswith("announced")]
    assert [(s.speaker_name, s.manner) for s in found] == [("Hanne Lund", "direct")]
    assert found[0].content[0].quote.startswith("The ships left on time")


def test_a_thing_that_shows_something_says_nothing() -> None:
    """ "The move underscored …" is the reporter's reading; "the envoy underscored …" is a saying."""
    move = told("The move underscored the gains of the navy.")
    envoy = told("The envoy underscored that the navy had gained.")
    assert not any("gains of the navy" in words for _, _, words in kinds(move))
    assert any("the navy had gained" in words for _, _, words in kinds(envoy))


@pytest.mark.parametrize(
    ("printed", "parsed"),
    [
        ("''The ships left,'' she said.", ' "The ships left,"  she said.'),
        ("``The ships left,'' she said.", ' "The ships left,"  she said.'),
        ("'The ships left,' she said.", '"The ships left," she said.'),
        ("The crew's and the owners' papers", "The crew's and the owners' papers"),
        ("“It isn’t so,” he said", '"It isn\'t so," he said'),
    ],
)
def test_every_kind_of_mark_is_straightened(printed: str, parsed: str) -> None:
    """Curly, doubled and single quotation marks become the marks the parser knows."""
    assert straightened(printed) == parsed


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="ab s'`\"“”’ ,.", max_size=60))
def test_straightening_keeps_every_offset(text: str) -> None:
    """Whatever the marks, the parsed text has the length of the printed one and its letters."""
    plain = straightened(text)
    assert len(plain) == len(text)
    assert [c for c in plain if c.isalnum()] == [c for c in text if c.isalnum()]


def test_the_table_is_sound() -> None:
    """Every frame is known, every row has lemmas in small letters, every list is of words."""
    cues = [*cue_verbs().values(), *cue_nouns().values(), *cue_adjectives().values()]
    assert len(cues) > 400
    for cue in cues:
        frames = (*cue.frames, *cue.documents, *cue.negated)
        assert frames, cue.lemma
        assert {frame.name for frame in frames} <= set(_FRAMES) | {"quote"}, cue.lemma
        assert {frame.kind for frame in frames} <= {
            "speech",
            "report",
            "accuse",
            "deny",
            "stance",
            "topic",
        }
        assert cue.lemma == cue.lemma.casefold()
    assert cue_words("aside_verbs") <= set(cue_verbs())


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        (
            "He rejected rumours that Norway might lay out conditions for a peace settlement.",
            ["rumours that Norway might lay out conditions for a peace settlement"],
        ),
        (
            "Norway has won 758 of the cases, according to a tally of Reuters, but its lead is thin.",
            ["Norway has won 758 of the cases"],
        ),
        ("It should be noted that two of the ships were built in Norway in August.", []),
        ("No group has claimed responsibility for the attack on the ships.", []),
        (
            "In Oslo last week, Norway said its navy and its coast guard, once rivals, wrote new rules.",
            ["its navy and its coast guard, once rivals, wrote new rules"],
        ),
    ],
)
def test_what_is_said_ends_and_begins_where_it_should(sentence: str, words: list[str]) -> None:
    """Of two that hold each other one stays; what nobody says, and what follows, is left out."""
    found = [text for _, _, text in kinds(told(sentence))]
    assert [text for text in found if "since May" not in text] == words
