"""What holds for any day, goods, roll call or added rule."""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from tests.regimes.conftest import OWN, Called
from vedette.api.law import LawDesk
from vedette.errors import RegimeError, UsageError
from vedette.model.law import Citation, Goods, Measure, Reading, Regime
from vedette.regimes.batch import check_table
from vedette.regimes.load import load_file, load_regime, load_regimes, releases
from vedette.regimes.nomenclature import all_headings
from vedette.regimes.query import active_measures
from vedette.regimes.verdict import UNITS, Verdict, check

Command = Callable[..., Called]
DESK = LawDesk.open("UN-KP")
REGIME = DESK.regime
FIRST, LAST = date(2005, 1, 1), date(2027, 12, 31)

# Codes readings name, shorter and longer ones beside them, and any heading at all.
NAMED = sorted(
    {
        code
        for goods in REGIME.goods
        for reading in goods.readings
        for code in (*reading.whole, *reading.excluded, *(part.code for part in reading.part))
    }
    | {
        code
        for measure in REGIME.measures
        for exemption in measure.exemptions
        for code in exemption.codes
    }
)
CODES = st.one_of(
    st.sampled_from(NAMED),
    st.sampled_from([code[:-2] for code in NAMED if len(code) > 2]),
    st.sampled_from([code + "10" for code in NAMED if len(code) < 10]),
    st.sampled_from(sorted(all_headings("HS 2012") & all_headings("HS 2022"))),
)
# Days on which the law changes, the days around them, and any other.
CHANGES = sorted(
    date.fromisoformat(day)
    for measure in REGIME.measures
    for day in (
        measure.valid_from,
        measure.valid_until,
        measure.wind_down and measure.wind_down.until,
        *(cap.starts for cap in measure.caps),
        *(cap.ends for cap in measure.caps),
    )
    if day
)
DAYS = st.one_of(
    st.dates(FIRST, LAST),
    st.builds(
        lambda day, n_days: day + timedelta(days=n_days),
        st.sampled_from(sorted(set(CHANGES))),
        st.integers(-1, 1),
    ),
).map(date.isoformat)
QUANTITIES = st.one_of(
    st.just(0.0),
    st.floats(0.001, 1e7),
    st.sampled_from([500_000.0, 500_001.0, 525_000.0, 4_000_000.0, 7_500_000.0, 1_000_867.0]),
)


@st.composite
def cases(draw: st.DrawFn) -> dict[str, Any]:
    """One trade, possible in every column."""
    case: dict[str, Any] = {
        "hs": draw(CODES),
        "on": draw(DAYS),
        "direction": draw(st.sampled_from(["to", "from"])),
        "quantity": None,
        "unit": None,
        "origin": draw(st.sampled_from([None, None, "KP", "RU", "CN"])),
        "contracted_on": draw(st.one_of(st.none(), DAYS)),
    }
    if draw(st.booleans()):
        case["quantity"] = draw(QUANTITIES)
        case["unit"] = draw(st.sampled_from(["t", "kg", "bbl", "m3", "usd", "pcs"]))
    return case


def single(case: dict[str, Any]) -> Verdict | UsageError:
    """What Python answers, or why it does not."""
    try:
        return DESK.check(**case)
    except UsageError as error:
        return error


def plain(verdict: Verdict) -> dict[str, Any]:
    """A verdict as the columns of a batch."""
    measure = verdict.grounds[0].measure if verdict.grounds else None
    return {
        "verdict": verdict.word,
        "at_least": verdict.at_least,
        "measure_id": measure.measure_id if measure else None,
        "paragraph": measure.citation.words if measure else None,
        "verification": verdict.verification,
        "qualifier": verdict.qualifier,
    }


def same_share(one: float | None, other: float | None) -> bool:
    """Equal up to the last bits, or both nothing."""
    if one is None or other is None:
        return one is None and other is None
    return math.isclose(one, other, rel_tol=1e-9)


TYPES = {"quantity": pa.float64()}
EMPTY: dict[str, Any] = {"direction": "to", "origin": None, "contracted_on": None}


def table_of(rows: list[dict[str, Any]]) -> pa.Table:
    """Trades as an Arrow table."""
    names = list(rows[0])
    return pa.table(
        {
            name: pa.array([row[name] for row in rows], type=TYPES.get(name, pa.string()))
            for name in names
        }
    )


