"""What a ref is called."""

from __future__ import annotations

from vedette.clean.gazetteer import name_of


def test_refs_as_names() -> None:
    """A ministry is named with its state where it is told; an unknown ref by what it holds."""
    assert name_of("state:RU") == "Russia"
    assert name_of("ministry:RU:foreign") == "foreign ministry of Russia"
    assert name_of("ministry:JP:prime") == "prime minister of Japan"
    assert name_of("ministry::foreign") == "foreign ministry"
    assert name_of("person:ada lund") == "Ada Lund"
    assert name_of("outlet:north post") == "north post"
