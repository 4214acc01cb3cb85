"""Chinese characters in names: how they are read in Korea, in China and by older romanisations.

A Korean name in characters is read by Korea's readings (李炳哲 is Ri Pyong Chol), a Chinese one by
pinyin. The page does not say which it is, so both come back and the lists decide.

Sources: the Korean collation of the Unicode CLDR, which files each character under its reading (with
the unchanged initials the North writes: 李 under 리); ICU's Han-Latin readings, family names apart;
the reform of Japanese characters of 1946 (tōyō kanji); Wade-Giles after Giles, "A Chinese-English
Dictionary" (1912).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import icu

from vedette.clean.fold import strip_marks
from vedette.clean.icu_tables import transform

# Characters as Japan writes them since 1946, and as Korea and the rest of the world before: only those
# that the tables of simplified Chinese do not know.
_JAPANESE = dict(
    zip(
        "亜悪圧囲壱隠栄営衛駅円塩応欧殴桜奥価仮画会絵壊懐拡覚学楽巻漢関観気帰亀偽戯犠旧拠挙峡挟狭駆勲薫径恵渓経継茎蛍軽鶏"
        "芸撃県倹剣圏検権献研険顕験厳効広恒鉱黄号国黒済砕斎剤雑参惨桟蚕賛残糸歯児辞湿実写釈寿収従渋獣縦粛処緒叙奨将焼称証"
        "乗剰壌嬢条浄畳穣譲醸触嘱真尽図粋酔随髄枢数瀬声静斉摂窃専戦浅潜繊践銭禅双壮捜挿争総聡荘装騒増臓蔵属続堕体対帯滞台"
        "滝択沢単担胆団弾断遅昼虫鋳庁徴聴勅鎮逓鉄転点伝党盗灯当闘独読届弐悩脳覇廃拝売麦発髪抜蛮浜並変辺弁舗穂豊没翻万満黙"
        "訳薬与予誉揺様謡来頼乱覧竜両猟緑塁礼励齢恋炉労楼録湾剰徳辺渡瀬対鉱録郎黒続",
        "亞惡壓圍壹隱榮營衞驛圓鹽應歐毆櫻奧價假畫會繪壞懷擴覺學樂卷漢關觀氣歸龜僞戲犧舊據擧峽挾狹驅勳薰徑惠溪經繼莖螢輕鷄"
        "藝擊縣儉劍圈檢權獻硏險顯驗嚴效廣恆鑛黃號國黑濟碎齋劑雜參慘棧蠶贊殘絲齒兒辭濕實寫釋壽收從澁獸縱肅處緖敍奬將燒稱證"
        "乘剩壤孃條淨疊穰讓釀觸囑眞盡圖粹醉隨髓樞數瀨聲靜齊攝竊專戰淺潛纖踐錢禪雙壯搜插爭總聰莊裝騷增臟藏屬續墮體對帶滯臺"
        "瀧擇澤單擔膽團彈斷遲晝蟲鑄廳徵聽敕鎭遞鐵轉點傳黨盜燈當鬪獨讀屆貳惱腦霸廢拜賣麥發髮拔蠻濱竝變邊辨舖穗豐沒飜萬滿默"
        "譯藥與豫譽搖樣謠來賴亂覽龍兩獵綠壘禮勵齡戀爐勞樓錄灣剩德邊渡瀨對鑛錄郞黑續",
        strict=True,
    )
)
# Where a family name is read otherwise than the character elsewhere.
_SURNAME_READING = {"金": "김", "沈": "심", "葉": "엽", "單": "선", "宅": "탁"}
_COMPOUND_SURNAMES = frozenset(
    [
        "欧阳",
        "司马",
        "诸葛",
        "上官",
        "司徒",
        "夏侯",
        "皇甫",
        "东方",
        "尉迟",
        "公孙",
        "慕容",
        "令狐",
        "轩辕",
        "南宫",
        "独孤",
        "鲜于",
        "西门",
        "端木",
        "百里",
        "呼延",
        "司空",
        "太史",
        "拓跋",
        "宇文",
        "长孙",
    ]
)
_RULE = re.compile(r"&([가-힣])([^&]*)")
_HAN = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")
_WADE_GILES_ONSETS = (
    ("zh", "ch"), ("ch", "ch"), ("sh", "sh"), ("r", "j"), ("x", "hs"), ("q", "ch"), ("j", "ch"),
    ("z", "ts"), ("c", "ts"), ("b", "p"), ("d", "t"), ("g", "k"),
)  # fmt: skip
_WADE_GILES_RIMES = {
    "ong": "ung", "iong": "iung", "ian": "ien", "ie": "ieh", "ue": "ueh", "yan": "yen", "ye": "yeh",
    "you": "yu", "yong": "yung", "yi": "i", "uo": "o", "ui": "ui", "er": "erh",
}  # fmt: skip


@lru_cache(maxsize=1)
def _hangul_readings() -> dict[str, str]:
    rules = str(icu.Collator.createInstance(icu.Locale("ko")).getRules())
    found: dict[str, str] = {}
    for hangul, characters in _RULE.findall(rules):
        for character in _HAN.findall(characters):
            found.setdefault(character, hangul)
    return found


@lru_cache(maxsize=1)
def korean_syllables() -> frozenset[str]:
    """The syllables that characters have in Korea, of which most names are made."""
    return frozenset(reading for reading in _hangul_readings().values() if len(reading) == 1)


def simplified(text: str) -> str:
    """A text in simplified Chinese characters; Japan's own forms are taken for the traditional ones."""
    return transform("Traditional-Simplified", _old(text))


