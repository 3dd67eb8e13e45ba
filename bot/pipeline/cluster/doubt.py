"""How little is behind a likeness: what two items share may be one topic, one place, one wording.

Many events are told in the same words, of the same place, by the same names. What is asked here is
whether anything is common beside these, and whether each names somebody that the other does not.
"""

from collections.abc import Collection, Container, Iterable
from collections.abc import Set as AbstractSet
from types import MappingProxyType

from bot.pipeline.cluster.across import TITLE
from bot.pipeline.cluster.bridges import Wider
from bot.pipeline.cluster.kinds import Values, do_otherwise, exclude, values
from bot.pipeline.cluster.ready import Ready
from bot.pipeline.cluster.story import Story, Vector
from bot.pipeline.cluster.window import Window

SEVERAL = 3  # terms that two items share; fewer are often one name, of a person or a place
ONE_NAME = 0.1  # taken off where one item shares no more with another
EVENT = 0.25  # likeness from which a name and another word are more than one name
IN_TITLES = 0.45  # of the weight of a story's first term, what half of its titles have
MAINLY = 0.5  # part of a story's items that name what it is mainly about
BESIDE = 0.06  # of a likeness, what must be there beside the names of topics
BESIDE_ONE = 0.08  # the more of it for a story of one item, half of that for one of two …
ENOUGH_BESIDE = 4  # or so many words, of whatever weight
BESIDE_ENOUGH = 0.2  # for one word of its own to be enough; else two items need two
DONE = 0.5  # likeness from which two titles of one topic with one act are one event
DAY_LATER = 18 * 3600.0  # seconds without news after which other figures are those of another day
PARTIES = 3  # countries that make an event of a topic
TEMPLATE = 0.2  # taken off where two items share no more than the words of their kind of news
OTHER = 2  # rarer words that each of the two has for itself then
FEW_ITEMS = 4
BESIDE_NAMES = 0.1  # … beside names of whatever, where each tells of another act
BESIDE_PLACE = 0.05  # what must be common beside names of places
CASE, BESIDE_CASE = 4, 1  # words that two titles share; others that each may have for itself
LEADING = 0.42  # of the weight of the first word: the link's words weigh more, those of a text less
MANY = 8  # items of a story from which an item must share something specific with it …
SPECIFIC = 0.06  # of so much weight
RARE = 4.1  # -log of the part of stories that have a word, from which it is specific: 1 in 60
OFTEN = 0.15  # of the weight of a story's first word, what more than hardly any item has
MOST = 0.6  # of the weight of a story's first word, what most of its titles have
RARER = 0.3  # by which a name must be rarer than another to be what an item is about
STRONGEST = 12  # terms of a story among which its names are looked for


def doubt(window: Window, ready: Ready, story: Story, said: Collection[int]) -> float:
    """Give what is taken off an item's likeness for how little is behind it, 1 for all of it."""
    theirs = dict(story.weights())
    beside = story.beside(ready.vector, ready.weak)
    own = sum(term not in ready.weak and term not in window.countries for term in said)
    done = _is_done_in_both(window, ready, story, said)
    if beside < BESIDE + BESIDE_ONE / story.items and own < ENOUGH_BESIDE and not done:
        return 1.0  # of one topic, and that is all
    if _is_of_another_day(window, ready, story):
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
    if _is_another_case(window, ready, story, mine, names) or _is_at_another_place(
        window, ready, story, mine, names
    ):
        return 1.0
    if story.items > 1:
        if story.items >= MANY and specific(window, parts, theirs) < SPECIFIC:
            return 1.0  # of one war, and that is all
        return 1.0 if is_of_topic_alone(window, parts, ready.weak) else 0.0
    telling = sum(term not in ready.weak for term in said)
    if (telling < 2 and beside < BESIDE_ENOUGH and not done) or is_of_others(
        window, mine, theirs, names
    ):
        return 1.0
    shared = [term for term in said if term not in ready.by_text]
    few = len(shared) < SEVERAL and not done
    few = few and not (beside >= EVENT and _are_place_and_event(window, shared))
    template = TEMPLATE if _is_template(window, ready.vector, theirs) else 0.0
    return template + (ONE_NAME if few else 0.0)


