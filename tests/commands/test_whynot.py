from dataclasses import replace

from tests.commands.conftest import SENKAKU, Person, button, labels
from tests.commands.test_subscribe import own_feed
from tests.linetest import World


async def test_a_link_of_a_site_that_no_feed_is_of_says_how_to_add_one(ben: Person):
    reply = await ben.say("/whynot https://www.unknown.example/a/1")
    assert "it was never read. No feed read here is of unknown.example." in reply.text
    assert "`/feeds add https://unknown.example`" in reply.text


async def test_a_link_that_a_feed_never_listed_shows_how_that_feed_does(world: World, ada: Person):
    own = own_feed(world)
    await ada.say(f"/subscribe {own}")
    await world.later(minutes=15)
    host = own.split("/")[2].split(":")[0]
    reply = await ada.say(f"/whynot http://{host}/never-listed")
    assert f"The feeds of {host} that are read have not listed this link:" in reply.text
    assert ": ok, read " in reply.text
    assert "`/whynot TITLE`" in reply.text
    assert reply.text.endswith(f"`/feeds add https://{host}`")  # an article is no feed


async def test_a_feed_that_fails_is_named_with_its_cause_and_can_be_tried(
    world: World, ada: Person
):
    own = own_feed(world)
    await ada.say(f"/subscribe {own}")
    await world.later(minutes=15)
    for outlet in ("harbour", "kanto", "strait", "delta", "lagoon", "own"):
        world.server.put(f"/{outlet}.xml", "gone", status=500)
    await world.later(hours=1)
    host = own.split("/")[2].split(":")[0]
    reply = await ada.say(f"/whynot http://{host}/never-listed")
    assert "Its feed fails, so what it lists now is not known:" in reply.text
    assert "failing since" in reply.text
    assert labels(reply) == ["Retry now"]


async def test_another_communitys_private_article_is_as_if_never_read(
    world: World, ada: Person, eve: Person
):
    await ada.say(f"/subscribe {own_feed(world)}")
    await world.later(minutes=15)
    reply = await eve.say("/whynot https://own.example/0")
    assert "it was never read. No feed read here is of own.example." in reply.text
    assert (await eve.say("/whynot hello there")).error
    assert "Hello there" not in (await eve.press("whynot:i6")).text


async def test_nothing_watched_names_what_the_article_is_about(world: World, ada: Person):
    world.item(SENKAKU)
    await world.later(minutes=15)
    reply = await ada.say("/whynot https://harbour.example/2")
    assert "nothing is watched there yet." in reply.text
    assert "It is about Senkaku Islands" in reply.text
    assert "`/watch Senkaku Islands` posts the next one." in reply.text


async def test_the_watch_that_it_proposes_does_post_the_next_one(world: World, ada: Person):
    world.item(SENKAKU)
    await world.later(minutes=15)
    text = (await ada.say("/whynot https://harbour.example/2")).text
    await ada.say(text.partition("`")[2].partition("`")[0])
    world.item("Senkaku Islands: another patrol", "kanto")
    await world.later(minutes=15)
    assert len(world.posts()) == 1


async def test_a_missing_context_word_is_named_with_the_edit_that_lets_it_count(
    world: World, ada: Person
):
    await ada.say("/watch quad")
    world.item("Quad race won by a local team")
    await world.later(minutes=15)
    reply = await ada.say("/whynot Quad race won by a local team")
    assert "no watch of this channel matches it." in reply.text
    assert "*Quad*, nearly: Quad stands in the title of Harbour, but " in reply.text
    command = reply.text.partition("To let it count ")[2].partition("`")[2].partition("`")[0]
    assert command.startswith("/topics edit quad ")
    assert not (await ada.say(command)).error
    world.item("Quad race won by a local team again", "kanto")
    await world.later(minutes=15)
    assert len(world.posts()) == 1


async def test_what_a_rule_told_apart_is_not_proposed_as_a_name(world: World, ada: Person):
    titles = (
        "Quad bike crash kills two in Kent",
        "Boy, 12, dies after quad bike overturns on farm",
        "Student Quad reopens at university",
        "Quad-core chip ships",
    )
    await ada.say("/watch quad")
    for title in titles:
        world.item(title)
    await world.later(minutes=15)
    for number, _ in enumerate(titles, start=2):
        reply = await ada.say(f"/whynot https://harbour.example/{number}")
        assert "no watch of this channel matches it." in reply.text
        assert "/topics edit" not in reply.text


async def test_a_veto_is_named_with_the_watch_that_finds_the_very_spelling(
    world: World, ada: Person
):
    await ada.say("/watch senkaku")
    world.item("Senkaku Brewery wins a prize")
    await world.later(minutes=15)
    reply = await ada.say("/whynot https://harbour.example/2")
    assert "nearly: Senkaku stands in the title" in reply.text
    command = reply.text.partition("`")[2].partition("`")[0]
    assert command.startswith("/watch =")
    assert not (await ada.say(command)).error
    world.item("Senkaku Brewery wins another prize", "kanto")
    await world.later(minutes=15)
    assert len(world.posts()) == 1