@given(st.lists(cases(), min_size=1, max_size=12))
@example([{**EMPTY, "hs": "38249992", "on": "2017-10-01", "quantity": 1.0, "unit": "usd"}])
@example([{**EMPTY, "hs": "27101231", "on": "2018-01-01", "quantity": 0.0, "unit": "usd"}])
@example([{**EMPTY, "hs": code, "on": "2018-02-01"} for code in ("8802", "8803", "8807", "8806")])
@example([{**EMPTY, "hs": code, "on": "2018-02-01"} for code in ("8806", "8803", "8805", "8802")])
def test_a_batch_says_what_a_single_question_says(rows: list[dict[str, Any]]) -> None:
    """Every row of a batch has the words of the same single question, or is bad for the same."""
    checked = check_table(REGIME, table_of(rows))
    good = iter(checked.rows.to_pylist())
    bad = iter(checked.bad.to_pylist())
    for number, row in enumerate(rows, 1):
        answer = single(row)
        if isinstance(answer, UsageError):
            told = next(bad)
            assert told["row"] == number
            assert told["what"]
            assert told["remedy"]
        else:
            told = next(good)
            assert {name: told[name] for name in row} == row
            assert {name: told[name] for name in plain(answer)} == plain(answer)
            assert same_share(told["share_of_cap"], answer.share_of_cap)
    assert next(good, None) is None
    assert next(bad, None) is None


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cases())
def test_the_command_line_says_what_python_says(vedette: Command, case: dict[str, Any]) -> None:
    """The same trade asked at the shell gets the same verdict, and the data's version."""
    arguments: list[Any] = ["check", "--json"]
    for name, value in case.items():
        if value is not None:
            arguments += [f"--{name.replace('_', '-')}", value]
    called = vedette(*arguments)
    answer = single(case)
    told = json.loads(called.out)
    if isinstance(answer, UsageError):
        assert called.code == 2
        assert told["error"]["what"] == answer.what
        return
    assert called.code == 0
    assert told["verdict"] == answer.word
    assert told["at_least"] == answer.at_least
    assert told["qualifier"] == answer.qualifier
    assert same_share(told["share_of_cap"], answer.share_of_cap)
    assert [row["measure_id"] for row in told["grounds"]] == [
        ground.measure.measure_id for ground in answer.grounds
    ]
    assert told["regimes"][0]["data_version"] == REGIME.data_version
    assert all(row["citation"]["verification"] for row in told["grounds"])


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(cases(), min_size=1, max_size=8))
def test_a_file_at_the_shell_says_what_python_says(
    vedette: Command, tmp_path: Path, rows: list[dict[str, Any]]
) -> None:
    """A CSV file checked by the command holds the verdicts of the single questions."""
    path, goal = tmp_path / "trades.csv", tmp_path / "told.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    called = vedette("check", path, "-o", goal, "--json")
    answers = [single(row) for row in rows]
    good = [answer for answer in answers if isinstance(answer, Verdict)]
    assert called.code == (0 if len(good) == len(rows) else 3)
    with goal.open(encoding="utf-8", newline="") as file:
        told = [row["verdict"] for row in csv.DictReader(file)]
    assert told == [answer.word for answer in good]


@given(cases())
@example({**EMPTY, "hs": "27101921", "on": "2018-06-01"})
@example({**EMPTY, "hs": "8901", "on": "2018-06-01"})
def test_a_verdict_never_claims_more_than_its_grounds(case: dict[str, Any]) -> None:
    """What is covered cites a paragraph in force that day; what is open says what would decide."""
    answer = single(case)
    assume(isinstance(answer, Verdict))
    assert isinstance(answer, Verdict)
    for ground in answer.grounds:
        assert ground.measure.holds(case["on"])
        assert ground.measure.binding or ground.measure.verb == "clarifies"
        assert ground.measure.direction in {case["direction"], "both"}
        assert ground.measure.citation.verification
    if answer.word == "not covered":
        assert not any(ground.certain for ground in answer.grounds)
    else:
        assert answer.grounds
    if answer.word == "the text cannot decide":
        assert answer.qualifier
        assert not any(ground.certain for ground in answer.leading)
    else:
        assert answer.at_least == answer.word
        assert all(ground.certain and ground.word == answer.word for ground in answer.leading)


@given(CODES, st.sampled_from(["to", "from"]))
def test_before_the_law_nothing_is_covered(code: str, direction: str) -> None:
    """On any day before the first resolution no goods are prohibited."""
    answer = single({"hs": code, "direction": direction, "on": "2006-10-13"})
    assert isinstance(answer, UsageError) or answer.word in {
        "not covered",
        "the text cannot decide",
    }
    if isinstance(answer, Verdict):
        assert answer.grounds == ()


