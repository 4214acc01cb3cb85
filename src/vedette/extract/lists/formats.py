"""The formats there are: how each is told by its content, and who reads it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from dataclasses import dataclass

from vedette.clean.data_files import load_yaml
from vedette.extract.lists.draft import Raw
from vedette.extract.lists.eu_files import (
    looks_like_eu_csv,
    looks_like_eu_xml,
    read_eu_csv,
    read_eu_xml,
)
from vedette.extract.lists.eu_rows import looks_like_eu_rows, read_eu_rows
from vedette.extract.lists.ftm import looks_like_ftm, read_ftm
from vedette.extract.lists.ofac_csv import WIDTHS, read_ofac_csv
from vedette.extract.lists.ofac_xml import looks_like_ofac_xml, read_ofac_xml
from vedette.extract.lists.own import looks_like_own, read_own
from vedette.extract.lists.parts import Parts
from vedette.extract.lists.rusi import looks_like_rusi, read_rusi
from vedette.extract.lists.uk_csv import looks_like_uk_csv, read_uk_csv
from vedette.extract.lists.uk_relations import read_uk_relations, role_of
from vedette.extract.lists.un_vessels import looks_like_vessels, read_un_vessels
from vedette.extract.lists.un_xml import looks_like_un_xml, read_un_xml

READERS: dict[str, Callable[[Parts], Raw]] = {
    "un_xml": read_un_xml,
    "un_vessels": read_un_vessels,
    "ofac_csv": read_ofac_csv,
    "ofac_xml": read_ofac_xml,
    "eu_xml": read_eu_xml,
    "eu_csv": read_eu_csv,
    "eu_rows": read_eu_rows,
    "uk_csv": read_uk_csv,
    "uk_relations": read_uk_relations,
    "ftm": read_ftm,
    "rusi": read_rusi,
    "own": read_own,
}
_NONSDN_NAME = re.compile(r"(?:^|[^a-z])cons(?:olidated)?[^a-z]|non-?sdn", re.I)
_CELEX = re.compile(rb"(?m)^\"?(\d{5}[A-Z]\d{4})\"?,")


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a file is: its list, its format, the part it plays, and the name of a named list."""

    list_id: str
    format: str
    role: str = "main"
    name: str = ""
    is_many: bool = False

    def fits(self, part: Recognised) -> bool:
        """Whether a part of that kind can belong to this main file."""
        lists = {self.list_id, ""}
        return self.format == part.format and part.list_id in lists


def recognise(data: bytes, name: str) -> Recognised | None:
    """Tell a file by its content (and its name where the content leaves it open), or None."""
    for list_id, format_name, looks in _WHOLE:
        if looks(data):
            return Recognised(list_id, format_name, name=_named(format_name, data))
    if looks_like_ofac_xml(data):
        return Recognised(_ofac_list(data, name), "ofac_xml")
    columns = _first_row(data)
    role = role_of(frozenset(cell.strip().lstrip("\ufeff") for cell in columns))
    if role:
        return Recognised("UK-SL", "uk_relations", role)
    return _ofac_part(columns, data, name)


_WHOLE: tuple[tuple[str, str, Callable[[bytes], bool]], ...] = (
    ("UN-SC", "un_xml", looks_like_un_xml),
    ("EU-FSF", "eu_xml", looks_like_eu_xml),
    ("EU-FSF", "eu_csv", looks_like_eu_csv),
    ("EU-OJ", "eu_rows", looks_like_eu_rows),
    ("UK-SL", "uk_csv", looks_like_uk_csv),
    ("RUSI-DPRK", "rusi", looks_like_rusi),
    ("FTM", "ftm", looks_like_ftm),
    ("OWN", "own", looks_like_own),
    ("UN-1718-VESSELS", "un_vessels", looks_like_vessels),
)


def _named(format_name: str, data: bytes) -> str:
    """An EU Regulation is known by its CELEX number; a dataset by the one name its lines carry."""
    if format_name == "eu_rows":
        found = _CELEX.search(data)
        return found[1].decode() if found else ""
    if format_name == "ftm":
        names = set(re.findall(rb'"datasets":\s*\[\s*"([\w-]{1,60})"\s*\]', data[:1_000_000]))
        return names.pop().decode() if len(names) == 1 else ""
    return ""


def _first_row(data: bytes) -> list[str]:
    """The cells of the first line, cheaply and without trust."""
    line = data[:8192].split(b"\n", 1)[0].decode("utf-8", errors="replace")
    try:
        return next(csv.reader(io.StringIO(line.strip("\r"))), [])
    except csv.Error:
        return []


def _ofac_part(row: list[str], data: bytes, name: str) -> Recognised | None:
    """OFAC's CSV files have no header: the shape of the first row tells the part."""
    if not row or not row[0].strip().isdigit():
        return None
    cells = [cell.strip() for cell in row]
    shapes = {
        "main": len(cells) == WIDTHS["main"]
        and cells[2] in {"-0-", "individual", "vessel", "aircraft", "entity"},
        "alt": len(cells) == WIDTHS["alt"] and cells[2] in {"aka", "fka", "nka"},
        "add": len(cells) == WIDTHS["add"] and cells[1].isdigit(),
        "comments": len(cells) == WIDTHS["comments"],
    }
    role = next((role for role, fits in shapes.items() if fits), None)
    if role is None:
        return None
    if role == "main":
        return Recognised(_ofac_list(data, name), "ofac_csv", role)
    # The other parts do not say of which list they are; their names may.
    list_id = "US-NONSDN" if _NONSDN_NAME.search(name) else ""
    return Recognised(list_id or "US-SDN", "ofac_csv", role)


def _ofac_list(data: bytes, name: str) -> str:
    """SDN or not: by the file's name, or by the programmes of the other list."""
    if _NONSDN_NAME.search(name):
        return "US-NONSDN"
    table = load_yaml("vedette.extract", "lists.yml")["ofac_nonsdn_programmes"]
    marks = sum(data.count(programme.encode()) for programme in table)
    n_entries = data.count(b"<sdnEntry>") or data.count(b"\n")
    return "US-NONSDN" if n_entries and marks * 20 > n_entries else "US-SDN"
