"""The demo: the real bot, on feeds of our own writing that a server of our own replays.

feeds/*.toml → content → replay (the clock) → pages → server ⇄ the bot of bot/app.py
"""

from bot.demo.run import run_demo

__all__ = ["run_demo"]