CHAINS = [
    pytest.param(regime, name, id=f"{regime.regime_id} {name}")
    for regime in load_regimes()
    for name in sorted({measure.chain for measure in regime.measures if measure.chain})
]


@pytest.mark.parametrize(("regime", "name"), CHAINS)
def test_a_chain_has_one_version_on_every_day(regime: Regime, name: str) -> None:
    """From its first day to its last no two versions of a measure hold, and none is missing."""
    members = [measure for measure in regime.measures if measure.chain == name]
    begins = date.fromisoformat(min(measure.valid_from for measure in members))
    ends = [measure.valid_until for measure in members]
    last = LAST if None in ends else date.fromisoformat(max(str(day) for day in ends))
    day = begins
    while day < last:
        holding = [item.measure_id for item in members if item.holds(day.isoformat())]
        assert len(holding) == 1, (day, holding)
        day += timedelta(days=1)


@pytest.mark.parametrize("regime", load_regimes(), ids=lambda regime: regime.regime_id)
def test_a_body_has_one_mandate_and_no_hole_until_it_lapses(regime: Regime) -> None:
    """Terms of a body follow each other day by day unless the data says what ended one."""
    for body_id in {mandate.body_id for mandate in regime.mandates}:
        terms = sorted(
            (mandate for mandate in regime.mandates if mandate.body_id == body_id),
            key=lambda mandate: mandate.valid_from,
        )
        for first, second in pairwise(terms):
            assert first.valid_until is not None
            after = date.fromisoformat(first.valid_until) + timedelta(days=1)
            assert second.valid_from >= after.isoformat()
            if first.ended_by == second.mandate_id:
                assert second.valid_from == after.isoformat()


@given(st.dates(date(2020, 1, 2), date(2030, 1, 1)), st.dates(date(2020, 1, 2), date(2030, 1, 1)))
@example(date(2022, 3, 1), date(2022, 3, 1))
@example(date(2022, 3, 1), date(2022, 3, 2))
@example(date(2022, 3, 2), date(2022, 3, 1))
def test_the_loader_takes_a_chain_only_without_overlap_and_hole(
    tmp_path_factory: pytest.TempPathFactory, until: date, begins: date
) -> None:
    """Two versions load exactly if one ends on the day the other begins."""
    text = (
        OWN.replace("    until: 2022-03-01", f"    until: {until}")
        .replace("    from: 2022-03-01", f"    from: {begins}")
        .replace("    wind_down: {contracts_before: 2022-03-01, until: 2022-03-31}\n", "")
        .replace("adopted_on: 2022-03-01", "adopted_on: 2020-01-01")
    )
    path = tmp_path_factory.getbasetemp() / "chain.yml"
    path.write_text(text, encoding="utf-8")
    try:
        accepted = bool(load_file(path))
    except RegimeError:
        accepted = False
    assert accepted == (until == begins)


CITED = Citation(symbol="S/RES/9999 (2030)", paragraph="1", verification="unverified", source="x")


def extra_rule(code: str, *, on: str, direction: str, way: str) -> tuple[Measure, Goods]:
    """A rule that does not touch a case: other goods, other direction, other days, or no duty."""
    reading = Reading(
        authority="UN",
        nomenclature="HS 2017",
        whole=("9999",) if way == "goods" else (code,),
        part=(),
        excluded=(),
        citation=CITED,
    )
    other = {"to": "from", "from": "to"}[direction]
    after = (date.fromisoformat(on) + timedelta(days=1)).isoformat()
    measure = Measure(
        measure_id="UN-KP/extra",
        kind="extra",
        verb="calls_upon" if way == "verb" else "decides",
        direction=other if way == "direction" else direction,
        subject="something else",
        valid_from=after if way == "later" else "1990-01-01",
        valid_until=on if way == "earlier" else None,
        amends=(),
        replaced_by=None,
        citation=CITED,
        goods=("extra",),
    )
    return measure, Goods(goods_id="extra", name="extra", terms=(), readings=(reading,))


WAYS = ("goods", "direction", "earlier", "later", "verb")


