from bot.commands.topics.show import ROOM
from tests.commands.conftest import Person, labels


async def test_without_a_name_every_topic_stands_with_those_it_is_part_of(ben: Person):
    reply = await ben.say("/topics")
    head, *lines = reply.text.splitlines()
    assert head.split(" topics, page 1 of ")[0].isdigit()
    supply = next(line for line in lines if line.startswith("East China Sea: "))
    assert "Senkaku Islands" in supply
    assert "/topics add" in lines[-1]
    assert labels(reply) == ["More"]
    seen = [reply.text]
    while "More" in labels(reply):
        reply = await ben.choose(reply, "More")
        seen.append(reply.text)
    assert all(len(text) <= ROOM + 200 for text in seen)
    assert "Others: " in "".join(seen)
    assert labels(reply) == ["Back"]


async def test_a_topic_is_shown_with_its_names_context_and_vetoes(ben: Person):
    reply = await ben.say("/topics show クアッド")
    head, *lines = reply.text.splitlines()
    assert head.startswith("Quad")
    assert lines[0] == "The United States, Japan, India and Australia."
    assert lines[1].startswith("Part of: Indo-Pacific")
    assert lines[2].startswith("en: ")
    assert " · ja: " in lines[2]
    assert " more in fr" in lines[2]
    assert " names count only beside certain words: Quad beside " in lines[3]
    assert " names do not count beside certain words: Quad beside " in lines[4]
    assert lines[5].startswith("Not: Sudan's Quad")
    assert lines[6].startswith("Official: ")
    assert len(reply.text) < 1000
    assert labels(reply) == ["Show all"]


async def test_the_words_of_a_class_are_shown_by_its_name(ben: Person):
    reply = await ben.say("/topics show quad")
    whole = await ben.choose(reply, "Show all")
    text = whole.text
    while "More" in labels(whole):
        whole = await ben.choose(whole, "More")
        text += whole.text
    assert "@diplomacy" in text
    assert "Source: " in text
    assert "\n• " in text
    assert "… (" not in text
    assert len(text) > len(reply.text)


async def test_a_near_miss_says_what_was_meant(ben: Person):
    reply = await ben.say("/topics show sennkaku")
    assert reply.error
    assert "no topic called *sennkaku*. Did you mean" in reply.text
    assert "`/topics show Senkaku" in reply.text


async def test_everybody_may_look_and_only_some_may_change(ben: Person, ada: Person):
    assert "Switch names off" not in labels(await ben.say("/topics show senkaku"))
    assert "Switch names off" in labels(await ada.say("/topics show senkaku"))
    for typed in ("add X", "edit quad state:off", "remove quad", "import X"):
        reply = await ben.say(f"/topics {typed}")
        assert reply.error
        assert f"You may not use `/topics {typed.split()[0]}`" in reply.text
    assert not (await ben.say("/topics export")).error


async def test_topics_are_completed_by_any_of_their_names(ben: Person):
    offered = await ben.complete("topics", "topic", "尖閣", sub="show")
    assert offered[0][0] == "Senkaku Islands"
    assert offered[0][1].startswith("Senkaku Islands · ")
    assert (await ben.complete("topics", "parent", "rare ear", sub="add"))[0][0]


async def test_help_for_a_long_command_leads_to_each_of_its_words(ada: Person):
    reply = await ada.say("/help topics")
    assert "More about one: `/help topics show`." in reply.text
    one = await ada.say("/help topics edit")
    assert "remove: names, context words or vetoes that do not count here" in one.text
    assert (await ada.say("/help topics edti")).error
