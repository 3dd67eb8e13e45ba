"""Texts saved in Markdown, or with addresses in angle brackets: neither is part of an article."""

import pytest

from bot.pipeline.extract import extract
from bot.pipeline.extract.markdown import unmarked

TITLE = "Smelter at Samplefield halts two furnaces after explosion"
TEXT = (
    "A smelter on Samplefield shut two of its furnaces on Monday, its owner Sample Metals said.",
    "The blast happened when water met molten slag, according to a report of the police.",
    "“We had asked for new cooling jackets in March,” said Ruth Hart, who heads the union there.",
    "The smelter makes about four percent of the island’s nickel, and a third of its noise.",
)
MARKDOWN = f"""# [The Strait Ledger](https://strait.example/)
* [Home](https://strait.example/) * [Markets](https://strait.example/m)

# {TITLE}

[Share](https://x.example/s) [Tweet](https://x.example/t) [Email](mailto:)

![Smoke](https://strait.example/i_(1).jpg "Smoke")
*Smoke over the smelter. Dora Lens for The Strait Ledger*

{TEXT[0].replace("Sample Metals", "[Sample Metals](https://strait.example/a_(b))")}

{TEXT[1].replace("molten slag", "**molten slag**")}

> {TEXT[2].replace("March", "*March*")}

* * *

**You're reading one of your 3 free articles. [Subscribe](https://strait.example/sub) for $1.**

{TEXT[3]}

### Related stories
* [Island weighs nickel tax](https://strait.example/1)
* [Who owns the seabed?](https://strait.example/2)
"""
MAIL = f"""The Strait Ledger <https://strait.example/>
Home <https://strait.example/h> Markets <https://strait.example/m>

{TITLE}

{TEXT[0].replace("Sample Metals", "Sample Metals <https://strait.example/a>")}

{TEXT[1]}

{TEXT[2].replace("Ruth Hart", "Ruth Hart <mailto:ruth@union.example>")}

{TEXT[3]}

Related: Island weighs nickel tax <https://strait.example/1>

Unsubscribe <https://strait.example/u>
"""


@pytest.mark.parametrize("saved", [MARKDOWN, MAIL], ids=["markdown", "mail"])
def test_the_article_is_whole_and_without_marks(saved: str) -> None:
    found = extract(saved.encode(), content_type="text/plain")
    assert found.text.split("\n") == list(TEXT)
    assert found.title == TITLE


@pytest.mark.parametrize(
    "text",
    [
        "The union asked for 3 * 4 jackets and 5 * 6 masks (a_b and c_d).",
        "Ranks: # 1 is Samplefield.\n# 2 is Testdorf.",
        "He wrote [sic] that the *Maru* left [on Monday](unlike others).",
        "The pressure was < 5 bar and > 3 bar.",
    ],
)
def test_a_text_that_is_no_markdown_stays_as_it_is(text: str) -> None:
    assert unmarked(text) == text


def test_marks_go_and_words_stay() -> None:
    text = "## Head ##\n\nSee [a](b) and [c](d), ![e](f)[g](h).\n- [x] done \\*so\\* __far__\n---"
    assert unmarked(text) == "Head\n\nSee a and c, g.\n- done *so* far\n"