def _is_about_another(window: Window, ready: Ready, story: Story, parts: Vector) -> bool:
    """Say whether what is common is no more than places, a topic, or names with other acts."""
    if is_there_alone(window, parts) or _is_elsewhere(window, ready, story):
        return True
    if not tells_more(window, parts, ready.weak):
        return True
    alone = _are_names_alone(window, parts, ready.weak)
    return alone and is_done_otherwise(window, ready.wider, story)


def _are_names_alone(window: Window, parts: Vector, weak: Container[int]) -> bool:
    """Say whether hardly more than names of whom, of what and of places is common."""
    ordinary = sum(
        part
        for term, part in parts.items()
        if term not in weak
        and not window.is_particular(term)
        and (term in window.acts or not window.is_listed(term))
    )
    return ordinary < BESIDE_NAMES


def _is_done_in_both(window: Window, ready: Ready, story: Story, said: Collection[int]) -> bool:
    """Say whether the same is done in an item's title and a story that are much alike."""
    return story.like(ready.vector) >= DONE and any(
        term in window.acts and term not in ready.by_text for term in said
    )


def _is_of_another_day(window: Window, ready: Ready, story: Story) -> bool:
    """Say whether titles a day apart count something differently: ships of today and yesterday.

    Victims of one event are counted for days.
    """
    if ready.reading.counted or ready.at - story.last < DAY_LATER:
        return False
    mine = {t: value for t, value in ready.vector.items() if t not in ready.by_text}
    one, other = (
        {term for term in leading(window, terms) if window.is_figure(term)}
        for terms in (mine, dict(story.weights()))
    )
    return bool(one) and bool(other) and one.isdisjoint(other)


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


def _is_template(window: Window, mine: Vector, theirs: Vector) -> bool:
    """Say whether what is rare in two items is all different: "Man charged with murder of …"."""
    top = max((window.rarity(term) for term in mine if term in theirs), default=0.0)
    only_mine = sum(window.rarity(term) > top for term in mine if term not in theirs)
    only_theirs = sum(window.rarity(term) > top for term in theirs if term not in mine)
    return min(only_mine, only_theirs) >= OTHER


def names_of_one(window: Window, mine: Vector, theirs: Vector) -> AbstractSet[int]:
    """Give the words that name topics where one is shared: which of them is used tells nothing."""
    if not any(term in theirs and window.is_topic(term) for term in mine):
        return frozenset()
    return {t for t in (*mine, *theirs) if t in window.topical and t not in window.actors}


def _is_another_case(
    window: Window, ready: Ready, story: Story, mine: Vector, names: AbstractSet[int]
) -> bool:
    """Say whether two titles differ in hardly more than whom, where or how much they tell of.

    Of a story what most of its titles have counts. ``names``: words in which they may differ.
    Victims are counted anew all day, so how many there are tells nothing.
    """
    theirs = dict(story.weights())
    one, other = leading(window, mine), leading(window, theirs)
    both = one & other
    most = other if story.items == 1 else leading(window, theirs, MOST)
    only_one, only_other = one - theirs.keys() - names, most - ready.vector.keys() - names
    if ready.reading.counted:
        only_one = {t for t in only_one if not window.is_figure(t)}
        only_other = {t for t in only_other if not window.is_figure(t)}
    if len(both) < CASE or not only_one or not only_other:
        return False
    particular = [sum(map(window.is_particular, only)) for only in (only_one, only_other)]
    rest = len(only_one) + len(only_other) - sum(particular)
    return min(particular) > 0 and rest <= BESIDE_CASE


def _is_at_another_place(
    window: Window, ready: Ready, story: Story, mine: Vector, names: AbstractSet[int]
) -> bool:
    """Say whether a title names a place, and most of a story's another, and neither both.

    ``names``: words that name one topic, in which they may differ.
    """
    theirs = dict(story.weights())
    most = leading(window, theirs, MOST if story.items > 1 else LEADING)
    here, there = (
        {t for t in terms - names if window.is_place(t) and t not in window.countries}
        for terms in (leading(window, mine), most)
    )
    if not here or not there:
        return False
    return here.isdisjoint(theirs) and there.isdisjoint(ready.vector)


def leading(window: Window, terms: Vector, least: float = LEADING) -> set[int]:
    """Give the terms that stand in a title, as far as their weights tell; in most of a story's."""
    weights = {term: value / window.rarity(term) for term, value in terms.items()}
    top = max(weights.values(), default=0.0)
    return {term for term, weight in weights.items() if weight >= least * top}


