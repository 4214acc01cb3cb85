"""The UK list as relations: subjects, and their names, numbers, birth dates and countries.

The country rows are repeated many times over, once per combination of the source's columns.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from vedette.clean.data_files import load_yaml
from vedette.extract.lists.cells import Grid, cells
from vedette.extract.lists.draft import Complaints, Draft, Raw
from vedette.extract.lists.parts import Parts
from vedette.extract.lists.uk_names import (
    KINDS,
    take_day,
    take_name,
    take_number,
    take_reference,
)
from vedette.model.listing import CountryRole

# Role of a part -> columns that tell the file.
SIGNS: dict[str, frozenset[str]] = {
    "main": frozenset({"unique_id", "subject_type", "un_reference_number"}),
    "names": frozenset({"unique_id", "name_type", "full_name"}),
    "identifiers": frozenset({"unique_id", "raw_value", "identifier_type"}),
    "dobs": frozenset({"unique_id", "year", "precision"}),
    "countries": frozenset({"unique_id", "raw_value", "country_type"}),
}
_TIES: dict[str, CountryRole] = {
    "address": "residence",
    "birth": "birth",
    "nationality": "nationality",
}


def role_of(columns: frozenset[str]) -> str | None:
    """The part a file with these columns plays, or None."""
    return next((role for role, signs in SIGNS.items() if signs <= columns), None)


def read_uk_relations(parts: Parts) -> Raw:
    """Read a release from its relations.

    Raises:
        MalformedInput: A file breaks, or its last row is cut short.
    """
    complaints = Complaints()
    drafts: dict[str, Draft] = {}
    counts: dict[str, int] = {}
    known = load_yaml("vedette.extract", "lists.yml")["uk_relation_columns"]
    for role in SIGNS:
        if role not in parts:
            complaints.add(f"the file of {role} is not here", "the release")
            continue
        part = parts[role]
        grid = Grid(
            cells(part.data, part.name),
            part.name,
            complaints,
            needed=SIGNS[role],
            known=known[role],
        )
        for number, row in grid:
            where = f"{part.name} row {number}"
            draft = _draft(role, row, where, drafts, complaints)
            if draft is not None:
                _TAKERS[role](draft, row)
        counts[role] = grid.n_rows
    _doubt_births(drafts, complaints)
    return Raw(drafts.values(), complaints, n_rows=counts)


# No designation of the UK's gives one person so many birth dates. One file of relations in circulation gives
# one subject 202, and of its dates one in ten agrees with the UN's for the same party: its join is broken.
MAX_BIRTHS = 30


def _doubt_births(drafts: Mapping[str, Draft], complaints: Complaints) -> None:
    """Leave every birth date out where one subject's are impossible: a wrong one clears a match."""
    most = max(drafts.values(), key=lambda draft: len(draft.births), default=None)
    if most is None or len(most.births) <= MAX_BIRTHS:
        return
    complaints.add(
        f"the file of dobs gives {most.list_ref} {len(most.births)} birth dates: its dates went to "
        "wrong subjects, and none of them was read",
        "the release",
    )
    for draft in drafts.values():
        draft.births.clear()


def _draft(
    role: str,
    row: Mapping[str, str],
    where: str,
    drafts: dict[str, Draft],
    complaints: Complaints,
) -> Draft | None:
    ref = row["unique_id"].strip()
    if role != "main":
        if ref not in drafts:
            complaints.add("it names a subject the main file does not hold; left out", where)
        return drafts.get(ref)
    if not ref or ref in drafts:
        complaints.add("its unique id is missing or repeated; left out", where)
        return None
    kind = KINDS.get(row["subject_type"])
    drafts[ref] = Draft(ref, kind or "unknown", ref, complaints)
    if kind is None:
        drafts[ref].complain(f"type {row['subject_type']!r} is not known; taken as unknown")
    return drafts[ref]


def _subject(draft: Draft, row: Mapping[str, str]) -> None:
    take_reference(draft, row.get("un_reference_number", ""), draft.list_ref)
    draft.programme(draft.regime)
    draft.listed_on = take_day(draft, row.get("date_designated", ""), "date_designated")
    draft.amend(take_day(draft, row.get("last_updated", ""), "last_updated"))
    draft.detail("ofsi_group_id", row.get("ofsi_group_id"))


def _name(draft: Draft, row: Mapping[str, str]) -> None:
    given = [row.get(f"name_{number}", "") for number in range(1, 6)]
    family = row.get("name_6", "")
    if not any(value.strip() for value in (*given, family)):
        family = row["full_name"]
    take_name(draft, given, family, row["name_type"], row.get("alias_strength", ""))


def _identifier(draft: Draft, row: Mapping[str, str]) -> None:
    take_number(
        draft, row["identifier_type"], row["raw_value"], row.get("additional_info", "").strip()
    )


def _birth(draft: Draft, row: Mapping[str, str]) -> None:
    parts = [row["year"], row.get("month", ""), row.get("day", "")]
    draft.born(take_day(draft, "-".join(part for part in parts if part.strip()), "birth"))


def _country(draft: Draft, row: Mapping[str, str]) -> None:
    role = _TIES.get(row["country_type"])
    if role is None:
        draft.complain(f"country type {row['country_type']!r} is not known")
    draft.tie(row["raw_value"], role or "tie")


_TAKERS: dict[str, Callable[[Draft, Mapping[str, str]], None]] = {
    "main": _subject,
    "names": _name,
    "identifiers": _identifier,
    "dobs": _birth,
    "countries": _country,
}
