"""Foreign text in Slack's words: nothing of it is read as markup, mention or link.

Slack reads control sequences between angle brackets alone (``<!channel>``, ``<@U1>``,
``<url|label>``), so escaping three characters takes all of them away (Slack, "Formatting text for
app surfaces"). Titles and names are ``plain_text``; where ``mrkdwn`` is needed, signs of emphasis
become look-alikes, since Slack has no way to escape them, and a sign that no eye sees parts what
would be a quote or an emoji.
"""

import html
import re
from typing import Any, Final

from bot.chat.fit import fit

HEADER: Final = 150  # characters of a header block
SECTION: Final = 3000
BUTTON: Final = 75

_CONTROL: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_EMPHASIS: Final = str.maketrans({"*": "∗", "~": "∼", "`": "ˋ"})
# Within a word it is none of emphasis: allow_private_hosts.
_UNDERSCORE: Final = re.compile(r"_(?!(?<=[A-Za-z0-9]_)[A-Za-z0-9])")
_WORD_JOINER: Final = "\u2060"
# One that is only begun counts as well: what stands behind may end it. "06:10:" is a time.
_EMOJI: Final = re.compile(r":(?!(?<=\d:)\d\d(?::|\Z))(?=[a-z0-9_+'-]+(?::|\Z))", re.IGNORECASE)
_QUOTE: Final = re.compile(r"^(?=[ \t]*>)", re.MULTILINE)
_SEQUENCE: Final = re.compile(r"<[^<>]*>")
_FINDS: Final = re.compile(r"[@#＠＃]|://|[^\W_]\.[^\W\d_]{2}")  # @ada #news https:// bank.example
_POST: Final[dict[str, bool | str]] = {
    "link_names": False,
    "parse": "none",
    "unfurl_links": False,
    "unfurl_media": False,
}


def escape(text: str) -> str:
    """Give text for ``mrkdwn`` that Slack shows as it is, signs of emphasis as look-alikes."""
    apart = _QUOTE.sub(_WORD_JOINER, _EMOJI.sub(f":{_WORD_JOINER}", text))
    return escaped(_UNDERSCORE.sub("＿", apart.translate(_EMPHASIS)))


def shown(text: str, limit: int) -> str:
    """Escape and cut a text, in one line, for a place that takes ``limit`` characters."""
    return fit(" ".join(text.split()), limit, escape)


def plain(text: str, limit: int) -> dict[str, Any]:
    """Give a ``plain_text`` object, which reads no markup; ``:word:`` stays a word."""
    return {"type": "plain_text", "text": fit(text, limit, escaped), "emoji": False}


def drawn(text: str) -> dict[str, Any]:
    """Give a ``mrkdwn`` object of what is drawn already.

    It is ``verbatim`` where Slack would otherwise find an address, a channel or a name in it.
    """
    made = {"type": "mrkdwn", "text": text}
    found = _FINDS.search(_SEQUENCE.sub("", text))
    return {**made, "verbatim": True} if found else made


def link(label: str, url: str, limit: int) -> str:
    """Give ``<url|label>``; ``url`` is a safe link, which holds no ``<``, ``>`` or ``|``."""
    target = escaped(url)
    room = limit - len(target) - len("<|>")
    return f"<{target}|{fit(label.replace('|', '∣'), room, escape)}>" if room > 0 else ""


def label_of(drawn: str) -> str:
    """Give the label of what `link` gave, as people see it."""
    return html.unescape(drawn.partition("|")[2].removesuffix(">"))


def post_options() -> dict[str, bool | str]:
    """Give what every post says besides, so that Slack finds no names and opens no links."""
    return dict(_POST)


def escaped(text: str) -> str:
    """Take the meaning of control sequences from a text, and of nothing else."""
    return text.translate(_CONTROL)