def is_of_others(window: Window, mine: Vector, theirs: Vector, names: AbstractSet[int]) -> bool:
    """Say whether each names somebody, or a place, that the other does not, and none as rare both.

    Of a story its strongest terms count. ``names``: words in which they may differ.
    """
    named = [
        {term for term, _ in _strongest(terms) if window.is_proper(term)}
        for terms in (mine, theirs)
    ]
    if not all(named):
        return False
    both = max((window.rarity(t) for t in named[0] if t in theirs), default=0.0) + RARER
    only_mine = max((window.rarity(t) for t in named[0] - names - theirs.keys()), default=0.0)
    only_theirs = max((window.rarity(t) for t in named[1] - names - mine.keys()), default=0.0)
    return min(only_mine, only_theirs) > both


def _strongest(terms: Vector) -> list[tuple[int, float]]:
    return sorted(terms.items(), key=lambda row: (-row[1], row[0]))[:STRONGEST]


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


def is_of_another_kind(window: Window, said: Wider, story: Story) -> bool:
    """Say whether an item tells of another crime, scene or act than most of a story does."""
    title = (t for t, told in said.terms.items() if told.weight >= TITLE)
    mine, all_mine = (_values(window, terms) for terms in (title, said.terms))
    return bool(mine) and exclude(mine, all_mine, *_values_told(window, story))


def are_done_otherwise(window: Window, one: Story, other: Story, parts: Vector) -> bool:
    """Say whether two stories tell of two acts, and names alone are common."""
    told = (*_values_told(window, one), *_values_told(window, other))
    few = min(one.items, other.items) <= FEW_ITEMS
    return few and do_otherwise(*told) and _are_names_alone(window, parts, window.topical)


def is_done_otherwise(window: Window, said: Wider, story: Story) -> bool:
    """Say whether an item tells what is done, and most of a story another thing, neither both."""
    title = (t for t, told in said.terms.items() if told.weight >= TITLE)
    mine, all_mine = (_values(window, terms) for terms in (title, said.terms))
    return bool(mine) and do_otherwise(mine, all_mine, *_values_told(window, story))


def are_of_two_kinds(window: Window, one: Story, other: Story) -> bool:
    """Say whether two stories tell of two crimes, scenes or acts."""
    return exclude(*_values_told(window, one), *_values_told(window, other))


def _values_told(window: Window, story: Story) -> tuple[Values, Values]:
    told = story.wide.vector()
    weights = {term: value / window.rarity(term) for term, value in told.items()}
    least = IN_TITLES * max(weights.values(), default=0.0)
    titles = (term for term, weight in weights.items() if weight >= least)
    return _values(window, titles), _values(window, told)


def _values(window: Window, terms: Iterable[int]) -> Values:
    return values(value for term in terms for value in window.kinds.get(term, ()))


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


def are_of_two_topics(window: Window, said: Wider, story: Story) -> bool:
    """Say whether a title and a story in another language each name a topic that the other lacks.

    What a coast guard may do by law, and where its ships were, are two events. Of a story what
    most of its items name counts, in titles or texts.
    """
    theirs = story.wide.vector()
    weights = {term: value / window.rarity(term) for term, value in theirs.items()}
    least = MAINLY * max(weights.values(), default=0.0)
    other = {t for t, weight in weights.items() if t in window.topics and weight >= least}
    one = {t for t, told in said.terms.items() if t in window.topics and told.weight >= TITLE}
    return not one <= theirs.keys() and not other <= said.terms.keys()


def _is_elsewhere(window: Window, ready: Ready, story: Story) -> bool:
    """Say whether an item is about countries that a story never names, and never names its own."""
    mine = [term for term in ready.named if term in window.countries]
    theirs = [term for term in story.actors or () if term in window.countries]
    return (
        bool(mine)
        and any(story.tells(term) >= MAINLY for term in theirs)
        and not any(story.tells(term) for term in mine)
        and not any(term in ready.vector for term in theirs if story.tells(term) >= MAINLY)
    )


def are_of_two_countries(window: Window, one: Story, other: Story) -> bool:
    """Say whether two stories are each mainly about a country that the other never names.

    They may share one: who meets whom is another meeting.
    """
    return all(
        any(
            term in window.countries and a.tells(term) >= MAINLY and not b.tells(term)
            for term in a.actors or ()
        )
        for a, b in ((one, other), (other, one))
    )