async def test_a_part_of_the_query_that_is_missing_is_named(world: World, ada: Person):
    await ada.say("/watch senkaku AND fisheries")
    world.item(SENKAKU)
    await world.later(minutes=15)
    reply = await ada.say("/whynot https://harbour.example/2")
    assert "but the watch asks for fisheries as well." in reply.text
    assert "Broaden" in labels(reply)


async def test_a_name_spelt_nearly_alike_is_proposed(world: World, ada: Person):
    await ada.say("/watch senkaku")
    world.item("Ships near the Sennkaku islets")
    await world.later(minutes=15)
    reply = await ada.say("/whynot https://harbour.example/2")
    assert "*Sennkaku* is nearly Senkaku" in reply.text
    assert "`/topics edit senkaku add:Sennkaku`" in reply.text


async def test_what_came_before_the_watch_says_when(world: World, ada: Person):
    world.item(SENKAKU)
    await world.later(minutes=15)
    await ada.say("/watch senkaku")
    reply = await ada.say("/whynot https://harbour.example/2")
    assert "before *Senkaku Islands* was watched. What comes after is posted." in reply.text
    old = await ada.say("/watch old news")
    assert not old.error
    reply = await ada.say("/whynot https://harbour.example/1")
    assert "it was there when its feed was first read." in reply.text


async def test_each_rule_that_keeps_it_back_comes_with_what_would_change_it(
    world: World, ada: Person
):
    await ada.say("/watch fisheries languages:ja")
    await ada.say("/watch typhoon mode:digest")
    await ada.say("/watch senkaku min-publishers:2")
    world.item("Fisheries talks resume", "kanto")
    world.item("Typhoon nears the cape", "strait")
    world.item(SENKAKU, "delta")
    await world.later(minutes=15)
    language = await ada.say("/whynot https://kanto.example/2")
    assert "its language is en; the watch takes ja." in language.text
    assert "`/watch fisheries languages:ja,en`" in language.text
    digest = await ada.say("/whynot https://strait.example/2")
    assert "the watch is set to digest." in digest.text
    assert labels(digest)[0] == "Alert at once"
    assert not (await ada.choose(digest, "Alert at once")).error
    outlets = await ada.say("/whynot https://delta.example/2")
    assert "1 outlet so far." in outlets.text
    assert "`/watch Senkaku Islands min-publishers:1`" in outlets.text


async def test_quiet_hours_budget_and_mutes_are_told_with_their_command(world: World, ada: Person):
    await ada.say("/watch senkaku")
    await ada.say("/quiet now 2h")
    world.item(SENKAKU)
    await world.later(minutes=15)
    quiet = await ada.say("/whynot https://harbour.example/2")
    assert "Held in #desk: quiet hours or a pause" in quiet.text
    assert "`/quiet off` ends the quiet" in quiet.text
    async with world.gear.store.begin() as tx:
        from bot.store import record

        await record.mute(tx, 1, by="ada", now=world.now, publisher="kanto")
    await ada.say("/watch harbour works")
    world.item("Harbour works: the new pier", "kanto")
    await world.later(minutes=15)
    muted = await ada.say("/whynot https://kanto.example/2")
    assert "the outlet is muted in this channel." in muted.text
    assert "`/settings` ends a mute." in muted.text


async def test_what_was_posted_says_so(world: World, ada: Person):
    await ada.say("/watch senkaku")
    world.item(SENKAKU)
    await world.later(minutes=15)
    reply = await ada.say("/whynot https://harbour.example/2")
    assert "Posted in #desk 06:" in reply.text
    assert "Not posted" not in reply.text
    assert not (await ada.choose(reply, "Why")).error


async def test_what_came_after_its_story_was_posted_says_so_and_is_called_by_its_own_title(
    world: World, ada: Person
):
    await ada.say("/watch senkaku")
    world.item(SENKAKU)
    await world.later(minutes=15)
    again = f"{SENKAKU}, officials say"
    world.item(again, "kanto")
    await world.later(minutes=15)
    first = await ada.say("/whynot https://harbour.example/2")
    assert "Posted in #" in first.text
    reply = await ada.say("/whynot https://kanto.example/2")
    assert reply.text.startswith(f"“{again}”, Kanto")
    assert "No alert of its own in #" in reply.text
    assert "was posted there" in reply.text
    assert "this came" in reply.text
    assert "\nPosted in" not in reply.text
    assert "told by one more outlet" in reply.text


