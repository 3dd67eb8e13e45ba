"""How little is behind a likeness: what two items share may be one topic, one place, one wording.

Many events are told in the same words, of the same place, by the same names. What is asked here is
whether anything is common beside these, and whether each names somebody that the other does not.
"""

from collections.abc import Collection, Container, Iterable
from types import MappingProxyType

from bot.pipeline.cluster.another_day import is_of_another_day
from bot.pipeline.cluster.bridges import Wider, bridge
from bot.pipeline.cluster.contrast import (
    are_each_elsewhere,
    are_names_alone,
    fills_otherwise,
    is_another_case,
    is_at_another_place,
    is_done_otherwise,
    is_elsewhere_told,
    is_of_another_subject,
    is_of_others,
    is_one_name,
    leading,
    names_of_one,
)
from bot.pipeline.cluster.ready import Ready
from bot.pipeline.cluster.scant import is_scant
from bot.pipeline.cluster.story import Story, Vector
from bot.pipeline.cluster.window import Window

SEVERAL = 3  # terms that two items share; fewer are often one name, of a person or a place
ONE_WORD = 0.05  # taken off where an item shares one word with a story of several
ONE_NAME = 0.1  # taken off where one item shares no more with another
EVENT = 0.25  # likeness from which a name and another word are more than one name
BESIDE = 0.06  # of a likeness, what must be there beside the names of topics
BESIDE_ONE = 0.08  # the more of it for a story of one item, half of that for one of two …
ENOUGH_BESIDE = 4  # or so many words, of whatever weight
BESIDE_ENOUGH = 0.2  # for one word of its own to be enough; else two items need two
DONE = 0.5  # likeness from which two titles of one topic with one act are one event
PARTIES = 3  # countries that make an event of a topic
JUST, FRESH = 3 * 3600.0, 0.25  # seconds within which two reports so much alike tell one event …
FRESH_BY_WORDS = 0.4  # … where part of what is common has no name: "test", "chain" …
TOLD_BY, THINGS = 7, 2  # … to stories of so many items at most, where so many things are common
TOLD_ALIKE = 0.5  # likeness in what any language can say that tells one event within a language …
TOPIC_TOLD_ALIKE = 0.54  # … where words of a topic are all that is common
NAMED_ALIKE = 0.6  # … where each names in its title whom the other may name below …
SOON = 12 * 3600.0  # … within so many seconds
TEMPLATE_OF_OTHERS = 0.2
TEMPLATE = 0.05  # taken off where two items share no more than the words of their kind of news
OTHER = 2  # rarer words that each of the two has for itself then
BESIDE_PLACE = 0.05  # what must be common beside names of places
SMALL = 5  # items of a story up to which a place and a thing are too little in common
MANY = 8  # items of a story from which an item must share something specific with it …
SPECIFIC = 0.06  # of so much weight
RARE = 4.1  # -log of the part of stories that have a word, from which it is specific: 1 in 60
OFTEN = 0.15  # of the weight of a story's first word, what more than hardly any item has


def doubt(window: Window, ready: Ready, story: Story, said: Collection[int], few: int = 1) -> float:
    """Give what is taken off an item's likeness for how little is behind it, 1 for all of it.

    ``few``: items up to which a story is compared as one report is.
    """
    theirs = dict(story.weights())
    if is_of_another_day(window, ready, story):
        return 1.0
    if all(term in ready.by_text or window.is_figure(term) for term in said):
        return 1.0  # figures, and what may stand under every article
    parts = {
        t: ready.vector[t] * value / (story.norm or 1.0)
        for t, value in theirs.items()
        if t in ready.vector
    }
    if _is_about_another(window, ready, story, parts):
        return 1.0
    mine = {t: value for t, value in ready.vector.items() if t not in ready.by_text}
    names = names_of_one(window, mine, theirs)
    if is_another_case(window, ready, story, mine, names) or is_at_another_place(
        window, ready, story, mine, names
    ):
        return 1.0
    if story.items >= max(MANY, few + 1) and specific(window, parts, theirs) < SPECIFIC:
        return 1.0  # of one war, and that is all
    are_others = story.items <= few and is_of_others(window, mine, theirs, names)
    if are_others and not is_told_alike(window, ready, story, NAMED_ALIKE):
        return 1.0
    if story.items > few and is_of_topic_alone(window, parts, ready.weak):
        told = is_just_told(window, ready, story, said) or _is_done_alike(window, ready, story)
        return 0.0 if told else 1.0
    if story.items <= max(few, SMALL) and is_scant(window, ready, story, said):
        return 1.0
    little = _how_little(window, ready, story, said, few)
    return 0.0 if little and is_told_alike(window, ready, story) else little