def traditional(text: str) -> str:
    """A text in traditional characters; Japan's own forms are taken for the traditional ones."""
    return transform("Simplified-Traditional", _old(text))


def _old(text: str) -> str:
    return "".join(_JAPANESE.get(char, char) for char in text)


@lru_cache(maxsize=16384)
def hangul_of(char: str, *, is_surname: bool = False) -> str:
    """The Korean reading of one character as a Hangul syllable, or an empty string."""
    known = _hangul_readings()
    for form in (char, _JAPANESE.get(char, char), traditional(char), simplified(char)):
        if is_surname and form in _SURNAME_READING:
            return _SURNAME_READING[form]
        if form in known:
            reading = known[form]
            # Names aside, 金 is gold; the collation files it under the family name.
            return "금" if form == "金" and not is_surname else reading
    return ""


def hangul_text(text: str) -> str:
    """A text with every character that has a Korean reading written in Hangul; others stay."""
    return "".join(hangul_of(char) or char if _HAN.match(char) else char for char in text)


@lru_cache(maxsize=16384)
def pinyin_of(char: str, *, is_surname: bool = False) -> str:
    """Pinyin of one character without tones (ü as u), or an empty string."""
    table = "Han-Latin/Names" if is_surname else "Han-Latin"
    read = strip_marks(transform(table, char))
    return read if read.isascii() and read.isalpha() else ""


def pinyin_name(characters: str) -> tuple[str, ...]:
    """A personal name in pinyin, one token for each character, the family name's reading first."""
    return tuple(
        read for at, char in enumerate(characters) if (read := pinyin_of(char, is_surname=at == 0))
    )


def surname_size(characters: str) -> int:
    """How many characters the Chinese family name takes."""
    return 2 if len(characters) > 2 and _is_compound(characters[:2]) else 1


@lru_cache(maxsize=1)
def _compound_heads() -> frozenset[str]:
    """What a compound family name begins with, in simplified and traditional characters."""
    return frozenset(
        form for name in _COMPOUND_SURNAMES for form in (name[0], traditional(name)[0])
    ) | {char for char, old in _JAPANESE.items() if simplified(old)[0] in _SIMPLE_HEADS}


_SIMPLE_HEADS = frozenset(name[0] for name in _COMPOUND_SURNAMES)


@lru_cache(maxsize=4096)
def _is_compound(two: str) -> bool:
    return two[0] in _compound_heads() and simplified(two) in _COMPOUND_SURNAMES


@lru_cache(maxsize=4096)
def wade_giles(pinyin: str) -> str:
    """One pinyin syllable as Wade-Giles has it, marks off: *zhang* is *chang*, *yong* is *yung*."""
    for onset, into in _WADE_GILES_ONSETS:
        if pinyin.startswith(onset):
            rime = pinyin[len(onset) :]
            if rime == "i" and onset in {"zh", "ch", "sh", "r"}:
                return f"{into}ih"
            if rime == "i" and onset in {"z", "c"}:
                return f"{into.replace('ts', 'tz')}u"
            return into + _WADE_GILES_RIMES.get(rime, rime)
    if pinyin == "si":
        return "szu"
    for size in (1, 0):
        if pinyin[size:] in _WADE_GILES_RIMES:
            return pinyin[:size] + _WADE_GILES_RIMES[pinyin[size:]]
    return pinyin


def wade_giles_name(tokens: Sequence[str]) -> tuple[str, ...]:
    """A row of pinyin syllables in Wade-Giles."""
    return tuple(wade_giles(token) for token in tokens)
