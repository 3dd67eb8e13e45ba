"""The items and stories of the last days, found again by address, by title and by term."""

from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from hashlib import blake2b
from heapq import nlargest
from math import sqrt

from bot.model import Member
from bot.pipeline.cluster.bridges import LEAST_SAID as LEAST_WIDE
from bot.pipeline.cluster.bridges import Bridges, Wider
from bot.pipeline.cluster.copies import EVERYWHERE, LEAST_ELSEWHERE, Copies
from bot.pipeline.cluster.meaning import Openers
from bot.pipeline.cluster.names import Names
from bot.pipeline.cluster.particulars import Known, Particular
from bot.pipeline.cluster.ready import Ready
from bot.pipeline.cluster.series import Places, Series, note, noted
from bot.pipeline.cluster.standing import Standing
from bot.pipeline.cluster.story import LASTS, Story, Vector, written_as
from bot.pipeline.cluster.terms import READ, Reading, read
from bot.pipeline.cluster.vocabulary import Vocabulary

NEWEST = 600  # stories that one term finds at most
LOOKED_AT = 50  # stories that are compared with an item at most
TELLING = 10  # terms of an item by which it is found and looks for others, the strongest
SHARED = 3  # entries of one feed with one address; more, and it is the page of none of them
LEAST_SAID = 10.0  # length of what says enough: two rare words; what says less is like nothing
MOST_TEXTS = 20_000  # texts that are remembered, the newest
ALIKE = 0.5  # likeness to a story from which a feed's own text again is no other story
SEVERAL = -1  # instead of a story's order: a feed has that text in several
MOST_LOOSE = 4_000  # stories that are quick to add to and to compare, those added to last
MOST_ALONE = 3_000  # stories of one item of which the item is kept, the newest
NOBODY = 0  # whose private item an item is: everybody's


