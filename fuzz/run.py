"""Fuzz what takes foreign bytes, guided by coverage: python fuzz/run.py TARGET [SECONDS].

Targets: names (the kernel's search and alignment), text, index (changed bytes of an index file),
customers, lists (every reader). Needs atheris (the extra ``fuzz``). Anything but an answer or an
``InputError`` is a find; the input that made it is written to the folder it is run in.
"""

from __future__ import annotations

import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import atheris

with atheris.instrument_imports(include=["vedette"]):
    from tests.extract.lists.test_fuzz import FORMS
    from tests.screen.test_selftest import LISTINGS

    from vedette.api.customers import read_rows
    from vedette.errors import VedetteError
    from vedette.extract.listings import read_release
    from vedette.model.screening import Question
    from vedette.screen.freetext import find_in_text
    from vedette.screen.indexed import build_index, open_index, save_index
    from vedette.screen.screener import Screener

SCREENER = Screener(LISTINGS, ())
FOLDER = Path(tempfile.mkdtemp())
save_index(build_index(LISTINGS, "k"), FOLDER / "good")
GOOD = (FOLDER / "good").read_bytes()
KINDS = ("person", "organisation", "vessel", None)


def names(data: Any) -> None:
    SCREENER.find(Question(name=data.ConsumeUnicode(400), kind=data.PickValueInList(list(KINDS))))


def text(data: Any) -> None:
    find_in_text(SCREENER, data.ConsumeUnicode(4000))


def index(data: Any) -> None:
    raw = bytearray(GOOD)
    for _ in range(data.ConsumeIntInRange(1, 6)):
        at = data.ConsumeIntInRange(0, len(raw) - 1)
        new = data.ConsumeBytes(8)
        raw[at : at + len(new)] = new
    (FOLDER / "bad").write_bytes(bytes(raw))
    screener = Screener((), (), index=open_index(FOLDER / "bad", "k"))
    screener.find(Question(name="Jorann Malmqvist", kind="person"))


def customers(data: Any) -> None:
    path = FOLDER / "customers.csv"
    path.write_bytes(b"name,dob,imo\n" + data.ConsumeBytes(4000))
    list(read_rows(path))


def lists(data: Any) -> None:
    files = FORMS[data.PickValueInList(sorted(FORMS))]
    damaged = []
    for name, content in files:
        raw = bytearray(content.encode())
        at = data.ConsumeIntInRange(0, len(raw))
        raw[at : at + data.ConsumeIntInRange(0, 20)] = data.ConsumeBytes(20)
        damaged.append((name, bytes(raw)))
    read_release(damaged, floor=0)


TARGETS = {f.__name__: f for f in (names, text, index, customers, lists)}


def main() -> None:
    if len(sys.argv) < 2 or sys.argv[1] not in TARGETS:
        sys.exit(f"usage: python fuzz/run.py {'|'.join(TARGETS)} [SECONDS]")
    target = TARGETS[sys.argv[1]]
    seconds = sys.argv[2] if len(sys.argv) > 2 else "60"

    def once(raw: bytes) -> None:
        with suppress(VedetteError):
            target(atheris.FuzzedDataProvider(raw))

    atheris.Setup([sys.argv[0], f"-max_total_time={seconds}", "-timeout=20"], once)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
