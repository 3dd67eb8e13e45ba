from datetime import timedelta

from tests.commands.conftest import SENKAKU, Person, labels
from tests.linetest import NewsItem, World, rss


def put(world: World, path: str, name: str, *titles: str, **more: str) -> str:
    items = [
        NewsItem(id=f"{name}-{n}", title=title, at=world.now - timedelta(hours=n + 1))
        for n, title in enumerate(titles)
    ]
    world.server.put(path, rss(name, items), **more)
    return world.server.url(path)


async def test_the_list_shows_each_feed_with_its_health(world: World, ben: Person):
    await world.later(minutes=4)
    reply = await ben.say("/feeds")
    first, line, *_ = reply.text.splitlines()
    assert first == "5 feeds, all well:"
    assert line == "Delta · ok, read 4 min ago, every 5 min, next in 1 min"


async def test_what_fails_stands_first_with_cause_and_next_try(world: World, ben: Person):
    world.server.put("/kanto.xml", "boom", status=500)
    await world.later(minutes=15)
    reply = await ben.say("/feeds list")
    first, line, *_ = reply.text.splitlines()
    assert first == "5 feeds, 1 failing:"
    assert line.startswith("Kanto · failing since 06:05: ")
    assert "500" in line
    assert "; next try in " in line


async def test_a_feed_that_is_gone_for_good_is_said_to_be_read_no_more(world: World, ben: Person):
    world.server.put("/kanto.xml", "gone", status=410)
    world.server.put("/strait.xml", "boom", status=500)
    await world.later(minutes=15)
    reply = await ben.say("/feeds list")
    head, *lines = reply.text.splitlines()
    assert head == "5 feeds, 1 failing and 1 read no more:"
    assert lines[0].startswith("Kanto · read no more since 06:05: ")
    assert "The publisher says it is gone for good" in lines[0]
    assert "next try" not in lines[0]
    assert lines[1].startswith("Strait · failing since 06:05: ")
    stands = (await ben.say("/status")).text.splitlines()
    assert stands[0].startswith("3 of 4 feeds read well; last read ")
    assert stands[0].endswith(". 1 feed is read no more.")
    assert stands[1].startswith("Kanto: read no more since 06:05: ")


async def test_several_addresses_are_added_each_with_its_result(
    world: World, ada: Person, eve: Person
):
    good = put(world, "/a.xml", "Alpha", "Boats race")
    also = put(world, "/b.xml", "Beta", "Boats rest")
    world.server.put("/c.html", "<html>no feed here</html>", content_type="text/html")
    bad, known = world.server.url("/c.html"), world.server.url("/harbour.xml")
    reply = await ada.say(f"/feeds add {good} {bad} {also} {known}")
    lines = reply.text.splitlines()
    assert lines[0] == 'Alpha: added, 1 item now. Newest: "Boats race", 1 h ago.'
    assert lines[1].startswith(f"{bad}: ")
    assert lines[2].startswith("Beta: added")
    assert lines[3].startswith("Harbour: was here already, 1 item now.")
    assert labels(reply) == ["Post everything here", "Only what watches match", "Undo"]
    assert "7 feeds" in (await ada.say("/feeds")).text
    assert "5 feeds" in (await eve.say("/feeds")).text
    assert (await ada.choose(reply, "Undo")).text == "Taken back: “adding 2 feeds”."
    assert "5 feeds" in (await ada.say("/feeds")).text


async def test_added_feeds_can_be_posted_whole(world: World, ada: Person, eve: Person):
    url = put(world, "/a.xml", "Alpha", "Boats race")
    reply = await ada.say(f"/feeds add {url}")
    assert (
        await eve.choose(reply, "Post everything here")
    ).text == "#desk has all of them already."
    posted = await ada.choose(reply, "Post everything here")
    assert posted.text == "Every new item of Alpha is posted here from now on."
    assert (await ada.choose(reply, "Post everything here")).text.endswith("already.")
    await ada.choose(posted, "Undo")
    assert "Nothing is watched" in (await ada.say("/watches")).text
    await ada.choose(reply, "Post everything here")
    await world.later(minutes=15)
    put(world, "/a.xml", "Alpha", "Boats race", "Boats sink")
    await world.later(minutes=15)
    assert world.titles() == ["Boats sink"]


