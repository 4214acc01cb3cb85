"""Bad input, all kinds in one batch: each has its reason in the ledger, and the rest goes on."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from tests.conftest import COPY
from tests.read.test_soundness import ALIKE
from vedette.api import Workbench
from vedette.model.evidence import Capture

SAID = "Norway said on Friday that alleged arms transfers had to be examined by experts. "
UNCLOSED = "\n\n".join(f"The envoy said: “{SAID}‘{SAID}«{SAID}" for _ in range(40))


def _zip_bomb() -> bytes:
    """A file that says little and unpacks to 600 MiB of zeros."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("report.txt", "w", force_zip64=True) as member,
    ):
        for _ in range(600):
            member.write(bytes(2**20))
    return target.getvalue()


def _pdf_of_a_million_pages() -> bytes:
    """A PDF with one page whose tree says it has a million."""
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1000000>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
    )
    data, offsets = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(data))
        data += b"%d 0 obj%s endobj\n" % (number, body)
    rows = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    table = b"xref\n0 4\n0000000000 65535 f \n" + rows
    end = b"trailer<</Size 4/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(data)
    return data + table + end


HOSTILE = {
    "line.txt": ((SAID * (5 * 2**20 // len(SAID))).encode(), "too-large", "a single line has"),
    "unbroken.txt": (b"x" * 5 * 2**20, "too-large", "a single line has 5242880"),
    "quotes.txt": (("“‘«" * 60_000 + SAID).encode(), "empty", "hardly a letter"),
    "alike.txt": (COPY.translate(ALIKE).encode(), "malformed", "homoglyphs"),
    "deep.html": (
        b"<html><body>" + b"<div>" * 50_000 + SAID.encode(),
        "empty",
        "nested too deep",
    ),
    "attribute.html": (
        b"<html><body><p" + b" a='" * 50_000 + SAID.encode(),
        "empty",
        "never closed",
    ),
    "pages.pdf": (_pdf_of_a_million_pages(), "too-large", "claims 1000000 pages"),
}


def test_each_hostile_file_is_recorded_and_the_rest_of_the_batch_is_read(tmp_path: Path) -> None:
    """Every kind of the list fails alone, with kind and reason; good files on both sides are read."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a-good.txt").write_text(COPY)
    (folder / "z-good.txt").write_text(COPY.replace("Norland", "Westland"))
    for name, (data, _, _) in HOSTILE.items():
        (folder / name).write_bytes(data)
    (folder / "bomb.zip").write_bytes(_zip_bomb())
    with Workbench.create(tmp_path / "w") as bench:
        fates = bench.ingest([str(folder)])
        bench.run()
        jobs = {Path(job.address).name: job for job in bench.workspace.jobs()}
        found = {name: (jobs[name].state, jobs[name].failure) for name in HOSTILE}
        assert found == {name: ("failed", kind) for name, (_, kind, _) in HOSTILE.items()}
        for name, (_, _, words) in HOSTILE.items():
            assert words in (jobs[name].reason or ""), (name, jobs[name].reason)
        assert {jobs[name].state for name in ("a-good.txt", "z-good.txt")} == {"done"}
        bomb = jobs["bomb.zip#zip:report.txt"]
        assert (jobs["bomb.zip"].state, bomb.state) == ("done", "failed")
        assert "unpacks to more than 64 MiB" in (bomb.reason or "")
        assert len(bench.articles()) == 2
        captured = {Path(capture.address).name for capture in bench.workspace.rows(Capture)}
        assert captured == {Path(fate.address).name for fate in fates} == set(jobs)
        assert bench.verify().holds


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("quotes.txt", f"{COPY}\n\n{UNCLOSED}\n"),
        (
            "broken.html",
            "<html><body><article><h1>Experts meet<p>" + SAID * 3 + "</b></i><div><p>" + SAID * 3
            + "<table><tr><td>1<p>" + SAID * 2 + "<!-- <p>",
        ),
    ],
)  # fmt: skip
def test_what_is_only_untidy_is_read(tmp_path: Path, name: str, data: str) -> None:
    """Quotes never closed and tags never closed are read for what they still say."""
    (tmp_path / name).write_text(data)
    with Workbench.create(tmp_path / "w") as bench:
        bench.ingest([str(tmp_path / name)])
        assert bench.run().failed == []
        (article,) = bench.articles()
        assert article.n_paragraphs >= 1
        assert bench.verify().holds