async def test_a_paused_watch_is_said_to_be_paused(world: World, ada: Person):
    watched = await ada.say("/watch senkaku")
    adjust = await ada.choose(watched, "Adjust")
    await ada.choose(adjust, "Pause")
    world.item(SENKAKU)
    await world.later(minutes=15)
    reply = await ada.say("/whynot https://harbour.example/2")
    assert "Not posted in #desk: *Senkaku Islands* is paused." in reply.text
    assert "nearly" not in reply.text
    assert "posts the next one" not in reply.text
    assert not (await ada.press(button(reply, "Resume Senkaku Islands"))).error


async def test_a_paused_watch_that_asks_for_something_else_is_named_beside(
    world: World, ada: Person
):
    watched = await ada.say("/watch giraffes")
    await ada.press(f"set:{button(watched, 'Adjust').partition(':')[2]}:state:paused")
    world.item(SENKAKU)
    await world.later(minutes=15)
    reply = await ada.say("/whynot https://harbour.example/2")
    assert "no watch of this channel matches it." in reply.text
    assert "Paused, and so not asked: giraffes." in reply.text


async def test_a_paused_watch_of_plain_words_says_what_is_true(world: World, ada: Person):
    watched = await ada.say("/watch giraffes mode:digest")
    number = button(watched, "Adjust").partition(":")[2]
    await ada.press(f"set:{number}:state:paused")
    world.item("Two giraffes counted on the pier")
    await world.later(minutes=15)
    reply = await ada.say("/whynot https://harbour.example/2")
    assert "Not posted in #desk: *giraffes* is paused." in reply.text
    assert "rules it out" not in reply.text
    assert "`/watch giraffes`" not in reply.text
    await ada.choose(reply, "Resume giraffes")
    later = await ada.say("/whynot https://harbour.example/2")
    assert "is paused" not in later.text
    assert "before" not in later.text


async def test_what_another_channel_found_does_not_say_that_a_paused_watch_came_late(
    world: World, ada: Person
):
    """The match is kept for all who ask for the same."""
    other = replace(ada, channel="other")
    await other.say("/watch gannet")
    watched = await ada.say("/watch gannet mode:digest")
    number = button(watched, "Adjust").partition(":")[2]
    await ada.press(f"set:{number}:state:paused")
    world.item("A gannet counted on the pier")
    await world.later(minutes=15)
    reply = await ada.say("/whynot https://harbour.example/2")
    assert "Not posted in #desk: *gannet* is paused." in reply.text
    assert "before" not in reply.text
    resumed = await ada.choose(reply, "Resume gannet")
    assert not resumed.error
    later = await ada.say("/whynot https://harbour.example/2")
    assert "Not posted in #desk: the watch is set to digest." in later.text


async def test_what_was_posted_long_ago_is_found_by_its_words_as_long_as_its_post_is_kept(
    world: World, ada: Person
):
    await ada.say("/watch senkaku")
    world.item(SENKAKU)
    await world.later(minutes=15)
    assert len(world.posts()) == 1
    world.move(days=40)
    assert "\nPosted in #desk" in (await ada.say(f"/whynot {SENKAKU}")).text


async def test_words_of_several_articles_are_asked_about(world: World, ada: Person):
    world.item("Pier opens in the harbour")
    world.item("Pier closes in the harbour", "kanto")
    await world.later(minutes=15)
    reply = await ada.say("/whynot pier harbour")
    assert reply.asks
    assert not reply.error
    chosen = await ada.choose(reply, "2")
    assert "Pier" in chosen.text.splitlines()[0]
    exact = await ada.say("/whynot Pier opens in the harbour")
    assert exact.text.startswith("“Pier opens in the harbour”")


async def test_a_title_that_changed_a_little_is_found_by_its_words(world: World, ada: Person):
    world.item("尖閣諸島の周辺で漁業協定の協議")
    await world.later(minutes=15)
    reply = await ada.say("/whynot 尖閣諸島の周辺で漁業協定の協議")
    assert not reply.error
    nothing = await ada.say("/whynot volcano parliament orchestra")
    assert nothing.error
    assert "*volcano parliament orchestra*" in nothing.text


async def test_a_reader_of_another_tongue_is_answered_in_it(world: World, ada: Person):
    reply = await replace(ada, locale="ja").say("/whynot https://unknown.example/1")
    assert "unknown.example" in reply.text
    assert "No feed read here" not in reply.text


async def test_a_feed_that_stands_on_another_host_is_of_the_outlet_whose_links_it_has(
    world: World, ada: Person
):
    world.item("Whales are counted", link="https://www.sea.example/whales")
    await world.later(minutes=15)
    reply = await ada.say("/whynot https://sea.example/other")
    assert "No feed read here" not in reply.text
    assert "Harbour: " in reply.text
    assert (
        "No feed read here is of a.example."
        in (await ada.say("/whynot https://a.example/other")).text
    )