async def test_added_feeds_are_seen_by_the_watches(world: World, ada: Person):
    reply = await ada.say(f"/feeds add {put(world, '/a.xml', 'Alpha', 'Boats race')}")
    assert "every watch here sees" in (await ada.choose(reply, "Only what watches match")).text
    await ada.say("/watch senkaku")
    await world.later(minutes=15)
    put(world, "/a.xml", "Alpha", "Boats race", SENKAKU)
    await world.later(minutes=15)
    assert world.titles() == [SENKAKU]


async def test_when_nothing_could_be_added_that_is_an_error(world: World, ada: Person):
    reply = await ada.say(f"/feeds add {world.server.url('/none.xml')} nonsense.example/x")
    assert reply.error
    assert len(reply.text.splitlines()) == 2
    many = " ".join(f"https://h{n}.example" for n in range(11))
    assert "at most 10 addresses" in (await ada.say(f"/feeds add {many}")).text


async def test_a_private_address_is_refused_and_says_why(ada: Person):
    reply = await ada.say("/feeds add http://10.0.0.1/feed.xml")
    assert reply.error
    assert "10.0.0.1" in reply.text


async def test_a_feed_gets_another_name_and_tags_here_alone(world: World, ada: Person, eve: Person):
    reply = await ada.say("/feeds edit Harbour name:Harbour Post tags:Wire,japan")
    assert reply.text.startswith("Harbour Post, tags wire and japan, is read at http://127.0.0.1")
    assert "Harbour Post · wire, japan" in (await ada.say("/feeds")).text
    assert "Harbour Post" not in (await eve.say("/feeds")).text
    await ada.choose(reply, "Undo")
    assert "Harbour Post" not in (await ada.say("/feeds")).text


async def test_a_feed_moves_to_another_address_and_back(world: World, ada: Person):
    old = put(world, "/a.xml", "Alpha", "Boats race")
    new = put(world, "/new.xml", "Alpha", "Boats race")
    await ada.say(f"/feeds add {old}")
    await ada.say("/subscribe Alpha")
    reply = await ada.say(f"/feeds edit Alpha address:{new}")
    assert reply.text == f"Alpha is read at {new}"
    assert "6 feeds" in (await ada.say("/feeds")).text
    await world.later(minutes=15)
    put(world, "/new.xml", "Alpha", "Boats race", "Boats sink")
    await world.later(minutes=15)
    assert world.titles() == ["Boats sink"]
    await ada.say("/feeds edit Alpha name:Aleph")
    assert "Aleph" in (await ada.say("/watches")).text


async def test_a_feed_that_others_read_too_stays_where_it_is_for_them(
    world: World, ada: Person, eve: Person
):
    old = put(world, "/a.xml", "Alpha", "Boats race")
    new = put(world, "/new.xml", "Alpha", "Boats race")
    await ada.say(f"/subscribe {old}")
    await eve.say(f"/subscribe {old}")
    moved = await ada.say(f"/feeds edit Alpha address:{new}")
    assert moved.text == f"Alpha is read at {new}"
    await world.later(minutes=5)
    assert new in (await ada.say("/feeds edit Alpha tags:x")).text
    assert old in (await eve.say("/feeds edit Alpha tags:x")).text
    assert (await ada.say("/watches")).text.startswith("1 watch in #desk")
    assert not (await ada.choose(moved, "Undo")).error


async def test_a_starter_feed_keeps_its_address_and_is_not_removed(world: World, ada: Person):
    url = put(world, "/a.xml", "Alpha", "Boats race")
    moved = await ada.say(f"/feeds edit Harbour address:{url}")
    assert moved.error
    assert "Harbour is a starter feed: its address is the same for everybody." in moved.text
    removed = await ada.say("/feeds remove Harbour")
    assert removed.error
    assert "Harbour is a starter feed that everybody sees" in removed.text


