"""Identifiers of ships and parties: checks that need no register."""

from __future__ import annotations

import re

IMO_IN_TEXT = re.compile(r"\bIMO(?:\s+(?:number|no\.?))?\s*:?\s*#?\s*(?P<number>\d{7})\b", re.I)


def is_imo_ship_number(text: str) -> bool:
    """Whether seven digits are a possible IMO ship number.

    The last digit is the sum of the first six, weighted 7 to 2, modulo 10. Company numbers of the
    IMO have seven digits too and another rule; one that passes this test by chance is still told
    apart by what the source calls it.

    Source: IMO resolution A.1117(30).
    """
    digits = re.sub(r"^IMO\s*", "", text.strip(), flags=re.I)
    if not re.fullmatch(r"\d{7}", digits):
        return False
    total = sum(
        int(digit) * weight for digit, weight in zip(digits[:6], range(7, 1, -1), strict=True)
    )
    return total % 10 == int(digits[6])
