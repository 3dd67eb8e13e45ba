"""Foreign text in Slack's words: nothing of it is read as markup, mention or link.

Slack reads control sequences between angle brackets alone (``<!channel>``, ``<@U1>``,
``<url|label>``), so escaping three characters takes all of them away (Slack, "Formatting text for
app surfaces"). Titles and names are ``plain_text``; where ``mrkdwn`` is needed, signs of emphasis
become look-alikes, since Slack has no way to escape them.
"""

from typing import Any, Final

from bot.chat.fit import fit

HEADER: Final = 150  # characters of a header block
SECTION: Final = 3000
BUTTON: Final = 75
CONTEXT: Final = 2000

_CONTROL: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_EMPHASIS: Final = str.maketrans({"*": "∗", "_": "＿", "~": "∼", "`": "ˋ"})
_POST: Final[dict[str, bool | str]] = {
    "link_names": False,
    "parse": "none",
    "unfurl_links": False,
    "unfurl_media": False,
}


def escape(text: str) -> str:
    """Give text for ``mrkdwn`` that Slack shows as it is, signs of emphasis as look-alikes."""
    return text.translate(_EMPHASIS).translate(_CONTROL)


def plain(text: str, limit: int) -> dict[str, Any]:
    """Give a ``plain_text`` object, which reads no markup; ``:word:`` stays a word."""
    return {"type": "plain_text", "text": fit(text, limit, _control), "emoji": False}


def mrkdwn(text: str, limit: int) -> dict[str, Any]:
    """Give a ``mrkdwn`` object of foreign text; ``verbatim`` links no bare address or name."""
    return {"type": "mrkdwn", "text": fit(text, limit, escape), "verbatim": True}


def link(label: str, url: str, limit: int) -> str:
    """Give ``<url|label>``; ``url`` is a safe link, which holds no ``<``, ``>`` or ``|``."""
    room = limit - len(url) - len("<|>")
    return f"<{url}|{fit(label.replace('|', '∣'), room, escape)}>" if room > 0 else ""


def post_options() -> dict[str, bool | str]:
    """Give what every post says besides, so that Slack finds no names and opens no links."""
    return dict(_POST)


def _control(text: str) -> str:
    return text.translate(_CONTROL)
