"""What tells two events apart whose words are alike: each tells what the other does not tell.

Another crime, scene or act; another subject, case, place, country, day or topic.
"""

from collections.abc import Container, Iterable
from collections.abc import Set as AbstractSet
from difflib import SequenceMatcher

from bot.pipeline.cluster.across import TITLE
from bot.pipeline.cluster.bridges import Wider, is_elsewhere
from bot.pipeline.cluster.kinds import DEEDS, Values, do_otherwise, exclude, values
from bot.pipeline.cluster.ready import Ready
from bot.pipeline.cluster.story import Story, Vector
from bot.pipeline.cluster.tongues import stems_of
from bot.pipeline.cluster.window import Window

MAINLY = 0.5  # part of a story's items that name what it is mainly about
IN_TITLES = 0.45  # of the weight of a story's first term, what half of its titles have
FEW_ITEMS = 4
ONE_WORDING, UNHEARD = 0.5, 7.0  # likeness of two titles in order; -log of what no list has
BESIDE_A_NAME = 0.03  # of a likeness, what must be there beside one name of several letters
BESIDE_NAMES = 0.1  # … beside names of whatever, where each tells of another act
CASE, BESIDE_CASE = 4, 1  # words that two titles share; others that each may have for itself
NAMES = 2  # rare ones that two titles share, by which who else is told of tells nothing
BEGINS = 3  # pairs of letters with which two titles begin, of one subject
LAW = "=law"  # the deed of who makes laws; and what such titles have in common
LAW_WORDS = stems_of(
    "bill law act house senate parliament congress assembly legislature legislative lawmaker mp",
    "vote pass amendment amend reform reading final approve adopt propose",
) | {"=bill", "=parliament"}
MEET = "=meet"  # the deed of who meets or calls whom
LEADING = 0.42  # of the weight of the first word: the link's words weigh more, those of a text less
MOST = 0.6  # of the weight of a story's first word, what most of its titles have
RARER = 0.3  # by which a name must be rarer than another to be what an item is about
STRONGEST = 12  # terms of a story among which its names are looked for


