"""One dialogue for every platform: from the first watch to an alert, its reasons, and the end.

A step types a line (``/…``), presses a button of what was heard last (``[Undo]``) or of the alert
(``alert [Why]``), or lets news come (``news``); what is then heard must hold these words, and be
seen by the one who asked alone.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tests.chat.speakers import Heard, Speaker

NEWS = "Patrol ships enter waters off the Senkaku Islands for third day"


@dataclass(frozen=True, slots=True)
class Step:
    """What is done, the words that have to be heard, and the buttons that have to be there."""

    does: str
    words: tuple[str, ...] = ()
    buttons: tuple[str, ...] = ()


SCRIPT: Sequence[Step] = (
    Step("/watch senkaku", ("Watching Senkaku Islands in #news",), ("Adjust", "Undo")),
    Step("news", (NEWS, "Senkaku Islands"), ("Why", "Mute…")),
    Step("alert [Why]", ("Senkaku",)),
    Step("/watches list", ("1. Senkaku Islands",)),
    Step("/watch quad mode:digest", ("Watching Quad",), ("Undo",)),
    Step("[Undo]", ("Quad",)),
    Step("/watches list", ("1 watch", "1. Senkaku Islands")),
    Step("/unwatch sennkaku", ("Senkaku Islands",)),
    Step("/unwatch Senkaku Islands", ("Senkaku Islands",), ("Undo",)),
    Step("[Undo]", ("Senkaku Islands",)),
    Step("/digest preview"),
    Step("/latest", (NEWS,)),
    Step("/help watch", ("/watch senkaku",)),
)


async def hold(ada: Speaker) -> list[str]:
    """Go through the script; give what was not as it should be."""
    wrong: list[str] = []
    heard = alert = Heard(text="", labels=(), private=True)
    for step in SCRIPT:
        if step.does == "news":
            ada.world.item(NEWS)
            await ada.later()
            posts = [post for post in await ada.posts() if NEWS in post.text]
            wrong += [f"{len(posts)} alerts"] * (len(posts) != 1)
            heard = alert = posts[-1] if posts else alert
        elif found := re.search(r"\[(.+)\]", step.does):
            about = alert if step.does.startswith("alert") else heard
            heard = await ada.press(about, found[1])
        else:
            heard = await ada.say(step.does)
        wrong += missing(step, heard)
    return wrong


def missing(step: Step, heard: Heard) -> list[str]:
    """Say what a step should have brought and did not."""
    said = heard.plain
    found = [f"{step.does}: no “{one}” in {said[:80]!r}" for one in step.words if one not in said]
    found += [f"{step.does}: no [{one}]" for one in step.buttons if one not in heard.labels]
    if step.does != "news" and not heard.private:
        found.append(f"{step.does}: seen by all")
    return [*found, *([] if said.strip() else [f"{step.does}: nothing is said"])]
