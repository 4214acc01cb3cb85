"""OFAC's SDN and non-SDN lists as CSV: main, alias, address and comment files, without headers.

The dialect: CRLF, ``-0-`` for nothing, a DOS end-of-file sign at the end, several programmes as
``NPWMD] [DPRK2``, persons as ``SURNAME, Given``, remarks cut at 1,000 characters (the rest is in the
comments file), ships' IMO numbers and every weak alias in the remarks alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from vedette.errors import MalformedInput
from vedette.extract.lists.cells import cells
from vedette.extract.lists.draft import Complaints, Draft, Raw
from vedette.extract.lists.ofac_remarks import regime_of, take_remarks
from vedette.extract.lists.parts import Part, Parts
from vedette.model.listing import NameRole, PartyKind

WIDTHS = {"main": 12, "alt": 5, "add": 6, "comments": 2}
_KINDS: dict[str, PartyKind] = {
    "": "organisation",
    "individual": "person",
    "vessel": "vessel",
    "aircraft": "aircraft",
    "entity": "organisation",
}
_ALIASES: dict[str, NameRole] = {"aka": "alias", "fka": "former", "nka": "alias"}
# OFAC cuts the remarks column here and says so in its data specification.
REMARKS_CUT = 1000


def read_ofac_csv(parts: Parts) -> Raw:
    """Read a release from its main file and what came with it.

    Raises:
        MalformedInput: The main file breaks, or its last row is cut short.
    """
    complaints = Complaints()
    overflow = _comments(parts, complaints)
    drafts: dict[str, Draft] = {}
    counts = {"main": 0}
    for number, row in _rows(parts["main"], "main", complaints):
        counts["main"] += 1
        _record(row, number, overflow, drafts, complaints)
    for role, take in (("alt", _alias), ("add", _address)):
        if role not in parts:
            complaints.add(_MISSING[role], "the release")
            continue
        counts[role] = 0
        for number, row in _rows(parts[role], role, complaints):
            counts[role] += 1
            draft = drafts.get(row[0])
            if draft is None:
                complaints.add(
                    f"the {role} file names a party the main file does not hold; left out",
                    f"{role} row {number}",
                )
                continue
            take(draft, row)
    if "comments" in parts:
        counts["comments"] = len(overflow)
    return Raw(drafts.values(), complaints, n_rows=counts)


_MISSING = {
    "alt": "the alias file (alt.csv) is not here: names other than the first are missing",
    "add": "the address file (add.csv) is not here: addresses are missing",
}


def _rows(part: Part, role: str, complaints: Complaints) -> Iterator[tuple[int, list[str]]]:
    """Rows with ``-0-`` as empty; a row of another width is left out, the last one refuses."""
    width, bad = WIDTHS[role], 0
    for number, row in enumerate(cells(part.data, part.name), start=1):
        if len(row) != width:
            complaints.add(
                f"a row of the {role} file has {len(row)} cells instead of {width}; left out",
                f"{role} row {number}",
            )
            bad = number
            continue
        bad = 0
        yield number, ["" if cell.strip() == "-0-" else cell.strip() for cell in row]
    if bad:
        raise MalformedInput(
            part.name,
            f"the last row ({bad}) is cut short: the download did not finish",
            "Get the file again; the list in use stays",
        )


def _comments(parts: Parts, complaints: Complaints) -> dict[str, str]:
    if "comments" not in parts:
        return {}
    found: dict[str, str] = {}
    for _, row in _rows(parts["comments"], "comments", complaints):
        found[row[0]] = f"{found.get(row[0], '')}{row[1]}"
    return found


def _record(
    row: list[str],
    number: int,
    overflow: dict[str, str],
    drafts: dict[str, Draft],
    complaints: Complaints,
) -> None:
    ref, printed, kind, programmes, title, call_sign, ship, tonnage, grt, flag, owner, remarks = row
    locator = f"ent_num {ref}"
    if not ref.isdigit() or ref in drafts:
        complaints.add("its number is missing or repeated; left out", f"main row {number}")
        return
    if kind not in _KINDS:
        complaints.add(f"type {kind!r} is not known; taken as unknown", locator)
    draft = Draft(ref, _KINDS.get(kind, "unknown"), locator, complaints)
    drafts[ref] = draft
    take_name(draft, printed, "primary", "name")
    for programme in programmes.split("] ["):
        draft.programme(programme.strip("[] "))
    draft.regime = regime_of(list(draft.programmes))
    draft.detail("position", title)
    draft.identify("call_sign", call_sign)
    draft.detail("vessel_type", ship)
    draft.detail("tonnage_dwt", tonnage)
    draft.detail("tonnage_grt", grt)
    draft.tie(flag, "flag")
    draft.detail("owner", owner)
    if len(remarks) >= REMARKS_CUT and ref not in overflow:
        draft.complain(
            "its remarks are cut at 1,000 characters; the rest is in the comments file, "
            "which is not here"
        )
    take_remarks(draft, remarks + overflow.get(ref, ""))


def take_name(
    draft: Draft, printed: str, quality: str, role: NameRole, note: str | None = None
) -> None:
    """A name; a person's is ``SURNAME, Given``."""
    family, comma, given = printed.partition(", ")
    apart = draft.kind == "person" and bool(comma)
    draft.name(
        printed,
        quality,  # type: ignore[arg-type]
        role,
        family=family if apart else None,
        given=given if apart else None,
        note=note,
    )


def _alias(draft: Draft, row: list[str]) -> None:
    kind = row[2].casefold()
    if kind not in _ALIASES:
        draft.complain(f"alias type {row[2]!r} is not known; taken as an alias")
    note = ", ".join(fact for fact in (f"{kind[:1]}.k.a." if kind else "", row[4]) if fact)
    take_name(draft, row[3], "strong", _ALIASES.get(kind, "alias"), note)


def _address(draft: Draft, row: list[str]) -> None:
    street, city, country, remarks = row[2:]
    draft.detail("address", ", ".join(part for part in (street, city, country, remarks) if part))
    draft.tie(country, "residence")
