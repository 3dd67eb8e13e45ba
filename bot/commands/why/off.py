"""/why: names and topics that would have counted, had this community not switched them off."""

from collections.abc import Iterator

from bot.catalogue.editing import has
from bot.catalogue.overlay import View
from bot.commands.room import said
from bot.commands.why.explaining import part_of, quote, stands_in
from bot.locales import say, sentences
from bot.model import Overlay
from bot.pipeline.match import Document
from bot.pipeline.match.explain import Explainer, Occurrence, Reason
from bot.pipeline.query import Query, topics_in
from bot.words import topic_name


def switched_off(
    shared: Explainer, view: View, document: Document, query: Query, outlet: str
) -> str | None:
    """Say where a name stands that counts for all others; None where there is none.

    ``shared`` knows the topics as they are without the community's changes.
    """
    for one, step in _off(shared, view, document, query):
        stands = stands_in(said(one.name.alias, 60), part_of(document, one.name), outlet)
        name = said(topic_name(shared.topics[one.topic]))
        why = (
            say("{name} is switched off here", name=name)
            if step == "state:on"
            else say("that name is switched off here")
        )
        cause = say(
            "{stands}, but {why}: {quote}.", stands=stands, why=why, quote=quote(document, one.name)
        )
        command = f"/topics edit {one.topic} {step}"
        return sentences(cause, say("`{command}` switches it on again.", command=command))
    return None


def _off(
    shared: Explainer, view: View, document: Document, query: Query
) -> Iterator[tuple[Occurrence, str]]:
    """Yield what is off and stands there, with the option that switches it on again."""
    for asked in topics_in(query):
        for one in shared.explain(document, asked):
            overlay = view.overlays.get(one.topic, Overlay())
            if one.reason is not Reason.COUNTS:
                continue
            if overlay.off:
                yield one, "state:on"
            elif has(overlay.names_off, one.alias.text):
                yield one, f"restore:{said(one.alias.text, 60)}"