def is_another_case(
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


def is_at_another_place(
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


def is_of_another_subject(window: Window, ready: Ready, story: Story) -> bool:
    """Say whether a title and a story's begin with two names, neither of which the other tells.

    One wording tells the quarters of many firms, and the rates of many banks.
    """
    theirs = dict(story.weights())
    if not ready.subject or not story.subject:
        return False
    if any(t in theirs for t in ready.subject) or any(t in ready.vector for t in story.subject):
        return False
    if ready.reading.script != "word" or (ready.is_named and story.is_named):
        return True
    shared = [t for t in ready.vector if t in theirs]
    if ready.is_named or story.is_named:  # one of these is a name: words of the news are none
        shared = [t for t in shared if not window.is_common(t)]
    both = max(map(window.rarity, shared), default=0.0) + RARER
    subjects = (ready.subject, story.subject)
    return all(max(map(window.rarity, subject)) > both for subject in subjects)


def is_of_another_kind(window: Window, said: Wider, story: Story) -> bool:
    """Say whether an item tells of another crime, scene or act than most of a story does."""
    mine, all_mine = (_values(window, terms) for terms in (titled(said), said.terms))
    return bool(mine) and exclude(mine, all_mine, *values_told(window, story))


def are_of_two_kinds(window: Window, one: Story, other: Story) -> bool:
    """Say whether two stories tell of two crimes, scenes or acts."""
    return exclude(*values_told(window, one), *values_told(window, other))


def is_done_otherwise(window: Window, said: Wider, story: Story) -> bool:
    """Say whether an item tells what is done, and most of a story another thing, neither both."""
    mine, all_mine = (_values(window, terms) for terms in (titled(said), said.terms))
    return bool(mine) and do_otherwise(mine, all_mine, *values_told(window, story))


def is_another_meeting(window: Window, said: Wider, story: Story) -> bool:
    """Say whether both titles tell who met or called whom, and each names whom the other does not.

    A minister meets five others in a day, and the same words tell of all of them.
    """
    titles = (titled(said), titled_of(window, story))
    if not all(MEET in _values(window, titled).get(DEEDS, ()) for titled in titles):
        return False
    return _name_others(said, story, titles, window.countries)


def are_each_elsewhere(window: Window, said: Wider, story: Story) -> bool:
    """Say whether both titles name a country or a place that the other does not tell."""
    places = window.countries | window.spots.keys()
    return _name_others(said, story, (titled(said), titled_of(window, story)), places)


def _name_others(
    said: Wider, story: Story, titles: tuple[set[int], set[int]], of: AbstractSet[int]
) -> bool:
    one, other = (titled & of for titled in titles)
    return not one <= set(story.wide.terms) and not other <= said.terms.keys()


def are_done_otherwise(window: Window, one: Story, other: Story, parts: Vector) -> bool:
    """Say whether two stories tell of two acts, and names alone are common."""
    told = (*values_told(window, one), *values_told(window, other))
    few = min(one.items, other.items) <= FEW_ITEMS
    return few and do_otherwise(*told) and are_names_alone(window, parts, window.topical)


def do_two_things(window: Window, one: Story, other: Story) -> bool:
    """Say whether the titles of two stories tell what is done, and none of it in common."""
    mine, theirs = (values_told(window, story)[0].get(DEEDS) for story in (one, other))
    return bool(mine) and bool(theirs) and (mine or frozenset()).isdisjoint(theirs or ())


def values_told(window: Window, story: Story) -> tuple[Values, Values]:
    """Give the values of kinds that a story's titles tell, and all that it tells."""
    return _values(window, titled_of(window, story)), _values(window, story.wide.terms)


def titled(said: Wider) -> set[int]:
    """Give what an item's title says in any language."""
    return {term for term, told in said.terms.items() if told.weight >= TITLE}


def titled_of(window: Window, story: Story) -> set[int]:
    """Give what half of a story's titles say in any language, as far as weights tell."""
    told = story.wide.vector()
    weights = {term: value / window.rarity(term) for term, value in told.items()}
    least = IN_TITLES * max(weights.values(), default=0.0)
    return {term for term, weight in weights.items() if weight >= least}


def _values(window: Window, terms: Iterable[int]) -> Values:
    return values(value for term in terms for value in window.kinds.get(term, ()))


def names_of_one(window: Window, mine: Vector, theirs: Vector) -> AbstractSet[int]:
    """Give the words that name topics where one is shared: which of them is used tells nothing."""
    if not any(term in theirs and window.is_topic(term) for term in mine):
        return frozenset()
    return {t for t in (*mine, *theirs) if t in window.topical and t not in window.actors}


def are_of_two_topics(window: Window, said: Wider, story: Story) -> bool:
    """Say whether a title and a story in another language each name a topic that the other lacks.

    What a coast guard may do by law, and where its ships were, are two events. Of a story what
    most of its items name counts, in titles or texts.
    """
    theirs, other = set(story.wide.terms), _main_topics(window, story)
    one = {t for t, told in said.terms.items() if t in window.topics and told.weight >= TITLE}
    return not one <= theirs and not other <= said.terms.keys()


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


def is_elsewhere_told(window: Window, ready: Ready, story: Story) -> bool:
    """Say whether an item is about countries that a story never names, and never names its own."""
    mine = [term for term in ready.named if term in window.countries]
    theirs = [term for term in story.actors or () if term in window.countries]
    return (
        bool(mine)
        and any(story.tells(term) >= MAINLY for term in theirs)
        and not any(story.tells(term) for term in mine)
        and not any(term in ready.vector for term in theirs if story.tells(term) >= MAINLY)
    )


def _strongest(terms: Vector) -> list[tuple[int, float]]:
    return sorted(terms.items(), key=lambda row: (-row[1], row[0]))[:STRONGEST]


def leading(window: Window, terms: Vector, least: float = LEADING) -> set[int]:
    """Give the terms that stand in a title, as far as their weights tell; in most of a story's."""
    weights = {term: value / window.rarity(term) for term, value in terms.items()}
    top = max(weights.values(), default=0.0)
    return {term for term, weight in weights.items() if weight >= least * top}


def fills_otherwise(window: Window, ready: Ready, story: Story) -> bool:
    """Say whether two titles are of one wording, with names in it that the other does not tell.

    "X, Peru foreign ministers agree" and "X, Kenya foreign ministers agree": what is common is how
    such news is told, and the event is what fills it. A story of several items has no one title.
    """
    if story.items > 1:
        return False
    theirs = dict(story.weights())
    titled = leading(window, theirs) - window.topics  # whose words stand there, too
    besides = ready.by_text | window.topics
    same = names_of_one(window, ready.vector, theirs)  # which of them is used tells nothing
    one = [term for term in theirs if term in titled]
    other = [term for term in ready.vector if term not in besides]
    matched = SequenceMatcher(None, one, other, autojunk=False)
    if matched.ratio() < ONE_WORDING:
        return False
    begins_alike = ready.reading.script != "word" and one[:BEGINS] == other[:BEGINS]
    if begins_alike and not give_other_figures(window, ready.vector, theirs):
        return False  # they begin with one name, and what follows is told of it
    told = (term for a, _, size in matched.get_matching_blocks() for term in one[a : a + size])
    if ready.reading.tongue == "en" and sum(_is_name(window, (t,)) for t in told) >= NAMES:
        return False  # "Heron bridge collapse in Palermo: the mayor visits …" is of that bridge
    slots = (
        (one[a:b], other[c:d]) for kind, a, b, c, d in matched.get_opcodes() if kind == "replace"
    )
    return any(
        _is_name(window, set(mine) - same)
        and _is_name(window, set(yours) - same)
        and not any(term in ready.vector for term in mine)
        and not any(term in theirs for term in yours)
        for mine, yours in slots
    )


def _is_name(window: Window, filler: Iterable[int]) -> bool:
    """Say whether what fills a title is a name, or as rare as one."""
    return any(
        term in window.countries
        or term in window.actors
        or window.is_proper(term)
        or (window.rarity(term) >= UNHEARD and window.is_unwritten(term))
        for term in filler
    )


def is_one_name(window: Window, ready: Ready, story: Story, parts: Vector) -> bool:
    """Say whether one name is all that is common, which pairs of letters make look like several."""
    if ready.reading.script == "word":
        return False
    theirs = set(story.wide.terms)
    named = {
        said.thing
        for term, said in ready.wider.terms.items()
        if term in theirs and window.is_listed(term)
    }
    return len(named) == 1 and _ordinary(window, parts, ready.weak) < BESIDE_A_NAME


def are_names_alone(window: Window, parts: Vector, weak: Container[int]) -> bool:
    """Say whether hardly more than names of whom, of what and of places is common."""
    return _ordinary(window, parts, weak) < BESIDE_NAMES


def _ordinary(window: Window, parts: Vector, weak: Container[int]) -> float:
    return sum(
        part
        for term, part in parts.items()
        if term not in weak
        and not window.is_particular(term)
        and (term in window.acts or not window.is_listed(term))
    )


def are_of_two_named(window: Window, one: Story, other: Story) -> bool:
    """Say whether two stories are each mainly of a topic that the other lacks, no country's."""
    mine, theirs = (_main_topics(window, story) for story in (one, other))
    return not mine <= set(other.wide.terms) and not theirs <= set(one.wide.terms)


def _main_topics(window: Window, story: Story) -> set[int]:
    told = story.wide.vector()
    weights = {term: value / window.rarity(term) for term, value in told.items()}
    least = MAINLY * max(weights.values(), default=0.0)
    return {t for t, weight in weights.items() if t in window.topics and weight >= least}


def are_off_two_coasts(window: Window, one: Story, other: Story) -> bool:
    """Say whether the titles of two stories name two places in dispute."""
    if any(window.at_sea.keys().isdisjoint(story.wide.terms) for story in (one, other)):
        return False
    return is_elsewhere(titled_of(window, one), titled_of(window, other), window.at_sea)


def is_another_law(window: Window, ready: Ready, story: Story) -> bool:
    """Say whether two titles tell what became of laws, and each is on a topic that the other lacks.

    One parliament makes several laws in a day, and the same words tell of all of them.
    """
    titles = (titled(ready.wider), titled_of(window, story))
    if not all(LAW in _values(window, titled).get(DEEDS, ()) for titled in titles):
        return False
    if story.items > FEW_ITEMS:
        return False
    if ready.reading.script != "word":
        return _name_two_laws(window, ready, story)
    shared = leading(window, dict(story.weights())).intersection(ready.places)
    shared -= {window.numbers.get(word) for word in LAW_WORDS}
    told = shared - window.countries - window.acts
    return all(map(window.is_figure, told)) and are_of_two_topics(window, ready.wider, story)


def _name_two_laws(window: Window, ready: Ready, story: Story) -> bool:
    """Say whether two titles in one script name a law each: 海警法, 渔业法."""
    if ready.reading.script not in story.scripts:
        return False
    mine = window.laws.intersection(ready.places.keys() - ready.by_text)
    theirs = window.laws.intersection(leading(window, dict(story.weights())))
    return bool(mine) and bool(theirs) and mine.isdisjoint(theirs)


def give_other_figures(window: Window, mine: Vector, theirs: Vector) -> bool:
    """Say whether two titles give figures, and none in common."""
    one, other = (
        {term for term in leading(window, terms) if window.is_figure(term)}
        for terms in (mine, theirs)
    )
    return bool(one) and bool(other) and one.isdisjoint(other)
