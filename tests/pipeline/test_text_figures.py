"""Numbers of other languages, written as English writes them."""

import pytest

from bot.pipeline.text.figures import in_figures


@pytest.mark.parametrize(
    ("language", "written", "plain"),
    [
        ("de", "300.000 Autos, 3,5 Milliarden Euro", "300000 Autos, 3.5 billion Euro"),
        ("de", "2,5 Mio. Stück", "2.5 million Stück"),
        ("fr", "130 000 foyers, 2 milliards", "130000 foyers, 2 billion"),
        ("es", "1.200 barcos, 7 mil millones", "1200 barcos, 7 billion"),
        ("it", "12.500 case", "12500 case"),
        ("fr", "en 2026 300 personnes", "en 2026 300 personnes"),  # a year, and a count
        ("de", "am 28.11.2026", "am 28.11.2026"),
        ("en", "3,500 ships, 1.5 million", "3,500 ships, 1.5 million"),
    ],
)
def test_they_are_written_as_english_writes_them(language: str, written: str, plain: str) -> None:
    assert in_figures(written, language) == plain