async def test_edit_says_what_can_be_changed(ada: Person):
    reply = await ada.say("/feeds edit Harbour")
    assert reply.error
    assert "Say what to change" in reply.text
    taken = await ada.say("/feeds edit Harbuor tags:x")
    assert taken.text == (
        "There is no feed called *Harbuor*. Did you mean Harbour? Type `/feeds edit Harbour`."
    )


async def test_an_own_feed_is_removed_with_its_subscriptions_and_comes_back(
    world: World, ada: Person
):
    await ada.say(f"/subscribe {put(world, '/a.xml', 'Alpha', 'Boats race')}")
    reply = await ada.say("/feeds remove Alpha")
    assert reply.text == "Alpha is no longer read for this community. 1 subscription ended."
    assert "5 feeds" in (await ada.say("/feeds")).text
    assert "Nothing is watched" in (await ada.say("/watches")).text
    await ada.choose(reply, "Undo")
    assert "6 feeds" in (await ada.say("/feeds")).text
    assert "1. Alpha · every item" in (await ada.say("/watches")).text


async def test_what_is_due_of_a_feed_is_not_posted_after_it_was_removed_until_undo(
    world: World, ada: Person
):
    await ada.say(f"/subscribe {put(world, '/a.xml', 'Alpha', 'Boats race')}")
    await ada.say("/quiet now 2h")
    await world.run()
    put(world, "/a.xml", "Alpha", "Boats race", "Boats rest", "Boats sink")
    await world.later(minutes=80)
    removed = await ada.say("/feeds remove Alpha")
    assert "1 subscription ended" in removed.text
    assert (await ada.say("/quiet off")).text.endswith("#desk has no quiet hours.")
    await world.later(minutes=1)
    assert world.sent() == []
    await ada.choose(removed, "Undo")
    await world.later(minutes=1)
    (post,) = world.posts("rollup")
    assert "2 stories" in post["title"]


async def test_a_test_says_what_is_at_an_address_and_saves_nothing(world: World, ben: Person):
    url = put(world, "/a.xml", "Alpha", "Boats race", "Boats rest", etag='"1"')
    reply = await ben.say(f"/feeds test {url}")
    assert reply.text.splitlines() == [
        "Alpha: rss20, 2 items, language en.",
        'Newest: "Boats race", 1 h ago.',
        "Polling it is cheap: it honours ETag (304).",
        f"To add it type `/feeds add {url}`.",
    ]
    assert "5 feeds" in (await ben.say("/feeds")).text
    bare = await ben.say(f"/feeds test {put(world, '/b.xml', 'Beta', 'Boats rest')}")
    assert "it sends neither ETag nor Last-Modified" in bare.text


async def test_a_test_says_why_an_address_is_no_feed(world: World, ben: Person):
    world.server.put("/c.html", "<html>no feed here</html>", content_type="text/html")
    none = await ben.say(f"/feeds test {world.server.url('/c.html')}")
    assert none.error
    assert "\nNo feed: " in none.text
    gone = await ben.say(f"/feeds test {world.server.url('/gone.xml')}")
    assert gone.error
    assert "\nNot read: " in gone.text
    assert "404" in gone.text


async def test_changing_feeds_needs_the_right(ben: Person):
    for typed in ("add https://a.example", "remove Harbour", "edit Harbour name:X"):
        reply = await ben.say(f"/feeds {typed}")
        assert reply.error
        assert f"You may not use `/feeds {typed.split()[0]}`" in reply.text
    assert not (await ben.say("/feeds list")).error


async def test_a_long_list_has_pages(world: World, ada: Person):
    urls = [put(world, f"/{n}.xml", f"Gazette {n}", "Boats race") for n in range(9)]
    await ada.say(f"/feeds add {' '.join(urls)}")
    first = await ada.say("/feeds")
    assert first.text.startswith("14 feeds, all well, page 1 of 2:")
    assert labels(first) == ["More"]
    second = await ada.choose(first, "More")
    assert len(second.text.splitlines()) == 5
    assert labels(second) == ["Back"]
