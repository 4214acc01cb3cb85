"""The keys a regime's files may have, section by section, and what each value must be.

A key ending in ``?`` may be left out. Values are named by :data:`_KINDS`, by a choice of words, or
by a nested row (``{wind_down}``) or list of rows (``[cap]``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from vedette.model.law import VERIFICATIONS
from vedette.regimes.rows import Checker, Row, nearest

Spec = Mapping[str, "str | tuple[str, ...]"]

VERBS = ("decides", "demands", "calls_upon", "clarifies")
DIRECTIONS = ("to", "from", "both", "within", "vessels")
FORMS = (
    "committee",
    "panel",
    "group",
    "monitoring_team",
    "ombudsperson",
    "secretariat",
    "outside",
)
_CITED: Spec = {"verification": VERIFICATIONS, "source": "text"}
# A nested row that says nothing else is cited as the row it stands in.
_MAY_CITE: Spec = {
    "symbol?": "text",
    "paragraph?": "text",
    "verification?": VERIFICATIONS,
    "source?": "text",
}

NESTED: Mapping[str, Spec] = {
    "exemption": {
        "what": "text",
        "by": ("committee", "state", "standing"),
        "mode": ("case_by_case", "no_objection", "prior_notice", "state_determines", "standing"),
        "other_origin?": "flag",
        "codes?": "codes",
        "from?": "day",
        "until?": "day",
        **_MAY_CITE,
    },
    "wind_down": {
        "contracts_before": "day",
        "until": "day",
        "notify_by?": "day",
        "verification?": VERIFICATIONS,
        "source?": "text",
    },
    "cap": {
        "from": "day",
        "until?": "day",
        "per": ("once", "calendar_year", "rolling_year"),
        "quantity?": "number",
        "unit?": ("bbl", "t"),
        "over": ("prohibited", "approval"),
        "quantity_t?": "number",
        "value_usd?": "number",
        "bbl_per_t?": "number",
        "factor_source?": "text",
        "basis?": "text",
        "counted_by?": "[counting]",
    },
    "counting": {
        "authority": "text",
        "from": "day",
        "symbol": "text",
        "paragraph?": "text",
        **_CITED,
    },
    "duty": {
        "who": "text",
        "what": "text",
        "due?": "day",
        "every?": "period",
        "from?": "day",
        **_MAY_CITE,
    },
    "undecided": {"from": "day", "until?": "day", "why": "text"},
    "part": {"code": "code", "of": "text"},
    "reading": {
        "authority": "text",
        "nomenclature": "text",
        "whole?": "codes",
        "part?": "[part]",
        "excluded?": "codes",
        "complete?": "flag",
        "symbol": "text",
        "paragraph": "text",
        **_CITED,
    },
    "report": {"what": "text", "to": "text", "due": "day", **_CITED},
    "explanation": {"state": "country", "sense": "text", **_CITED},
}

SECTIONS: Mapping[str, Spec] = {
    "regime": {
        "regime_id": "id",
        "prefix": "prefix",
        "name": "text",
        "target": "text",
        "issuer": "text",
        "committee": "text",
        "data_version": "version",
        "aliases?": "texts",
        "coverage?": ("brief", "full"),
        "checked_until?": "day",
        "state?": "text",
    },
    "instruments": {
        "symbol": "text",
        "adopted_on": "day",
        "title": "text",
        "meeting?": "text",
        "occasion?": "text",
        **_CITED,
    },
    "goods": {"id": "id", "name": "text", "terms?": "texts", "readings": "[reading]"},
    "measures": {
        "id": "id",
        "kind": "id",
        "verb": VERBS,
        "direction": DIRECTIONS,
        "subject": "text",
        "from": "day",
        "until?": "day",
        "symbol": "text",
        "paragraph": "text",
        "amends?": "texts",
        "replaced_by?": "text",
        "chain?": "id",
        "goods?": "texts",
        "turns_on?": "text",
        "exemptions?": "[exemption]",
        "wind_down?": "{wind_down}",
        "caps?": "[cap]",
        "duties?": "[duty]",
        "undecided?": "[undecided]",
        "notes?": "text",
        **_CITED,
    },
    "mandates": {
        "id": "id",
        "body": "text",
        "body_id": "id",
        "form?": FORMS,
        "from": "day",
        "until?": "day",
        "instrument": "text?",
        "paragraph": "text?",
        "ended_by?": "text",
        "end_reason?": "text",
        "experts?": "count",
        "members?": "countries",
        "reports_due?": "[report]",
        "review_by?": "day",
        "contested_by?": "countries",
        "notes?": "text",
        **_CITED,
    },
    "votes": {
        "id": "id",
        "draft": "text",
        "resolution?": "text",
        "held_on": "day",
        "meeting?": "text",
        "subject": "text",
        "permanent": "countries",
        "positions?": "positions",
        "unanimous?": "flag",
        "counts?": "counts",
        "recorded": "text",
        "mandate?": "text",
        "effect?": "text",
        "sponsors?": "countries",
        "explanations?": "[explanation]",
        "notes?": "text",
        **_CITED,
    },
    "drafts": {
        "id": "id",
        "draft": "text?",
        "circulated_on": "day",
        "sponsors": "countries",
        "subject": "text",
        "outcome": "text",
        **_CITED,
    },
    "documents": {
        "id": "id",
        "symbol": "text?",
        "body_id": "id",
        "kind": (
            "final_report",
            "midterm_report",
            "committee_report",
            "annual_report",
            "monitoring_report",
            "guidance",
            "control_list",
        ),
        "dated_on": "month",
        "issued": "flag",
        "title": "text",
        "notes?": "text",
        **_CITED,
    },
    "councils": {
        "body": "text",
        "year": "count",
        "elected": "countries",
        "permanent": "countries",
        **_CITED,
    },
}
BRIEF_NEEDS = ("regime", "instruments", "mandates")
FULL_NEEDS = (*BRIEF_NEEDS, "measures", "votes")


def _is_text(value: Any) -> bool:
    return (
        isinstance(value, str | int | float)
        and not isinstance(value, bool)
        and bool(str(value).strip())
    )


def _is_list(value: Any, good: Callable[[Any], bool]) -> bool:
    return isinstance(value, list) and all(good(item) for item in value)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value > 0


def _is_country(value: Any) -> bool:
    return isinstance(value, str) and bool(re.fullmatch("[A-Z]{2}", value))


def _is_version(value: str) -> bool:
    day, _, counter = value.partition(".")
    try:
        date.fromisoformat(day)
    except ValueError:
        return False
    return len(day) == len("2026-11-24") and (counter.isdecimal() or "." not in value)


def _is_code(value: Any) -> bool:
    return _is_text(value) and bool(re.fullmatch(r"[0-9][0-9 .]*", str(value)))


_KINDS: Mapping[str, tuple[Callable[[Any], bool], str]] = {
    "text": (_is_text, "some words"),
    "text?": (lambda value: value is None or value == "" or _is_text(value), "some words or null"),
    "texts": (lambda value: _is_list(value, _is_text), "a list of words"),
    "id": (
        lambda value: isinstance(value, str) and bool(re.fullmatch(r"\S+", value)),
        "a word without spaces",
    ),
    "prefix": (
        lambda value: isinstance(value, str) and bool(re.fullmatch("[A-Z]{2,4}", value)),
        "two to four capital letters",
    ),
    "version": (
        lambda value: isinstance(value, str) and _is_version(value),
        'a quoted day with a counter, such as "2026-11-24.2"',
    ),
    "flag": (lambda value: isinstance(value, bool), "true or false"),
    "day": (lambda value: isinstance(value, date), "a day, YYYY-MM-DD"),
    "month": (
        lambda value: isinstance(value, date) or bool(re.fullmatch(r"\d{4}(-\d\d)?", str(value))),
        "a day or a month, YYYY-MM-DD or YYYY-MM",
    ),
    "number": (_is_number, "a number above zero"),
    "count": (
        lambda value: isinstance(value, int) and not isinstance(value, bool) and value > 0,
        "a whole number above zero",
    ),
    "period": (
        lambda value: isinstance(value, str) and bool(re.fullmatch(r"P\d+[DMY]", value)),
        "a period such as P30D",
    ),
    "code": (_is_code, "a customs code of digits"),
    "codes": (lambda value: _is_list(value, _is_code), "a list of customs codes"),
    "country": (_is_country, "an ISO 3166 code of two capital letters"),
    "countries": (
        lambda value: _is_list(value, _is_country),
        "a list of ISO 3166 codes",
    ),
    "positions": (
        lambda value: (
            isinstance(value, dict)
            and all(
                _is_country(code) and cast in {"Y", "N", "A", "X"} for code, cast in value.items()
            )
        ),
        "ISO 3166 codes with Y, N, A or X",
    ),
    "counts": (
        lambda value: (
            isinstance(value, dict)
            and set(value) == {"for", "against", "abstain"}
            and all(isinstance(n, int) for n in value.values())
        ),
        "whole numbers for, against and abstain",
    ),
}


@dataclass(frozen=True)
class _Key:
    name: str
    needed: bool
    kind: str | tuple[str, ...]


def _keys(spec: Spec) -> dict[str, _Key]:
    return {
        written.removesuffix("?"): _Key(written.removesuffix("?"), not written.endswith("?"), kind)
        for written, kind in spec.items()
    }


_SECTION_KEYS = {name: _keys(spec) for name, spec in SECTIONS.items()}
_NESTED_KEYS = {name: _keys(spec) for name, spec in NESTED.items()}


def check_keys(row: Row, section: str, checker: Checker) -> None:
    """Note every key of a row that is missing, unknown, empty or of the wrong kind."""
    _check(row, _SECTION_KEYS[section], checker)


def _check(row: Row, keys: Mapping[str, _Key], checker: Checker) -> None:
    for name, key in keys.items():
        if key.needed and name not in row.values:
            checker.wrong(row, f"{name!r} is missing", f"every row to have {name!r}")
    for name, value in row.values.items():
        if name not in keys:
            # A comma in unquoted words of a row in braces makes a key of what follows it.
            quotes = "; words with a comma need quotes" if value is None else ""
            expected = f"one of {', '.join(sorted(keys))}{nearest(name, keys)}{quotes}"
            checker.wrong(row, f"unknown key {name!r}", expected)
        else:
            _check_value(row, keys[name], value, checker)


def _check_value(row: Row, key: _Key, value: Any, checker: Checker) -> None:
    if isinstance(key.kind, tuple):
        if value not in key.kind:
            checker.wrong(row, f"{key.name!r} is {value!r}", f"one of {', '.join(key.kind)}")
    elif key.kind[0] in "[{":
        items = value if key.kind[0] == "[" else [value]
        if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
            shape = "a list of rows" if key.kind[0] == "[" else "one row"
            checker.wrong(row, f"{key.name!r} is {value!r}", shape)
            return
        for item in items:
            nested = Row(row.path, getattr(item, "line", row.line), item)
            _check(nested, _NESTED_KEYS[key.kind[1:-1]], checker)
    else:
        good, expected = _KINDS[key.kind]
        nothing = value is None or (isinstance(value, str) and not value.strip())
        if nothing and key.kind != "text?":
            checker.wrong(row, f"{key.name!r} is empty", _empty(key.name, expected))
        elif not good(value):
            checker.wrong(row, f"{key.name!r} is {value!r}", expected)


def _empty(name: str, expected: str) -> str:
    return "what was read to check it" if name == "source" else expected
