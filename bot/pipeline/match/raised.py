"""What an item matches once more of its text is known: matches are added or raised, never lost."""

from collections.abc import Mapping
from dataclasses import replace

from bot.model import Match, Salience

_STRENGTH = {salience: place for place, salience in enumerate(reversed(Salience))}


def raised(before: Mapping[int, Match], now: Mapping[int, Match]) -> dict[int, Match]:
    """Join the matches of two looks at one item, by query, the second at the longer text.

    The places in the text are those of the second look: what the first found stood in another
    text. Places in the title stay.
    """
    kept = {query: _joined(match, now.get(query)) for query, match in before.items()}
    return {**now, **kept}


def grown(before: Mapping[int, Match], after: Mapping[int, Match]) -> dict[int, Match]:
    """Give the matches that are new, or that mean more than before."""
    return {
        query: match
        for query, match in after.items()
        if query not in before or _STRENGTH[match.salience] > _STRENGTH[before[query].salience]
    }


def _joined(before: Match, now: Match | None) -> Match:
    if now is None:
        in_title = tuple(place for place in before.evidence if place.field == "title")
        return replace(before, evidence=in_title)
    return replace(
        now,
        score=max(before.score, now.score),
        salience=max(before.salience, now.salience, key=_STRENGTH.__getitem__),
    )
