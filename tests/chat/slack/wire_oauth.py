"""Slack's OAuth v2 as the wire server plays it: the page that asks, and the exchange of codes."""

import base64
import uuid
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from aiohttp import web

from tests.chat.slack.wire_call import Refused
from tests.chat.slack.wire_place import APP, Workspace

CLIENT_ID, CLIENT_SECRET = "1111.2222", "a-client-secret-of-nobody"


class OAuth:
    """``installing``: the workspace in which the next person who comes to the page allows it."""

    teams: dict[str, Workspace]
    tokens: dict[str, str]
    scopes: frozenset[str]
    breaches: list[str]

    def __init__(self) -> None:
        super().__init__()
        self.installing: str | None = None
        self.org_wide = False
        self.revoked: set[str] = set()
        self.redirect_url = "https://tidings.example/slack/oauth_redirect"  # the app's first
        self.asked_scopes: list[str] = []
        self._codes: dict[str, tuple[str, str]] = {}

    async def _authorize(self, request: web.Request) -> web.StreamResponse:
        """Allow it at once, as the person on the page would with one press."""
        asked = request.query
        if asked.get("client_id") != CLIENT_ID:
            return web.Response(status=400, text="invalid_client_id")
        if not asked.get("state"):
            self.breaches.append("OAuth without a state")
        self.asked_scopes = asked.get("scope", "").split(",")
        code = uuid.uuid4().hex
        team = self.installing or next(iter(self.teams))
        back = asked.get("redirect_uri") or self.redirect_url
        self._codes[code] = team, back
        said = urlencode({"code": code, "state": asked.get("state", "")})
        raise web.HTTPFound(f"{back}?{said}")

    def _access(self, request: web.Request, args: Mapping[str, Any]) -> dict[str, Any]:
        name, secret = _client_of(request, args)
        if (name, secret) != (CLIENT_ID, CLIENT_SECRET):
            raise Refused("bad_client_secret" if name == CLIENT_ID else "invalid_client_id")
        known = self._codes.pop(str(args.get("code")), None)
        if known is None:
            raise Refused("invalid_code")
        team, redirect = known
        if args.get("redirect_uri", redirect) != redirect:
            raise Refused("bad_redirect_uri")
        place = self.teams[team]
        token = f"xoxb-{team}-{uuid.uuid4().hex}"
        self.tokens[token] = place.enterprise if self.org_wide and place.enterprise else team
        enterprise = {"id": place.enterprise, "name": "Fleet"} if place.enterprise else None
        return {
            "access_token": token,
            "token_type": "bot",
            "scope": ",".join(sorted(self.scopes)),
            "bot_user_id": place.bot,
            "app_id": APP,
            "team": None if self.org_wide else {"id": place.id, "name": place.name},
            "enterprise": enterprise,
            "is_enterprise_install": self.org_wide,
            "authed_user": {"id": next(iter(place.people))},
        }


def _client_of(request: web.Request, args: Mapping[str, Any]) -> tuple[str, str]:
    """Give client id and secret, from the header or the form."""
    kind, _, value = request.headers.get("Authorization", "").partition(" ")
    if kind == "Basic":
        name, _, secret = base64.b64decode(value).decode().partition(":")
        return name, secret
    return str(args.get("client_id")), str(args.get("client_secret"))
