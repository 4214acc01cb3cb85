"""How many listed parties are found in running text, and how many are found that are not there.

Run: ./dev eval freetext. Uses lists, labelled names and articles beside the checkout; exits 0 without.

Listed names, spoilt ones and labelled spellings in other scripts are planted into running text: Latin
ones into the labelled newspaper articles, others into sentences of their language that stand below,
with what that language puts behind a name. Names are split in halves by a hash of their party; the
second is held back. False finds are counted in the same texts with nothing planted (Latin, Russian)
and, for other scripts, in the message catalogues of installed software. Baseline: the listed names,
or the base form of the planted spelling, sought letter by letter (``str.find``).
"""

from __future__ import annotations

import gettext
import json
import random
import sys
import tempfile
import time
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from screening import KINDS, LISTS, SHARED, rows, wilson
from vedette.api import Workbench
from vedette.clean.fold import scripts_of
from vedette.model.listing import Listing
from vedette.screen.freetext import find_in_text
from vedette.screen.screener import Screener
from vedette.screen.selftest import SPOILS

N = 400
# {} is the name; what follows it at once is what the language writes there.
SENTENCES = {
    "Hang": (
        "어제 열린 회의에서 {}은 새로운 계획을 밝혔다.", "보도에 따르면 {}의 자산이 동결되었다.",
        "정부는 {}을 제재 명단에 올렸다고 발표했다.", "이번 거래에는 {}이 관여한 것으로 알려졌다.",
    ),
    "Hani": (
        "据报道,昨天{}出席了在首都举行的会议。", "安理会决定将{}列入制裁名单。",
        "有关部门表示,{}的资产已被冻结。", "当局正在调查{}与该公司的交易。",
    ),
    "Kana": (
        "昨日の会議で{}は新しい計画を発表した。", "政府は{}を制裁の対象に加えた。",
        "報道によると、{}の資産が凍結された。", "この取引には{}が関わったとされる。",
    ),
    "Cyrl": (
        "По сообщениям, {} вчера выступил на совещании.", "Совет внёс в список {} и других лиц.",
        "Активы заморожены, заявил {} журналистам.", "В докладе упоминается {}, а также его банк.",
    ),
    "Arab": (
        "وقالت الصحيفة إن {} حضر الاجتماع أمس.", "أضاف المجلس {} إلى قائمة العقوبات.",
        "تم تجميد أموال {} في المصرف.", "وذكر التقرير أن {} شارك في الصفقة.",
    ),
}  # fmt: skip
CATALOGUES = {"Hang": "ko", "Hani": "zh_CN", "Kana": "ja", "Cyrl": "ru", "Arab": "ar"}
_VOWELS = "аяеёиоуыэюй"


def genitive(name: str) -> str:
    """A Russian rendering with the ending of a man's name in the genitive on its last word."""
    last = name[-1].casefold()
    return name + "а" if last not in _VOWELS + "ьъ" and last.isalpha() else name


def half(subject: str) -> str:
    return ("developed on", "held back")[zlib.crc32(subject.encode()) & 1]


def articles() -> str:
    data = json.loads((SHARED / "labelled/articles/ground-truth.json").read_text())
    return "\n\n".join(row["articleBody"] for row in data.values())


def catalogue(language: str) -> str:
    """Translated messages of installed software, as running text of a language."""
    found: list[str] = []
    for path in sorted(Path("/usr/share/locale", language, "LC_MESSAGES").glob("*.mo")):
        with path.open("rb") as file:
            try:
                messages = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
            except (OSError, UnicodeDecodeError):
                continue
        found += [text for text in messages.values() if isinstance(text, str)]
    return "\n".join(found)


def plant(name: str, carrier: str) -> tuple[str, int, int]:
    """A sentence with the name in it, and where it stands."""
    at = carrier.index("{}")
    return carrier.replace("{}", name), at, at + len(name)


def is_found(
    screener: Screener, text: str, start: int, end: int, right: Callable[[Listing], bool]
) -> bool:
    return any(
        item.start < end and start < item.end and right(screener.listing(item.found.listing_id))
        for item in find_in_text(screener, text)
    )


