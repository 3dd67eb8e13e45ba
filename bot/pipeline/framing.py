"""Who says which of the rival names that one thing has: Senkaku or Diaoyu.

A topic of the catalogue lists the rivals with all their forms. A form stands for its rival where
it is a whole word, in Chinese, Japanese and Korean anywhere; simplified and traditional
characters, accents and letter case make no difference.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.model import Match, Publisher, Told, Topic
from bot.pipeline.text import fold

_ANYWHERE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")


@dataclass(frozen=True, slots=True)
class Framing:
    """What the outlets of a story call one thing: names used → who uses just these."""

    topic: str
    said: Mapping[tuple[str, ...], tuple[Publisher, ...]]  # as the catalogue and the story order


def framings(
    told: Sequence[Told], matches: Mapping[int, Iterable[Match]], topics: Iterable[Topic]
) -> tuple[Framing, ...]:
    """Say who uses which rival name, for each topic that has some and that the story is about.

    ``matches``: item id → what it met. A story is about a topic when a name of it is among their
    evidence. An outlet with several items counts once, with all the names it uses.
    """
    met = {e.alias for one in told for m in matches.get(one.item.id, ()) for e in m.evidence}
    rivals = [t for t in topics if t.framing and met & {alias.text for alias in t.aliases}]
    if not rivals:
        return ()
    texts = [(one.publisher, fold(f"{one.item.title}\n{one.item.body}").text) for one in told]
    found = [Framing(topic.id, _said(topic.framing, texts)) for topic in rivals]
    return tuple(one for one in found if one.said)


def _said(
    framing: Mapping[str, Sequence[str]], texts: Sequence[tuple[Publisher, str]]
) -> dict[tuple[str, ...], tuple[Publisher, ...]]:
    forms = {name: _form(several) for name, several in framing.items()}
    used: dict[str, set[str]] = {}
    outlets: dict[str, Publisher] = {}
    for publisher, text in texts:
        outlets.setdefault(publisher.id, publisher)
        names = used.setdefault(publisher.id, set())
        names |= {name for name, form in forms.items() if form.search(text)}
    order = {name: place for place, name in enumerate(framing)}
    groups: dict[tuple[str, ...], tuple[Publisher, ...]] = {}
    for id_, names in used.items():
        if names:
            key = tuple(sorted(names, key=order.__getitem__))
            groups[key] = (*groups.get(key, ()), outlets[id_])
    return dict(sorted(groups.items(), key=lambda g: (len(g[0]), [order[n] for n in g[0]])))


def _form(forms: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(_one(fold(form).text.strip()) for form in forms))


def _one(form: str) -> str:
    plain = re.escape(form)
    return plain if _ANYWHERE.search(form) else rf"(?<!\w){plain}(?:['’]?s)?(?!\w)"