def _how_little(
    window: Window, ready: Ready, story: Story, said: Collection[int], few: int
) -> float:
    """Give what is taken off for words that are of a topic, of a name, or of a kind of news."""
    done = _is_done_in_both(window, ready, story, said)
    if _is_of_topic(window, ready, story, said, few, done=done):
        return 0.0 if is_just_told(window, ready, story, said) else 1.0
    if story.items > few:
        return ONE_WORD if len(set(said) - ready.by_text) < 2 else 0.0
    shared = [term for term in said if term not in ready.by_text]
    is_few = len(shared) < SEVERAL and not done
    beside = story.beside(ready.vector, ready.weak)
    is_few = is_few and not (beside >= EVENT and _are_place_and_event(window, shared))
    template = of_template(window, ready.vector, story)
    return template + (ONE_NAME if is_few else 0.0)


def _is_of_topic(
    window: Window, ready: Ready, story: Story, said: Collection[int], few: int, *, done: bool
) -> bool:
    """Say whether an item and a story are of one topic, and that is all."""
    if not tells_more(window, said, ready.weak):
        return True
    beside = story.beside(ready.vector, ready.weak)
    own = sum(term not in ready.weak and term not in window.countries for term in said)
    if beside < BESIDE + BESIDE_ONE / story.items and own < ENOUGH_BESIDE and not done:
        return True
    telling = sum(term not in ready.weak for term in said)
    return story.items <= few and telling < 2 and beside < BESIDE_ENOUGH and not done


def is_told_alike(window: Window, ready: Ready, story: Story, least: float = TOLD_ALIKE) -> bool:
    """Say whether an item and a story tell one thing in what any language could say, too.

    Two measures that agree are more than either: names of topics count in this one.
    """
    return (
        ready.at - story.last <= SOON
        and bridge(ready.wider, story, ready.at, window.spots) >= least
        and not are_each_elsewhere(window, ready.wider, story)
    )


def _is_done_alike(window: Window, ready: Ready, story: Story) -> bool:
    """Say whether an item and a story of one topic tell alike what is done, in whatever words."""
    mine, theirs = (window.acts.intersection(t) for t in (ready.wider.terms, story.wide.terms))
    otherwise = mine and theirs and mine.isdisjoint(theirs)
    return not otherwise and is_told_alike(window, ready, story, TOPIC_TOLD_ALIKE)


def is_just_told(window: Window, ready: Ready, story: Story, said: Collection[int]) -> bool:
    """Say whether a small story was told just before, and has several things in common.

    What is told twice within hours is one event unless something tells two apart; a day later it
    may be another of its kind. Stories that many tell have more of everything.
    """
    if story.items > TOLD_BY or ready.reading.script != "word" or ready.at - story.last > JUST:
        return False
    if is_elsewhere_told(window, ready, story) or are_each_elsewhere(window, ready.wider, story):
        return False
    things = _things(window, ready, story, said)
    named = [term for term in things if _is_known(window, term) or window.is_proper(term)]
    like = story.like(ready.vector)
    if like < FRESH or _count(ready, things) < THINGS:
        return False
    if like < FRESH_BY_WORDS and _count(ready, named) < THINGS:
        return False
    return not is_told_already(window, ready, story)


def is_told_already(window: Window, ready: Ready, story: Story) -> bool:
    """Say whether an item's outlet told a story just before: then it more often has another."""
    return story in window.told_by(ready.member.feed_id, ready.at - JUST)


def _things(window: Window, ready: Ready, story: Story, said: Collection[int]) -> set[int]:
    """Give what two titles have in common: no countries, figures, ships or banks or so.

    These are in half of a topic's news.
    """
    titled = leading(window, dict(story.weights()))
    return {
        term
        for term in titled.intersection(said, ready.places) - window.countries
        if not window.is_figure(term) and (_is_known(window, term) or not window.is_listed(term))
    }


def _is_known(window: Window, term: int) -> bool:
    return term in window.topics or term in window.actors or term in window.acts


def _count(ready: Ready, things: Iterable[int]) -> int:
    """Count what is in common: words of one name, or side by side, are one thing."""
    places = {term: ready.places[term] for term in things}
    beside = {place for term, place in places.items() if term not in ready.weak}
    return sum(not (at in beside and at - 1 in beside) for at in set(places.values()))


def _is_about_another(window: Window, ready: Ready, story: Story, parts: Vector) -> bool:
    """Say whether what is common is no more than places, a topic, or names with other acts."""
    if is_there_alone(window, parts) or is_elsewhere_told(window, ready, story):
        return True
    if is_of_another_subject(window, ready, story):
        return True
    # Pairs of letters that are rare may be endings: 평양 일대서, 동해상으로.
    if fills_otherwise(window, ready, story) and not is_told_alike(window, ready, story):
        return True
    if is_one_name(window, ready, story, parts):
        return True
    alone = are_names_alone(window, parts, ready.weak)
    return alone and is_done_otherwise(window, ready.wider, story)


