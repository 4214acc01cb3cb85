"""How fast the law answers: loading, one question, and tables of customs rows.

Run: ``python benchmarks/law.py [N_MILLION]`` (default 10). Makes that many million customs rows, a
million at a time, and checks them against UN-KP in this process. Rates are rows per second of
processor time of all threads, so per core. Baselines of the same run: the single question row by
row, and a plain DuckDB join of rows with code prefixes and days, which gives a word and no more
(no readings, qualifiers, caps or bad rows). A sample of the rows is asked one by one and every
column compared: the count of differences is printed and must be 0.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.csv as pcsv
import pyarrow.parquet as pq

from vedette.errors import UsageError
from vedette.regimes.batch import ANSWERS, BatchChecker
from vedette.regimes.load import data_folder, load_regime
from vedette.regimes.nomenclature import HsCodeError, all_headings
from vedette.regimes.verdict import check

REGIME = load_regime("UN-KP")
MILLION = 1_000_000
N_SAMPLE = 20_000
COUNTRIES = ("CN", "RU", "IN", "TH", "VN", "DE", "JP", "SG", "ID", "TW", "MY", "AE")


def make_codes(rng: np.random.Generator) -> list[str]:
    """Six-digit codes of every heading that all revisions have, four in each."""
    headings = sorted(all_headings("HS 2012") & all_headings("HS 2022"))
    return [f"{heading}{rng.integers(10, 99)}" for heading in headings for _ in range(4)]


def make_rows(n_rows: int, seed: int) -> pa.Table:
    """Customs rows to and from KP, 2006 to 2026; some codes, days and units are bad."""
    rng = np.random.default_rng(seed)
    codes = np.array(make_codes(np.random.default_rng(7)))
    # A few headings make most of real trade.
    places = (len(codes) * rng.random(n_rows) ** 2).astype(int)
    hs = np.random.default_rng(7).permutation(codes)[places]
    days = np.datetime64("2006-01-01") + rng.integers(0, 7_600, n_rows)
    others = np.array(COUNTRIES)[rng.integers(0, len(COUNTRIES), n_rows)]
    outward = rng.random(n_rows) < 0.5
    table = pa.table(
        {
            "hs": hs,
            "on": pa.array(days.astype("datetime64[D]")),
            "from": np.where(outward, "KP", others),
            "to": np.where(outward, others, "KP"),
            "quantity": rng.lognormal(8, 3, n_rows),
            "unit": np.array(["kg", "t", "bbl", "kg"])[rng.integers(0, 4, n_rows)],
        }
    )
    broken = rng.integers(0, n_rows, 50)
    spoiled = hs.astype(object)
    spoiled[broken] = "30617"
    return table.set_column(0, "hs", pa.array(spoiled.tolist(), pa.string()))


def directed(rows: pa.Table) -> pa.Table:
    """The same rows as three columns, the least a check needs."""
    way = np.where(rows["from"].to_numpy() == "KP", "from", "to")
    return pa.table({"hs": rows["hs"], "on": rows["on"], "direction": way})


def time_load() -> None:
    """Loading every shipped regime in new processes, and the YAML parse of its files alone."""
    load = (
        "import time; from vedette.regimes.load import load_regimes;"
        "t = time.process_time(); n = len(load_regimes()); print(time.process_time() - t, n)"
    )
    parse = (
        "import sys, time, yaml; from pathlib import Path;"
        "data = [p.read_bytes() for p in Path(sys.argv[1]).rglob('*.yml')];"
        "t = time.process_time();"
        "[yaml.compose(d, Loader=yaml.CSafeLoader) for d in data]; print(time.process_time() - t, 0)"
    )

    def run(code: str) -> tuple[float, int]:
        told = [
            subprocess.run(
                [sys.executable, "-c", code, str(data_folder())],
                check=True,
                capture_output=True,
                text=True,
            ).stdout.split()
            for _ in range(5)
        ]
        return median(float(seconds) for seconds, _ in told), int(told[0][1])

    seconds, n_regimes = run(load)
    alone, _ = run(parse)
    print(
        f"load all {n_regimes} regimes: {seconds * 1e3:.0f} ms (YAML parse alone {alone * 1e3:.0f} ms)"
    )


def time_single(rows: list[dict[str, object]]) -> None:
    """One question at a time, each asked cold (its code not seen before) and again."""
    first, again = [], []
    for row in rows:
        for times in (first, again):
            begin = time.thread_time()
            ask(row)
            times.append((time.thread_time() - begin) * 1e3)
    print(
        f"single question, {len(rows):,} asked: median {median(again):.3f} ms, "
        f"99th percentile {quantiles(again, n=100)[98]:.3f} ms; "
        f"asked for the first time {median(first):.3f} and {quantiles(first, n=100)[98]:.3f} ms"
    )


def ask(row: dict[str, object]) -> object:
    """The single question of a row, or why it has no answer."""
    try:
        return check(
            REGIME,
            hs=str(row["hs"]),
            direction="from" if row["from"] == "KP" else "to",
            on=str(row["on"]),
            quantity=row["quantity"],  # type: ignore[arg-type]
            unit=str(row["unit"]),
        )
    except (UsageError, HsCodeError) as error:
        return error


def time_batch(name: str, n_million: int, *, narrow: bool) -> None:
    """Millions of rows through one checker; making them is not counted."""
    checker = BatchChecker(REGIME)
    seconds, n_bad = 0.0, 0
    for seed in range(n_million):
        rows = make_rows(MILLION, seed)
        rows = directed(rows) if narrow else rows
        begin = time.process_time()
        n_bad += checker.check(rows).bad.num_rows
        seconds += time.process_time() - begin
    print(
        f"batch, {name}: {n_million * MILLION:,} rows in {seconds:.2f} s of processor time = "
        f"{n_million / seconds:.1f} million rows/s/core; {n_bad:,} bad rows; "
        f"peak memory {_peak_mib():.0f} MiB"
    )


def time_row_by_row(rows: list[dict[str, object]]) -> None:
    """The baseline in Python."""
    begin = time.process_time()
    for row in rows:
        ask(row)
    seconds = time.process_time() - begin
    print(f"  baseline row by row: {len(rows) / seconds / MILLION:.4f} million rows/s/core")


def time_duckdb(rows: pa.Table) -> None:
    """The baseline as a join: prefixes of any length, days, the strictest word."""
    rules = [
        (code, way, measure.valid_from, measure.valid_until or "9999-12-31", measure.measure_id)
        for measure in REGIME.measures
        if measure.binding
        for goods in REGIME.goods
        if goods.goods_id in measure.goods
        for reading in goods.readings
        for code in (*reading.whole, *(part.code for part in reading.part))
        for way in (("to", "from") if measure.direction == "both" else (measure.direction,))
        if len(code) <= 6
    ]
    base = duckdb.connect(config={"threads": 1})
    base.execute("create table rules(code text, way text, since date, until date, id text)")
    base.executemany("insert into rules values (?, ?, ?, ?, ?)", rules)
    base.register("trades", directed(rows))
    begin = time.process_time()
    base.execute(
        """
        create table answers as
        select t.*, (
            select min(r.id) from rules r
            where r.way = t.direction and t.on >= r.since and t.on < r.until
              and r.code in (t.hs[:2], t.hs[:4], t.hs[:6])
        ) as id
        from trades t
        """
    )
    seconds = time.process_time() - begin
    print(
        f"  baseline DuckDB join, one thread, {rows.num_rows:,} rows: "
        f"{rows.num_rows / seconds / MILLION:.2f} million rows/s/core"
    )


def compare(rows: pa.Table) -> None:
    """Every column of the batch against the single question, row by row."""
    checked = BatchChecker(REGIME).check(rows)
    bad = set(checked.bad["row"].to_pylist())
    good = iter(checked.rows.select(list(ANSWERS)).to_pylist())
    n_differing = 0
    for number, row in enumerate(rows.to_pylist(), 1):
        found = ask(row)
        if isinstance(found, Exception):
            n_differing += number not in bad
            continue
        told = next(good) if number not in bad else {}
        same = told and (
            told["verdict"] == found.word
            and told["at_least"] == found.at_least
            and told["qualifier"] == found.qualifier
            and told["share_of_cap"] == found.share_of_cap
            and told["verification"] == found.verification
            and told["measure_id"]
            == (found.deciding.measure.measure_id if found.deciding else None)
        )
        n_differing += not same
    print(f"batch against single question, {rows.num_rows:,} rows: {n_differing} differ")


def time_files() -> None:
    """CSV and Parquet files through the door the command line uses; memory must stay flat."""
    with tempfile.TemporaryDirectory() as folder:
        for kind in ("parquet", "csv"):
            for n_million in (1, 4):
                source = Path(folder) / f"{n_million}.{kind}"
                rows = pa.concat_tables(make_rows(MILLION, seed) for seed in range(n_million))
                if kind == "csv":
                    pcsv.write_csv(rows, source)
                else:
                    pq.write_table(rows, source)
                del rows
                code = (
                    "import sys, time; from pathlib import Path;"
                    "from vedette.api.customs import check_file;"
                    "from vedette.regimes.load import load_regime;"
                    "law = load_regime('UN-KP'); t = time.process_time();"
                    "check_file(law, Path(sys.argv[1]), Path(sys.argv[2]));"
                    "told = Path('/proc/self/status').read_text();"
                    "peak = int(told.partition('VmHWM:')[2].split()[0]) / 1024;"
                    "print(time.process_time() - t, peak)"
                )
                target = source.with_name(f"{n_million}.out.{kind}")
                told = subprocess.run(
                    [sys.executable, "-c", code, str(source), str(target)],
                    check=True,
                    capture_output=True,
                    text=True,
                ).stdout.split()
                seconds, mib = map(float, told)
                print(
                    f"{kind} file, {n_million} million rows read, checked and written: "
                    f"{n_million / seconds:.2f} million rows/s/core, peak memory {mib:.0f} MiB"
                )


def _peak_mib() -> float:
    # Not ru_maxrss: a child inherits that of its parent.
    told = Path("/proc/self/status").read_text()
    return int(told.partition("VmHWM:")[2].split()[0]) / 1024


def main() -> None:
    """Measure and print."""
    n_million = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    time_load()
    sample = make_rows(N_SAMPLE, 99)
    rows = sample.to_pylist()
    time_single(rows[:5_000])
    time_batch("code, day, direction", n_million, narrow=True)
    time_batch("code, day, two countries, quantity, unit", n_million, narrow=False)
    time_row_by_row(rows)
    time_duckdb(make_rows(MILLION, 98))
    compare(sample)
    time_files()


if __name__ == "__main__":
    main()
