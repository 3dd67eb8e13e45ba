"""An address that stands for several contents tells no entry from another."""

from bot.model import Entry
from bot.pipeline.dedupe import Head, Sorted, content_hash, head_of, sort_out

FRONT = "https://tern.example/"
GALE, SUIT, GOATS = "Gale warning for Cape Tern", "Divers sue the port", "Goats seen on the islet"


def entry(title: str, link: str | None = FRONT, text: str = "It was told today.") -> Entry:
    return Entry(id=None, link=link, title=title, text=text)


class Shown:
    """What the store knows of a feed after its documents were read one after another."""

    def __init__(self) -> None:
        self.known: dict[str, str] = {}
        self.heads: set[Head] = set()

    def read(self, *entries: Entry) -> Sorted:
        found = sort_out(entries, self.known, self.heads)
        for key, one in (*found.new, *found.revised):
            self.known[key] = content_hash(one)
            self.heads |= {head} if (head := head_of(one)) else set()
        self.known |= found.renamed
        return found

    def new(self, *entries: Entry) -> list[str]:
        return sorted(one.title for _, one in self.read(*entries).new)


def test_entries_that_all_link_to_the_front_page_are_items_of_their_own() -> None:
    feed = Shown()
    assert feed.new(entry(GALE), entry(SUIT), entry(GOATS)) == sorted([GALE, SUIT, GOATS])
    assert feed.new(entry(GALE), entry(SUIT), entry(GOATS)) == []


def test_what_comes_later_under_a_shared_address_is_new_and_revises_nothing() -> None:
    feed = Shown()
    feed.read(entry(GALE), entry(SUIT))
    found = feed.read(entry(GOATS), entry(GALE))
    assert [one.title for _, one in found.new] == [GOATS]
    assert not found.revised


def test_a_shared_address_is_remembered_when_one_entry_stands_there_alone() -> None:
    feed = Shown()
    feed.read(entry(GALE), entry(SUIT))
    found = feed.read(entry(GOATS))
    assert [one.title for _, one in found.new] == [GOATS]
    assert not found.revised


def test_an_entry_that_had_the_address_alone_before_is_no_new_one() -> None:
    feed = Shown()
    feed.read(entry(GALE))
    assert feed.new(entry(SUIT), entry(GALE)) == [SUIT]
    assert feed.new(entry(SUIT), entry(GALE)) == []


def test_pages_that_a_script_shows_by_the_fragment_are_pages_of_their_own() -> None:
    feed = Shown()
    one, two = entry(GALE, f"{FRONT}#/news/1"), entry(SUIT, f"{FRONT}#!/news/2")
    assert feed.new(one) == [GALE]
    assert feed.new(two) == [SUIT]
    revised = feed.read(entry(f"{GALE}, again", f"{FRONT}#/news/1")).revised
    assert [item.title for _, item in revised] == [f"{GALE}, again"]


def test_anchors_of_one_page_tell_entries_apart_and_let_them_be_revised() -> None:
    feed = Shown()
    page = "https://tern.example/whatsnew.html"
    feed.read(entry(GALE, f"{page}#n1"), entry(SUIT, f"{page}#n2"))
    found = feed.read(entry(GOATS, f"{page}#n3"), entry(f"{SUIT} again", f"{page}#n2"))
    assert [one.title for _, one in found.new] == [GOATS]
    assert [one.title for _, one in found.revised] == [f"{SUIT} again"]


def test_a_changed_title_under_an_address_of_its_own_is_a_revision() -> None:
    feed = Shown()
    feed.read(entry(GALE, f"{FRONT}a/1"), entry(SUIT, f"{FRONT}a/2"))
    found = feed.read(entry(f"{GALE} lifted", f"{FRONT}a/1"), entry(SUIT, f"{FRONT}a/2"))
    assert not found.new
    assert [one.title for _, one in found.revised] == [f"{GALE} lifted"]


def test_one_item_that_is_listed_twice_stays_one() -> None:
    twice = (entry(GALE, f"{FRONT}a/1"), entry(GALE, f"{FRONT}a/1#top"))
    assert Shown().new(*twice) == [GALE]
    shorter = entry(GALE, f"{FRONT}a/1", "It was told")
    assert Shown().new(entry(GALE, f"{FRONT}a/1"), shorter) == [GALE]
    bare = entry(GALE, f"{FRONT}a/1", "")
    assert Shown().new(entry(GALE, f"{FRONT}a/1"), bare) == [GALE]


HEADLINED = "https://tern.example/2026/11/29/six-divers-sue-the-port"


def test_an_article_that_a_document_lists_under_two_headlines_is_one_item() -> None:
    two = entry(SUIT, HEADLINED, ""), entry("Port sued by six divers", HEADLINED, "")
    feed = Shown()
    assert len(feed.new(*two)) == 1
    assert feed.new(*two) == []
    same_id = [Entry(id="x", link=HEADLINED, title=one.title, text="Told.") for one in two]
    assert len(Shown().new(*same_id)) == 1
    asked = [entry(title, f"{FRONT}read?no=12345") for title in (SUIT, GALE)]
    assert len(Shown().new(*asked)) == 1


def test_reports_that_one_live_page_holds_are_items() -> None:
    parts = entry(SUIT, f"{HEADLINED}#p1"), entry(GALE, f"{HEADLINED}#p2")
    assert Shown().new(*parts) == sorted([GALE, SUIT])
    assert len(Shown().new(*(entry(title, HEADLINED) for title in (SUIT, GALE, GOATS)))) == 3


def test_one_title_over_several_texts_at_one_address_is_several_items() -> None:
    texts = ("Winds of nine off the cape.", "Rain floods two streets.", "Fog closes an airport.")
    warnings = [entry("Warning", FRONT, text) for text in texts]
    feed = Shown()
    assert feed.new(*warnings) == ["Warning"] * 3
    assert feed.new(*reversed(warnings)) == []


def test_an_id_and_an_address_that_are_both_shared_leave_the_content() -> None:
    listed = [Entry(id="x", link=FRONT, title=title, text="Told.") for title in (GALE, SUIT)]
    feed = Shown()
    assert feed.new(*listed) == sorted([GALE, SUIT])
    alone = Entry(id="x", link=FRONT, title=GOATS, text="Told.")
    assert feed.new(alone) == [GOATS]


def test_an_id_is_no_shared_one_because_another_begins_like_it() -> None:
    feed = Shown()
    page, part = f"{FRONT}a", f"{FRONT}a#part"
    feed.read(*(Entry(id=id_, link=id_, title=id_, text="Told.") for id_ in (page, part)))
    found = feed.read(Entry(id=page, link=page, title="Another title", text="Told."))
    assert [key for key, _ in found.revised] == [f"id:{page}"]
