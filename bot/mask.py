"""Hiding what nobody may read: keys in texts, passwords and tokens in addresses.

Used wherever words leave the program: logs, mistakes in the settings, errors on the command line.
"""

import re
from collections.abc import Iterable

HIDDEN = "•••"

_USERINFO = re.compile(r"(?P<scheme>\b[a-z][a-z0-9+.-]*://)[^\s/?#@\"'<>]+@", re.IGNORECASE)
# The paths of webhooks are secrets as a whole: Discord and Slack post for whoever knows them.
_WEBHOOK = re.compile(
    r"(?P<start>https?://(?:[\w.-]*\.)?(?:discord(?:app)?\.com/api(?:/v\d+)?/webhooks|hooks\.slack\.com)/)"
    r"[^\s\"'<>]+",
    re.IGNORECASE,
)
_PARAMETER = re.compile(
    r"(?P<name>[?&;](?:[\w-]*[_-])?(?:key|apikey|token|secret|password|passwd|pwd|pass|auth|"
    r"signature|sig|code|jwt|session|credential)=)[^&#\s\"'<>]+",
    re.IGNORECASE,
)
# A word of a sentence is none: "Basic Information", "Bot permissions".
_BEARER = re.compile(
    r"(?P<word>\b(?:Bearer|Basic|Bot)\s+)(?![A-Z]?[a-z]+(?![\w~+/=-]|\.\w))[A-Za-z0-9._~+/=-]{8,}"
)
# Tokens by their shape: Slack (xoxb-, xapp-), Discord (id.time.hmac), GitHub (ghp_, github_pat_).
_TOKEN = re.compile(
    r"\b(?:xox[a-z]-[\w-]{10,}|xapp-[\w-]{10,}|gh[pousr]_\w{20,}|github_pat_\w{20,}|"
    r"[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,})"
)


def mask_text(text: str, secrets: Iterable[str] = ()) -> str:
    """Return ``text`` without the given secrets and without what looks like one.

    Looks for credentials and tokens in addresses, webhook paths, authorization headers, and the
    tokens of Slack, Discord and GitHub by their shape.
    """
    for secret in secrets:
        text = text.replace(secret, HIDDEN)
    text = _WEBHOOK.sub(rf"\g<start>{HIDDEN}", text)
    text = _USERINFO.sub(rf"\g<scheme>{HIDDEN}@", text)
    text = _PARAMETER.sub(rf"\g<name>{HIDDEN}", text)
    text = _BEARER.sub(rf"\g<word>{HIDDEN}", text)
    return _TOKEN.sub(HIDDEN, text)