def latin_cases(listings: list[Listing]) -> Iterator[tuple[str, str, Listing]]:
    """A class, a spoilt name, and its listing; names of at least two words."""
    for name, spoil in {
        **SPOILS,
        "typo in two words": lambda text, chance: _twice(text, chance),
    }.items():
        chance = random.Random(8)
        n = 0
        for item in chance.sample(listings, 4 * N):
            if len(item.name.split()) < 2 or not item.name.isascii():
                continue
            spoilt = spoil(item.name, chance)
            # A report writes names with capitals, however the spoiling left them.
            spoilt = spoilt.title() if spoilt and spoilt.islower() else spoilt
            if spoilt and n < N:
                n += 1
                yield name, spoilt, item


def _twice(name: str, chance: random.Random) -> str | None:
    words = name.split()
    long = [i for i, word in enumerate(words) if len(word.strip(",")) > 4]
    if len(long) < 2:
        return None
    for i in chance.sample(long, 2):
        at = chance.randrange(1, len(words[i].strip(",")))
        words[i] = words[i][:at] + chance.choice("aeioulnrst") + words[i][at + 1 :]
    return " ".join(words)


def main() -> None:
    if not SHARED.exists():
        print("evaluation/freetext.py: no lists beside the checkout; nothing measured")
        return
    with tempfile.TemporaryDirectory() as folder, Workbench.create(Path(folder) / "w") as bench:
        bench.add_lists([SHARED / "lists" / name for name in LISTS])
        listings = bench.workspace.rows(Listing)
    screener = Screener(listings, ())
    tally: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    sentences = [s for s in articles().split(". ") if 60 < len(s) < 300 and s.isascii()]
    chance = random.Random(4)
    exact = {item.name.casefold() for item in listings}
    for name, spoilt, item in latin_cases(listings):
        first = chance.choice(sentences)
        text = f"{first}. Officials met {spoilt} on Monday, {chance.choice(sentences)}."
        at = text.index(spoilt, len(first))
        row = tally[f"Latn {name}", half(item.party)]
        row[0] += 1
        bears = item.name.casefold()
        row[1] += is_found(
            screener, text, at, at + len(spoilt), lambda found, b=bears: found.name.casefold() == b
        )
        row[2] += spoilt.casefold() in exact
    every = {name.value for item in listings for name in item.names}
    for row_ in rows("dprk_variants.csv"):
        script, query = row_["script"], row_["query"]
        carriers = SENTENCES.get({"Jpan": "Kana"}.get(script, script))
        if carriers is None or "Latn" in scripts_of(query):
            continue
        ref = row_["reference"].replace("IMO ", "IMO").casefold()
        kind = KINDS.get(row_["kind"], row_["kind"])
        forms = {"": query, " declined": genitive(query)} if script == "Cyrl" else {"": query}
        for form, written in forms.items():
            text, start, end = plant(written, carriers[zlib.crc32(query.encode()) % len(carriers)])
            row = tally[f"{script} {kind}{form}", half(ref)]
            row[0] += 1
            row[1] += is_found(
                screener, text, start, end, lambda found, r=ref: found.list_ref.casefold() == r
            )
            row[2] += query in every
    for row_ in rows("un_alias_pairs.csv"):
        if row_["script"] != "ARABIC":
            continue
        text, start, end = plant(
            row_["query"], SENTENCES["Arab"][zlib.crc32(row_["query"].encode()) % 4]
        )
        ref = row_["un_ref"].casefold()
        row = tally["Arab listed original script", half(ref)]
        row[0] += 1
        row[1] += is_found(
            screener, text, start, end, lambda found, r=ref: found.list_ref.casefold() == r
        )
        row[2] += row_["query"] in every
    for (name, title), (n, found, plain) in sorted(tally.items()):
        print(f"  {name:38} {title:13} {wilson(found, n)}  baseline {wilson(plain, n)}")
    corpora = {"labelled articles, Latin and Russian": articles()}
    corpora |= {f"software messages, {lang}": catalogue(lang) for lang in CATALOGUES.values()}
    for title, text in corpora.items():
        size = len(text.encode()) / 1e6
        if size < 0.05:
            continue
        begun = time.process_time()
        named = find_in_text(screener, text)
        took = time.process_time() - begun
        places = {(item.start, item.end): item for item in named}
        hits = {key for key, item in places.items() if item.found.verdict == "hit"}
        print(
            f"  {title}: {size:.2f} MB, {len(places) / size:.1f} places/MB ({len(hits) / size:.1f} "
            f"hits), {size / took:.1f} MB/s; e.g. {[i.quote for i in list(places.values())[:12]]}"
        )


if __name__ == "__main__":
    main()