class Window(Vocabulary):
    """The items of the last days with their stories; grows, and is built again to shrink.

    ``names``: what the catalogue calls by one name. ``with_meaning``: what items mean counts, too
    (``meaning``; it must be there). Of an item only numbers are kept, so that
    100,000 of them take little room.
    """

    lasts = timedelta(seconds=LASTS)  # how far back the items of stories that go on are asked for

    def __init__(
        self,
        members: Iterable[Member] = (),
        names: Names | None = None,
        *,
        with_meaning: bool = False,
    ) -> None:
        super().__init__(names or Names(()))
        self.stories: dict[int, Story] = {}  # by the store's number, or one below 0
        self.newest = 0  # id of the newest item
        self.has_private = False  # whether some story was some community's alone
        self._orders: list[Story] = []
        self._story = array("I")  # of each item: the order of its story, and so on
        self._at = array("d")
        self._feed = array("q")
        self._of_feed: dict[int, array[int]] = {}  # feed → its items
        self._item = array("q")
        self._owner = array("q")
        self._addresses: Places = {}
        self._titles: Places = {}
        self._series = Series()
        self._texts: dict[int, int] = {}  # feed and text → order of its story
        self._shared: set[int] = set()
        self._bridges = Bridges()
        self._copies = Copies()
        self._standing = Standing()
        self._particulars = Known()
        self.openers = Openers() if with_meaning else None
        self._last: Ready | None = None
        self._loose: dict[int, Story] = {}  # by order: those whose sums are not packed
        self._alone: dict[int, Member] = {}  # by order: the one item of each newest story of one
        for member in members:
            self.add(member)

    def __len__(self) -> int:
        return len(self._story)

    # ── items ───────────────────────────────────────────────────────────────────────────────

    def ready(self, item: Member) -> Ready:
        """Read an item; its terms weigh the more the fewer stories have them."""
        last = self._last
        if last is not None and _said(last.member) == _said(item):
            return last
        reading = self._read(item)
        self.note_case(reading.cased.proper, reading.cased.places, reading.cased.common)
        self._last = self._weighed(item, reading)
        return self._last

    def again(self, story: Story) -> Ready | None:
        """Read the only item of a story again, if it is one of the newest."""
        item = self._alone.get(story.order)
        return self._weighed(item, self._read(item)) if item and story.items == 1 else None

    def _read(self, item: Member) -> Reading:
        return read(item.title, self.text_of(item), item.canonical, self.names)

    def text_of(self, item: Member) -> str:
        """Give what an item's text says, without what its outlet puts under any title."""
        return "" if self._is_under_all(item) else self._standing.without(item.text)

    def _weighed(self, item: Member, reading: Reading) -> Ready:
        weighed = {
            number: weight * self.rarity(number)
            for number, weight in ((self.number_of(t), w) for t, w in reading.weights.items())
        }
        length = max(LEAST_SAID, sqrt(sum(value * value for value in weighed.values())))
        vector = {number: value / length for number, value in weighed.items()}
        return Ready(item, reading, vector, self, self._standing.without(item.text))

    def wider(self, reading: Reading) -> Wider:
        """Give what an item says in any language, by number and weighed."""
        terms = {self.number_of(term): said for term, said in reading.across.items()}
        weighed = {term: said.weight * self.rarity(term) for term, said in terms.items()}
        length = max(LEAST_WIDE, sqrt(sum(value * value for value in weighed.values())))
        vector = {term: value / length for term, value in weighed.items()}
        return Wider(tongue=reading.tongue, terms=terms, vector=vector, goes_on=reading.goes_on)

    def add(self, item: Member) -> None:
        """Take an item in, into the story it names; that is opened when there is none yet."""
        ready = self.ready(item)
        story = self.stories.get(item.story_id) or self._open(ready)
        if item.community_id is None and story.community is not None:
            story.open_up()
            if self.openers is not None:
                self.openers.forget(story.order)
        if story.community == item.community_id:  # else it is private, in everybody's story
            self._index(story, ready.vector)
            scripts = frozenset((ready.reading.script, ready.reading.tongue))
            story.entitle(written_as(scripts), ready.title)
            story.write_in(scripts)
            story.add(ready.vector, ready.named, ready.actor, ready.at)
            story.object_by(ready.objector)
            story.answer_by(ready.answer, ready.answers)
            story.add_across(ready.wider.vector)
            self._bridges.index(story, ready.wider)
            story.identify(ready.identifiers)
            story.date(ready.days, ready.at)
            self._note_alone(story, item)
            self._keep_loose(story)
            if self.openers is not None:
                self.openers.note(story.order, item.title, self.text_of(item), ready.reading.tongue)
        self._list(ready, story)

    def _note_alone(self, story: Story, item: Member) -> None:
        """Keep a story's only item, so that it may find the story that came after it."""
        if story.items > 1:
            self._alone.pop(story.order, None)
            return
        while len(self._alone) >= MOST_ALONE:
            self._alone.pop(next(iter(self._alone)))
        self._alone[story.order] = replace(item, text=item.text[:READ])

    def _keep_loose(self, story: Story) -> None:
        """Pack a story that nothing was added to for long."""
        self._loose.pop(story.order, None)
        self._loose[story.order] = story
        while len(self._loose) > MOST_LOOSE:
            self._loose.pop(next(iter(self._loose))).pack()

    def _index(self, story: Story, vector: Vector) -> None:
        """Let a story be found by what is new in it; the weak terms of an item find nothing."""
        had = story.sum if story.sum is not None else set(story.terms)
        telling = set(sorted(vector, key=lambda term: (-vector[term], term))[:TELLING])
        for term in vector:
            if term not in had:
                self._having[term] += 1
                if term in telling:
                    self.by_term[term].append(story.order)

    def _open(self, ready: Ready) -> Story:
        item = ready.member
        began = min(ready.at, item.opened.timestamp()) if item.opened else ready.at
        story = Story(item.story_id, len(self._orders), item.community_id, began)
        self.has_private |= item.community_id is not None
        story.lists = ready.lists
        if ready.subject:
            story.subject, story.is_named = ready.subject, ready.is_named
        self._orders.append(story)
        self.told = len(self._orders)
        self.stories[item.story_id] = story
        return story

    def _list(self, ready: Ready, story: Story) -> None:
        item, reading, place = ready.member, ready.reading, len(self._story)
        self._story.append(story.order)
        self._at.append(ready.at)
        self._of_feed.setdefault(item.feed_id, array("I")).append(len(self._feed))
        self._feed.append(item.feed_id)
        self._item.append(item.item_id)
        self._owner.append(item.community_id or NOBODY)
        self.newest = max(self.newest, item.item_id)
        note(self._titles, reading.title, place)
        if reading.numbers:
            self._series.keep_apart(story, self.others_of_series(ready) - {story})
            self._series.note(reading, place)
        self._particulars.note(reading.particulars, story.order)
        self._standing.note(item.feed_id, ready.title, item.text)
        if ready.sketch:
            self._note_text(item, story)
            self._copies.note(ready.sketch, item.feed_id, story.order)
        if item.canonical:
            note(self._addresses, _hashed(item.canonical), place)
            self.announce(item.feed_id, [item.canonical], coming=False)

    # ── addresses ───────────────────────────────────────────────────────────────────────────

    def announce(
        self, feed_id: int, canonicals: Iterable[str | None], *, coming: bool = True
    ) -> None:
        """Say with which addresses new entries of a feed are about to come, all at once."""
        count: dict[int, int] = {}
        for canonical in canonicals:
            if canonical:
                address = _hashed(canonical)
                count[address] = count.get(address, 0) + coming
        for address, more in count.items():
            listed = noted(self._addresses, address)
            if len(listed) + more > SHARED:
                there = {self._item[n] for n in listed if self._feed[n] == feed_id}
                if len(there) + more > SHARED:
                    self._shared.add(address)

    def is_shared(self, canonical: str | None) -> bool:
        """Say whether many entries of one feed have this address: a live page, an outlet's own."""
        return bool(canonical) and _hashed(canonical or "") in self._shared

    # ── what is found again ─────────────────────────────────────────────────────────────────

    def at_address(self, ready: Ready, since: float, *, private: bool = False) -> Iterator[Story]:
        """Yield the stories of items with an item's address, the newest first.

        ``private``: those of all communities, too, not of the item's own alone.
        """
        listed = noted(self._addresses, _hashed(ready.member.canonical or ""))
        return self._stories_of(listed, ready, since, private)

    def titled(self, ready: Ready, since: float, *, private: bool = False) -> Iterator[Story]:
        """Yield the stories of items with the same words in their title, the newest first."""
        return self._stories_of(noted(self._titles, ready.reading.title), ready, since, private)

    def _stories_of(
        self, listed: Iterable[int], ready: Ready, since: float, private: bool
    ) -> Iterator[Story]:
        owners = (NOBODY, ready.member.community_id or NOBODY)
        for place in sorted(listed, key=lambda n: (self._at[n], -n), reverse=True):
            if self._at[place] >= since and (private or self._owner[place] in owners):
                yield self._at_order(self._story[place])

    def issues_of(self, ready: Ready, before: float) -> set[Story]:
        """Give the stories in which the item's feed told the same title before that time."""
        listed = noted(self._titles, ready.reading.title)
        return {
            self._at_order(self._story[n])
            for n in listed
            if self._feed[n] == ready.member.feed_id and self._at[n] < before
        }

    def told_by(self, feed: int, since: float) -> set[Story]:
        """Give the stories that a feed told since a time; looks through all of its items."""
        return {
            self._at_order(self._story[place])
            for place in self._of_feed.get(feed, ())
            if self._at[place] >= since
        }

    def others_of_series(self, ready: Ready) -> set[Story]:
        """Give the stories with a title that differs from the item's in its numbers alone."""
        others = self._series.others(ready.reading)
        return {self._at_order(self._story[n]) for n in others}

    def are_apart(self, one: Story, other: Story) -> bool:
        """Say whether two stories have parts of one series, of which each is an event."""
        return any(self._at_order(order) is other for order in self._series.apart_from(one))

    def copied(self, ready: Ready, since: float) -> Iterator[Story]:
        """Yield the stories in which an item's text was told word for word, the newest first.

        A feed's own text counts where the title is alike, too; what many stories have is none's.
        """
        if not ready.sketch:
            return
        owners = (None, ready.member.community_id)
        met: dict[Story, bool] = {}  # whether it counts
        for feed, order in self._copies.of(ready.sketch):
            story = self._at_order(order)
            if story.last < since or story.community not in owners:
                continue
            counts = len(ready.sketch) >= LEAST_ELSEWHERE
            if feed == ready.member.feed_id:
                counts = story.like(ready.vector) >= ALIKE
            met[story] = met.get(story, False) or counts
        if len(met) < EVERYWHERE:
            yield from (story for story, counts in met.items() if counts)

    def _is_under_all(self, item: Member) -> bool:
        """Say whether a feed has an item's text in several stories, so that it tells nothing."""
        return self._texts.get(_text_of(item)) == SEVERAL

    def _note_text(self, item: Member, story: Story) -> None:
        key = _text_of(item)
        known = self._texts.pop(key, story.order)
        while len(self._texts) >= MOST_TEXTS:
            self._texts.pop(next(iter(self._texts)))
        same = known != SEVERAL and self._at_order(known) is story
        self._texts[key] = story.order if same else SEVERAL

    def near(self, vector: Vector, least: float) -> Iterator[Story]:
        """Yield the stories that may be ``least`` like a vector, 0…1, and some that are not.

        They share enough of its strongest terms: what two share bounds their cosine
        (Cauchy–Schwarz). The commonest terms, with their thousands of stories, are seldom among
        the strongest (Bayardo, Ma and Srikant, "Scaling Up All Pairs Similarity Search", 2007).
        """
        ranked = sorted(vector.items(), key=lambda row: (-row[1], row[0]))[:TELLING]
        met: dict[int, float] = {}
        shared_by = met.get
        for term, value in ranked:
            squared = value * value
            for order in self.by_term[term][-NEWEST:]:
                met[order] = shared_by(order, 0.0) + squared
        wanted = least * least * sum(value * value for _, value in ranked)
        likely = [(shared, order) for order, shared in met.items() if shared >= wanted]
        given: set[int] = set()
        for _, order in nlargest(LOOKED_AT, likely):
            story = self._at_order(order)
            if story.order not in given:
                given.add(story.order)
                yield story

    def near_across(self, said: Wider, least: float, *, home: bool = False) -> Iterator[Story]:
        """Yield stories in other languages, or at ``home`` in its own, ``least`` like an item."""
        given: set[int] = set()
        for order in self._bridges.near(said, least, home=home):
            story = self._at_order(order)
            if story.order not in given:
                given.add(story.order)
                yield story

    def sharing(self, ready: Ready) -> Mapping[Story, Collection[Particular]]:
        """Give the stories that tell what few would by chance, and which of it an item tells."""
        found: dict[Story, set[Particular]] = {}
        for order, told in self._particulars.shared(ready.reading.particulars).items():
            found.setdefault(self._at_order(order), set()).update(told)
        return found

    # ── stories ─────────────────────────────────────────────────────────────────────────────

    def number(self, stored: Mapping[int, int]) -> None:
        """Give stories that were opened in a batch the ids that the store gave them."""
        for given, id_ in stored.items():
            if given != id_ and (story := self.stories.pop(given, None)):
                story.id = id_
                self.stories[id_] = story

    def merge(self, kept: Story, gone: Story) -> None:
        """Put all items of one story into another."""
        kept.absorb(gone)
        gone.into = kept
        self._series.merge(kept, gone)
        gone.pack()
        self._keep_loose(kept)
        for one in (kept, gone):
            self._alone.pop(one.order, None)
        self.stories.pop(gone.id, None)

    def take_in(self, kept: Story, private: Story) -> None:
        """Let a private story go on as everybody's; what it tells is not told to others so."""
        private.into = kept
        self.stories.pop(private.id, None)

    def _at_order(self, order: int) -> Story:
        story = self._orders[order]
        while story.into is not None:
            story = story.into
        return story


def _said(item: Member) -> tuple[object, ...]:
    return item.item_id, item.community_id, item.feed_id, item.canonical, item.title, item.text


def _text_of(item: Member) -> int:
    return _hashed(f"{item.feed_id} {item.text}")


def _hashed(address: str) -> int:
    digest = blake2b(address.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest)
