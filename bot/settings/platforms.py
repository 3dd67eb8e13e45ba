"""The settings of Discord and Slack; without a token the bot is not there."""

from collections.abc import Sequence
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, model_validator
from pydantic_core import PydanticCustomError

from bot.settings.fields import Secret, SecretText, Section, choice, conflict, number, text


def _near_or_safe(schemes: str) -> str:
    """Give the pattern of addresses that may be spoken to in the clear on this machine alone."""
    plain, safe = schemes.split()
    here = r"(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?(?:/\S*)?"
    return rf"^(?:{safe}://[^\s@]+|{plain}://{here})?$"


class DiscordSettings(Section):
    """Discord; without a token the bot is not there."""

    token: SecretText = text(
        Secret(""),
        r"^(?:[A-Za-z0-9._-]{8,})?$",
        "the bot's whole token: 8 characters or more, letters, digits, . _ and - "
        "(Developer Portal, Bot, Reset Token)",
    )
    api_base: str = text(
        "",
        _near_or_safe("http https"),
        "https://…, or http:// on this machine (http://127.0.0.1:8081/api/v10)",
    )
    gateway_url: str = text(
        "",
        _near_or_safe("ws wss"),
        "wss://…, or ws:// on this machine (ws://127.0.0.1:8081/gateway)",
    )


def _no_other(*prefixes: str) -> AfterValidator:
    """Refuse tokens that are plainly of another kind: Slack has several, and they look alike."""

    def refuse(token: str) -> Secret:
        if token.startswith(prefixes):
            raise PydanticCustomError("token", "{token}", {"token": "another kind"})
        return Secret(token)

    return AfterValidator(refuse)


_FORM = r"^(?:[A-Za-z0-9._-]{8,})?$"
BotToken = Annotated[str, _no_other("xapp-", "xoxp-", "xoxa-", "xoxs-", "xoxc-")]
AppToken = Annotated[str, _no_other("xox")]


class SlackSettings(Section):
    """Slack; without a bot's token, and without an app to install, the bot is not there."""

    bot_token: BotToken = text(
        Secret(""), _FORM, "the bot's token, which begins with xoxb- (OAuth & Permissions)"
    )
    app_token: AppToken = text(
        Secret(""),
        _FORM,
        "the app's token, which begins with xapp- (Basic Information, App-Level Tokens)",
    )
    signing_secret: SecretText = text(
        Secret(""), r"^(?:\S{8,})?$", "the app's signing secret (Basic Information), or nothing"
    )
    client_id: str = text("", r"^(?:[\w.-]+)?$", "the app's client id (12345.67890), or nothing")
    client_secret: SecretText = text(
        Secret(""), r"^(?:\S{8,})?$", "the app's client secret (Basic Information), or nothing"
    )
    store_key: SecretText = text(
        Secret(""),
        r"^(?:[A-Za-z0-9_=,\s-]{44,})?$",
        "a Fernet key (44 characters), or several with commas, the newest first",
    )
    api_base: str = text(
        "",
        _near_or_safe("http https"),
        "https://…, or http:// on this machine (http://127.0.0.1:8082/api)",
    )
    host: str = text("127.0.0.1", r"^[^\s/]+$", "a host to listen on (127.0.0.1, 0.0.0.0)")
    port: int = number(3000, 0, 65535, "")
    public_url: str = text(
        "",
        _near_or_safe("http https"),
        "https://… where browsers reach host and port (https://tidings.example.org), or nothing",
    )
    who_may: Literal["everybody", "admins"] = choice("everybody", "everybody", "admins")
    broadcast: Literal["urgent", "always", "never"] = choice("urgent", "urgent", "always", "never")

    @property
    def on(self) -> bool:
        """Whether there is anything to be there with."""
        return bool(self.bot_token or self.client_id)

    @property
    def secrets(self) -> Sequence[str]:
        """All that no log may show."""
        own = (self.bot_token, self.app_token, self.signing_secret, self.client_secret)
        return (*own, *self.store_key.replace(",", " ").split())

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if bool(self.client_id) != bool(self.client_secret):
            missing = "client_secret" if self.client_id else "client_id"
            raise conflict(missing, "client_id and client_secret, both or neither")
        if self.client_id and not (self.signing_secret or self.app_token):
            raise conflict(
                "signing_secret",
                "the signing secret beside client_id: without it, or an "
                "app_token, nothing can be heard from those who install the app",
            )
        if not self.on and (self.app_token or self.signing_secret):
            raise conflict(
                "bot_token", "the bot's token (xoxb-) beside app_token or signing_secret"
            )
        return self
