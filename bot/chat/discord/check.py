"""Look whether Discord would take us in: token, application, gateway; and the install link."""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlencode

import aiohttp
import discord

from bot.chat.discord.client import Client
from bot.chat.discord.rights import WANTED
from bot.chat.finding import Finding, bad, good, note

_LINK: Final = "https://discord.com/oauth2/authorize"
_PRIVILEGED: Final = {
    "gateway_presence": "Presence",
    "gateway_guild_members": "Server Members",
    "gateway_message_content": "Message Content",
}


async def look(token: str, *, api_base: str = "", gateway: str = "") -> list[Finding]:
    """Ask Discord about the bot that this token belongs to; nothing is changed there."""
    client = Client(api_base=api_base, gateway=gateway)
    async with client:
        try:
            me = await client.http.static_login(token)
        except discord.LoginFailure:
            return [
                bad(
                    "Discord refuses the token. Make a new one: Developer Portal → Bot → "
                    "Reset Token, and put it into DISCORD_TOKEN."
                )
            ]
        except discord.ClientException as exc:
            return [bad(str(exc))]
        except (aiohttp.ClientError, OSError, discord.HTTPException) as exc:
            return [
                bad(
                    f"Discord cannot be reached ({type(exc).__name__}: {exc}). Is the "
                    "network there, and does a proxy or firewall let discord.com pass?"
                )
            ]
        found = [good(f"The token is that of the bot {me['username']}.")]
        found += await _application(client, me)
        return [*found, *await _gateway(client)]


async def _application(client: Client, me: Mapping[str, Any]) -> list[Finding]:
    try:
        known, why = await client.ask("GET", "/oauth2/applications/@me"), "no JSON"
    except discord.HTTPException as exc:
        known, why = None, str(exc.status)
    if not isinstance(known, Mapping):
        link = install_link(str(me["id"]))
        return [note(f"Discord does not say what application it is ({why})."), note(link)]
    flags = discord.ApplicationFlags._from_value(int(known.get("flags") or 0))
    on = [
        name
        for flag, name in _PRIVILEGED.items()
        if getattr(flags, flag, False) or getattr(flags, f"{flag}_limited", False)
    ]
    found = [
        note(f"The intent “{name}” is switched on in the Developer Portal; I need none of them.")
        for name in on
    ] or [good("No privileged intent is switched on, and none is needed.")]
    if not known.get("bot_public", True):
        found.append(note("The bot is private: only you can add it to servers."))
    if known.get("interactions_endpoint_url"):
        found.append(
            bad(
                "The application has an Interactions Endpoint URL, so commands do not "
                "come to me. Empty it: Developer Portal → General Information."
            )
        )
    return [*found, note(f"Install it with this link: {install_link(str(known['id']))}")]


async def _gateway(client: Client) -> list[Finding]:
    try:
        shards, url, start = await client.http.get_bot_gateway()
    except (discord.DiscordException, KeyError, TypeError):
        return [note("The server does not say where its gateway is; one shard is taken.")]
    left = start.get("remaining", 1) if isinstance(start, Mapping) else 1
    said = f"The gateway is {url}, with {shards} shard{'s' if shards != 1 else ''}; {left} logins "
    return [Finding(well=left > 0, text=f"{said}are left today.")]


def install_link(application_id: str) -> str:
    """Give the address under which a server takes the bot in, with the rights that it needs."""
    asked = {"client_id": application_id, "scope": "bot applications.commands"}
    return f"{_LINK}?{urlencode({**asked, 'permissions': WANTED})}"