@given(cases(), st.sampled_from(WAYS), st.booleans())
def test_a_rule_that_does_not_touch_a_case_changes_nothing(
    case: dict[str, Any], way: str, first: bool
) -> None:
    """Verdict, grounds, share and words stay the same, wherever the rule stands in the file."""
    answer = single(case)
    assume(isinstance(answer, Verdict))
    assert isinstance(answer, Verdict)
    assume(not case["hs"].startswith("99"))
    rule, goods = extra_rule(answer.code, on=case["on"], direction=case["direction"], way=way)
    wider = replace(
        REGIME,
        measures=(rule, *REGIME.measures) if first else (*REGIME.measures, rule),
        goods=(goods, *REGIME.goods) if first else (*REGIME.goods, goods),
    )
    told = check(wider, **case)
    assert (told.word, told.at_least, told.qualifier) == (
        answer.word,
        answer.at_least,
        answer.qualifier,
    )
    assert [ground.measure for ground in told.grounds] == [
        ground.measure for ground in answer.grounds
    ]
    assert told.share_of_cap == answer.share_of_cap


@given(cases())
def test_a_rule_that_touches_a_case_is_seen(case: dict[str, Any]) -> None:
    """The same rule, in force for these goods and this direction, becomes a ground."""
    answer = single(case)
    assume(isinstance(answer, Verdict))
    assert isinstance(answer, Verdict)
    rule, goods = extra_rule(answer.code, on=case["on"], direction=case["direction"], way="")
    wider = replace(REGIME, measures=(*REGIME.measures, rule), goods=(*REGIME.goods, goods))
    told = check(wider, **case)
    assert rule in [ground.measure for ground in told.grounds]
    if not case["hs"].startswith(("98", "99")):
        assert told.word == "prohibited"


@given(DAYS, st.sampled_from([None, "to", "from"]))
def test_in_force_is_the_same_by_question_and_by_days(on: str, direction: str | None) -> None:
    """The desk, the query and the intervals themselves name the same measures."""
    by_days = {
        measure.measure_id
        for measure in REGIME.measures
        if measure.valid_from <= on
        and (measure.valid_until is None or on < measure.valid_until)
        and (direction is None or measure.direction in {direction, "both"})
    }
    asked = {item.measure_id for item in active_measures(REGIME, on, direction=direction)}
    told = {item.measure.measure_id for item in DESK.in_force(on, direction=direction)}
    assert by_days == asked == told


@given(DAYS, DAYS, DAYS)
def test_differences_add_up(first: str, middle: str, last: str) -> None:
    """What changed over a time is what changed over its two parts."""
    first, middle, last = sorted([first, middle, last])
    whole = DESK.diff(first, last).changes
    assert sorted(map(str, whole)) == sorted(
        map(str, (*DESK.diff(first, middle).changes, *DESK.diff(middle, last).changes))
    )


@settings(max_examples=40)
@given(st.dates(date(2026, 11, 1), date(2027, 1, 31)).map(date.isoformat))
@example("2026-11-23")
@example("2026-11-24")
def test_as_known_on_answers_from_the_release_of_that_day(day: str) -> None:
    """The answer comes from the newest release up to the day, and before the first there is none."""
    for regime_id in ("UN-KP", "UN-ML"):
        versions = [version for version, _ in releases(regime_id)]
        older = [version for version in versions if version[:10] <= day]
        if not older:
            with pytest.raises(UsageError, match="began with release"):
                load_regime(regime_id, as_known_on=day)
        else:
            assert load_regime(regime_id, as_known_on=day).data_version == older[-1]


@pytest.mark.parametrize("regime", load_regimes(), ids=lambda regime: regime.regime_id)
def test_each_release_can_be_asked_by_its_version(vedette: Command, regime: Regime) -> None:
    """Every kept version answers under its own name, at the shell too."""
    for version, _ in releases(regime.regime_id):
        asked = load_regime(regime.regime_id, as_known_on=version)
        assert asked.data_version == version
        called = vedette(
            "in-force",
            "-r",
            regime.regime_id,
            "--on",
            "2018-01-01",
            "--as-known-on",
            version,
            "--json",
        )
        told = json.loads(called.out)
        assert told["regimes"][0]["data_version"] == version
        assert told["regimes"][0]["data_sha256"] == asked.data_sha256
        assert {row["measure_id"] for row in told["measures"]} == {
            measure.measure_id for measure in active_measures(asked, "2018-01-01")
        }


def test_the_first_release_knew_no_goods_and_says_so_still() -> None:
    """The first release named no customs codes: it answers by measure, and refuses a code."""
    case = {"hs": "2701", "direction": "from", "on": "2018-01-01"}
    then = LawDesk.open("UN-KP", as_known_on="2026-11-24.1")
    with pytest.raises(UsageError, match="no goods by customs code"):
        then.check(**case)
    told = {item.measure.measure_id for item in then.in_force("2018-01-01", kind="coal_iron")}
    assert told == {"UN-KP/coal/2371-8"}
    assert DESK.check(**case).word == "prohibited"


