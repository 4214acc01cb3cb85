"""The UN 1718 Committee's designated vessels as CSV: one row per vessel."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

from vedette.clean.data_files import load_yaml
from vedette.clean.dates import resolve
from vedette.clean.identifiers import is_imo_ship_number
from vedette.errors import MalformedInput
from vedette.model.listing import Identifier, ListedName

_FORMER = re.compile(r"\(([^()]+)\)")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")

Raw = tuple[str | None, tuple[dict[str, Any], ...], tuple[str, ...]]


def looks_like_vessels(data: bytes) -> bool:
    """Whether the first line names an IMO and a vessel name column."""
    head = data[:2000].decode("utf-8", errors="replace").lstrip("\ufeff").split("\n", 1)[0]
    columns = {cell.strip().strip('"').casefold() for cell in head.split(",")}
    table = load_yaml("vedette.extract", "lists.yml")["vessel_columns"]
    return bool(columns & set(table["imo"])) and bool(columns & set(table["name"]))


def read_un_vessels(data: bytes, name: str) -> Raw:
    """Read the vessels; the same hull on several rows is one listing with all its days.

    Raises:
        MalformedInput: The text is no CSV in UTF-8.
    """
    try:
        text = data.decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise MalformedInput(
            name, f"this is no CSV in UTF-8 ({error})", "Save it as UTF-8 CSV"
        ) from error
    warnings: list[str] = []
    records: dict[str, dict[str, Any]] = {}
    for number, row in enumerate(rows, start=2):
        record = _record(row, number, warnings)
        if record is None:
            continue
        key = record["list_ref"]
        if key in records:
            records[key] = _joined(records[key], record)
        else:
            records[key] = record
    return None, tuple(records.values()), tuple(warnings)


def _record(row: dict[str, Any], number: int, warnings: list[str]) -> dict[str, Any] | None:
    table = load_yaml("vedette.extract", "lists.yml")["vessel_columns"]
    taken: dict[str, list[str]] = {}
    for column, value in row.items():
        kind = next(
            (key for key, known in table.items() if (column or "").casefold() in known), None
        )
        if kind is None:
            warnings.append(f"row {number}: column {column!r} is not known and was not read")
        elif value and value.strip():
            taken.setdefault(kind, []).append(value.strip())
    printed = next(iter(taken.get("name", ())), "")
    if not printed:
        warnings.append(f"row {number}: it has no name and was left out")
        return None
    imo = next(iter(taken.get("imo", ())), "")
    identifiers = []
    if is_imo_ship_number(imo):
        identifiers.append(Identifier(scheme="imo", value=re.sub(r"\D", "", imo)))
    elif imo:
        warnings.append(f"row {number}: {imo!r} is no IMO ship number; {printed} is listed by name")
    identifiers += [Identifier(scheme="mmsi", value=value) for value in taken.get("mmsi", ())]
    days = sorted(day for cell in taken.get("listed_on", ()) for day in _days(cell))
    ref = f"IMO{identifiers[0].value}" if identifiers else f"NAME:{printed.upper()}"
    return {
        "list_ref": ref,
        "kind": "vessel",
        "name": _FORMER.sub("", printed).strip(),
        "names": tuple(_names(printed)),
        "identifiers": tuple(identifiers),
        "birth_dates": (),
        "nationalities": (),
        "regime": "UN-KP",
        "listed_on": days[0] if days else None,
        "amended_on": tuple(days[1:]),
        "remarks": "; ".join([*taken.get("measures", ()), *taken.get("remarks", ())]) or None,
        "locator": f"row {number}",
    }


def _names(printed: str) -> list[ListedName]:
    """The present name, and former names in brackets or after "now"."""
    names = [ListedName(value=_FORMER.sub("", printed).strip(), quality="primary")]
    for inner in _FORMER.findall(printed):
        names.append(ListedName(value=inner.strip(), quality="strong", note="in brackets"))
    return names


def _days(cell: str) -> list[str]:
    dotted = [f"{y}-{int(m):02d}-{int(d):02d}" for d, m, y in _DOTTED.findall(cell)]
    if dotted:
        return dotted
    found = resolve(cell, None)
    return [found.edtf] if found else []


def _joined(first: dict[str, Any], second: dict[str, Any]) -> dict[str, Any]:
    days = sorted({*(d for r in (first, second) for d in (r["listed_on"], *r["amended_on"]) if d)})
    remarks = "; ".join(dict.fromkeys(r["remarks"] for r in (first, second) if r["remarks"]))
    return {
        **first,
        "names": tuple(dict.fromkeys([*first["names"], *second["names"]])),
        "listed_on": days[0] if days else None,
        "amended_on": tuple(days[1:]),
        "remarks": remarks or None,
        "locator": f"{first['locator']}, {second['locator']}",
    }