def _is_done_in_both(window: Window, ready: Ready, story: Story, said: Collection[int]) -> bool:
    """Say whether the same is done in an item's title and a story that are much alike."""
    return story.like(ready.vector) >= DONE and any(
        term in window.acts and term not in ready.by_text for term in said
    )


def specific(window: Window, parts: Vector, theirs: Vector = MappingProxyType({})) -> float:
    """Give how much of a likeness few other stories would share: no countries, no common words.

    ``theirs``: of a story; then what hardly any of its items tell does not count.
    """
    told = {term: theirs[term] / window.rarity(term) for term in theirs}
    least = OFTEN * max(told.values(), default=0.0)
    return sum(
        part
        for term, part in parts.items()
        if term not in window.countries
        and window.rarity(term) >= RARE
        and told.get(term, least) >= least
    )


def is_of_topic_alone(
    window: Window, parts: Vector, known: Container[int], least: float = BESIDE
) -> bool:
    """Say whether hardly more than a topic, places and their countries is common.

    What happens or is done makes an event with these, and so do a person and several countries;
    other words do from ``least`` on. ``parts``: what each common term adds to a likeness.
    ``known``: names of topics.
    """
    if not any(term in known for term in parts):
        return False
    if any(term in window.acts or term in window.actors - window.countries for term in parts):
        return False
    if sum(term in window.countries for term in parts) >= PARTIES:
        return False
    beside = {
        term: part
        for term, part in parts.items()
        if term not in known and term not in window.countries and not window.is_place(term)
    }
    if len(beside) < 2:  # "fishing boat", "warship": what there is at that place
        return (
            all(window.is_listed(term) for term in beside) or sum(beside.values()) < BESIDE_ENOUGH
        )
    return sum(beside.values()) < least


def _are_place_and_event(window: Window, shared: Collection[int]) -> bool:
    """Say whether words are a place and what happened there: "Mokpo" and "ferry"."""
    there = any(map(window.is_place, shared))
    return there and not all(map(window.is_particular, shared))


def of_template(window: Window, mine: Vector, story: Story) -> float:
    """Give what is taken off where what is rare is all different: "Man charged with murder of …".

    The more of it where each names somebody, or a place, that the other does not, and for a story
    that several have told without that.
    """
    theirs = dict(story.weights())
    if _rare_in_each_alone(window, mine, theirs) < OTHER:
        return 0.0
    is_another = story.items > 1 or _name_others(window, mine, theirs)
    return TEMPLATE_OF_OTHERS if is_another else TEMPLATE


def _rare_in_each_alone(window: Window, mine: Vector, theirs: Vector) -> int:
    """Count the words that each of two has for itself, rarer than all that is common."""
    top = max((window.rarity(term) for term in mine if term in theirs), default=0.0)
    return min(
        sum(term not in other and window.rarity(term) > top for term in one)
        for one, other in ((mine, theirs), (theirs, mine))
    )


def _name_others(window: Window, mine: Vector, theirs: Vector) -> bool:
    """Say whether each names somebody, or a place, that the other does not."""
    return all(
        any((window.is_proper(t) or t in window.countries) and t not in other for t in one)
        for one, other in ((mine, theirs), (theirs, mine))
    )


def is_there_alone(window: Window, parts: Vector) -> bool:
    """Say whether hardly more than names of places is common: much may happen in one town."""
    beside = sum(part for term, part in parts.items() if not window.is_place(term))
    return beside < BESIDE_PLACE


def tells_more(window: Window, parts: Iterable[int], weak: Container[int]) -> bool:
    """Say whether more is common than a topic and countries; two people make an event, too."""
    people = 0
    for term in parts:
        if term in window.countries:
            continue
        if term not in weak:
            return True
        people += term in window.actors
    return people >= 2


def is_of_its_topic(window: Window, said: Wider, story: Story) -> bool:
    """Say whether an item and a story in another language share a topic and countries alone.

    "Law" in the name of a law is no more than the name; "enters" beside a name of waters is.
    """
    theirs = story.wide.vector()
    known = {
        one.thing
        for term, one in said.terms.items()
        if term in window.topics or term in window.countries
    }
    beside = sum(
        value * theirs[term]
        for term, value in said.vector.items()
        if term in theirs
        and (term in window.acts or term not in window.topical)
        and (term in window.acts or said.terms[term].thing not in known)
    )
    return beside < BESIDE