MEMBERS = ["CN", "FR", "GB", "RU", "US", "AA", "AB", "AC", "AD", "AE", "AF", "AG", "AH", "AI", "AJ"]
PERMANENT = MEMBERS[:5]


@given(st.lists(st.sampled_from("YYYYYYYYNAX"), min_size=15, max_size=15), st.booleans())
@example(list("AAAAA") + list("YYYYYYYYYY"), True)
@example(list("YYYYY") + list("YYYYAAAAAA"), True)
@example(list("YYYYY") + list("YYYAAAAAAA"), True)
@example(list("NYYYY") + list("YYYYYYYYYY"), True)
@example(list("YYYYY") + list("YYYYYYYYYN"), True)
def test_any_roll_call_ends_as_the_charter_says(
    tmp_path_factory: pytest.TempPathFactory, cast: list[str], honest: bool
) -> None:
    """Nine in favour and no permanent member against; a record that says otherwise is refused."""
    positions = dict(zip(MEMBERS, cast, strict=True))
    n_for, n_against, n_abstain = (cast.count(word) for word in "YNA")
    blocked = any(positions[member] == "N" for member in PERMANENT)
    adopted = n_for >= 9 and not blocked
    record = "adopted" if adopted == honest else "not adopted"
    roll = ", ".join(f'{member}: "{word}"' for member, word in positions.items())
    text = OWN.replace("permanent: []", f"permanent: [{', '.join(PERMANENT)}]")
    text = text.replace("counts: {for: 11, against: 1, abstain: 0}", f"positions: {{{roll}}}")
    text = text.replace("11-1-0, adopted", f"{n_for}-{n_against}-{n_abstain}, {record}")
    if not adopted:
        text = text.replace("    resolution: C/RES/1 (2020)\n", "")
    path = tmp_path_factory.getbasetemp() / "vote.yml"
    path.write_text(text, encoding="utf-8")
    if not honest:
        with pytest.raises(RegimeError, match="Article 27"):
            load_file(path)
        return
    vote = load_file(path).votes[0]
    assert vote.outcome == ("adopted" if adopted else "vetoed" if n_for >= 9 else "failed")
    assert (vote.n_for, vote.n_against, vote.n_abstain) == (n_for, n_against, n_abstain)


JUNK = st.one_of(
    st.none(),
    st.text(max_size=12),
    st.sampled_from(
        ["", " ", "2017-02-30", "-5", "nan", "inf", "1e400", "99", "270", "ZZ", "\x00"]
    ),
)


@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "id": st.integers(0, 10**6),
                "hs": st.one_of(CODES, JUNK),
                "on": st.one_of(DAYS, JUNK),
                "direction": st.one_of(st.sampled_from(["to", "from", "TO", " from "]), JUNK),
                "quantity": st.one_of(QUANTITIES.map(str), JUNK),
                "unit": st.one_of(st.sampled_from(sorted(UNITS)), JUNK),
                "origin": st.one_of(st.sampled_from(["RU", "KP", "prk"]), JUNK),
                "contracted_on": st.one_of(DAYS, JUNK),
                "note": JUNK,
            }
        ),
        max_size=15,
    )
)
def test_a_batch_returns_exactly_the_rows_it_was_given(rows: list[dict[str, Any]]) -> None:
    """Whatever stands in the columns, each row comes back once: with a verdict, or bad and why."""
    names = ("id", "hs", "on", "direction", "quantity", "unit", "origin", "contracted_on", "note")
    table = pa.table(
        {
            name: pa.array(
                [row[name] for row in rows], type=pa.int64() if name == "id" else pa.string()
            )
            for name in names
        }
    )
    checked = check_table(REGIME, table)
    numbers = checked.bad["row"].to_pylist()
    assert numbers == sorted(set(numbers))
    assert checked.bad.select(names).to_pylist() == [rows[number - 1] for number in numbers]
    kept = [row for number, row in enumerate(rows, 1) if number not in set(numbers)]
    assert checked.rows.select(names).to_pylist() == kept
    assert all(checked.rows["verdict"].to_pylist())
    for told in checked.bad.to_pylist():
        assert told["column"] in names
        assert told["what"]
        assert told["remedy"]
