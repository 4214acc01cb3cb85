"""What happened, by kind: the table of event rules, what it fires on and what it leaves alone."""

from __future__ import annotations

import pytest

from tests.extract.test_reading import told
from vedette.extract.event_rules import event_rules
from vedette.extract.goods import hs_of
from vedette.extract.slots import _RELATIONS

KINDS = {
    "vote",
    "veto",
    "mandate_end",
    "arms_transfer",
    "ship_to_ship_transfer",
    "shipment",
    "missile_launch",
    "nuclear_test",
    "designation",
    "delisting",
    "seizure",
    "meeting",
    "refusal_of_talks",
    "cyber_theft",
    "labour_export",
    "financial_transfer",
    "exemption",
}


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Norway abstained in the Security Council on Monday.", "vote"),
        ("The mandate of the UN panel of experts lapsed on Monday.", "mandate_end"),
        (
            "The tanker Sea Lantern 2 transferred gasoil to the tanker Moon Lantern at sea.",
            "ship_to_ship_transfer",
        ),
        ("North Korea exported coal to China in May.", "shipment"),
        ("Norway imported wigs from North Korea.", "shipment"),
        ("The North Korean army test-fired a cruise missile on Monday.", "missile_launch"),
        ("The European Union added two Norwegian firms to its sanctions list.", "designation"),
        ("The Security Council removed an entry from its sanctions list.", "delisting"),
        ("Egypt impounded the freighter Sea Lantern 2 in Suez.", "seizure"),
        ("Hackers drained bitcoin worth $4 million from a wallet.", "cyber_theft"),
        ("Norway employed 40 North Korean workers at a shipyard.", "labour_export"),
        ("Some 40 North Korean workers remain in Norway.", "labour_export"),
        ("The firm wired $300,000 to a bank in Norway.", "financial_transfer"),
        ("The UN sanctions committee granted an exemption for water filters.", "exemption"),
        ("North Korea turned down Norway's offer of talks.", "refusal_of_talks"),
        ("A Norwegian delegation arrived in North Korea for talks.", "meeting"),
        ("Norway armed the rebels with rifles.", "arms_transfer"),
    ],
)
def test_every_kind_is_found(sentence: str, kind: str) -> None:
    """Each kind by a wording of its own."""
    assert kind in {event.kind for event in told(sentence).events}


@pytest.mark.parametrize(
    "sentence",
    [
        "Per Dahl fired a missile of a shot from 30 metres to give Bergen the win.",
        "A firm launched an app for missile engineers in Bergen on Monday.",
        "The club sanctioned two players for missing training.",
        "Fans voted him man of the match.",
        "The interior minister met parents at a school.",
        "The city council rejected talks with the merchants.",
        "All pupils were tested before classes in Bergen.",
        "The hacker stole the ball in the last minute.",
        "The resolution bans the export of coal by North Korea.",
        "The mandate of the town's committee of experts expires in May.",
        "The bank was designated a preferred supplier by the port.",
        "Council resolutions adopted since 2006 forbid North Korea to export arms, and more.",
        "Two Russian ships made five round trips between the port of Rajin and Russia.",
    ],
)
def test_what_only_sounds_like_an_event_is_left_alone(sentence: str) -> None:
    """Sport, business, schools, towns and the law itself make no events."""
    assert [(event.kind, event.rule) for event in told(sentence).events] == []


def test_slots_are_typed() -> None:
    """Sides, goods with their HS code, quantity with unit, day."""
    event = next(
        e
        for e in told("North Korea exported 4,000 tonnes of coal to China in May 2023.").events
        if e.kind == "shipment"
    )
    by_role = {slot.role: slot for slot in event.slots}
    assert by_role["actor"].ref == "state:KP"
    assert by_role["target"].ref == "state:CN"
    assert by_role["object"].hs == ("2701",)
    assert (by_role["quantity"].value, by_role["quantity"].unit) == (4000.0, "t")
    assert event.occurred == "2023-05"


def test_one_telling_is_one_event() -> None:
    """A verb and its noun that tell the same fire once."""
    bundle = told("Norway received deliveries of weapons from Egypt.")
    assert [e.kind for e in bundle.events] == ["arms_transfer"]


def test_a_veto_spoken_of_takes_no_day() -> None:
    """The day on which somebody defends a veto is not the day of the veto."""
    bundle = told("Russia vetoed a UN text. The Kremlin on Friday defended Russia's veto.")
    assert {e.occurred for e in bundle.events if e.kind == "veto"} == {None}


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("400 tonnes of iron ore", ("2601",)),
        ("refined petroleum and coal", ("2710", "2701")),
        ("crude oil", ("2709",)),
        ("goods", ()),
    ],
)
def test_goods_have_their_place_in_the_tariff(words: str, codes: tuple[str, ...]) -> None:
    """The longest words that fit decide; open words have no code."""
    assert hs_of(words) == codes


def test_the_north_is_a_state_where_korea_is_meant() -> None:
    """ "the North" names North Korea in a report that names it, and nothing elsewhere."""
    korea = told("North Korea left the talks. On Monday the North fired two missiles into the sea.")
    norway = told("Norway left the talks. On Monday the North fired two people.")
    assert [m.ref for m in korea.mentions if m.span.quote == "North"] == ["state:KP"]
    assert not any(m.ref == "state:KP" for m in norway.mentions)


def test_the_table_is_sound() -> None:
    """Ids are unique, kinds are the known ones, relations exist, every rule has its reason."""
    rules = event_rules()
    assert len({rule.rule_id for rule in rules}) == len(rules)
    assert {rule.kind for rule in rules} == KINDS
    for rule in rules:
        assert rule.reason
        assert rule.lemmas
        for relation, role in rule.args:
            assert relation == "inner_body" or relation.partition(":")[0] in _RELATIONS
            assert role in {"actor", "target", "party", "object", "place", "source", "instrument"}


def test_an_event_carries_the_code_of_its_rule(make_bundle, copy_text: str) -> None:  # type: ignore[no-untyped-def]
    """Whoever counts events by PLOVER or CAMEO finds the code on the row; a kind without one has none."""
    codes = {event.kind: event.code for event in make_bundle(copy_text).events}
    assert codes["veto"] == "REJECT 129"
    rules = {rule.rule_id: rule.code for rule in event_rules()}
    assert None in rules.values()
    assert all(event.code == rules[event.rule] for event in make_bundle(copy_text).events)
