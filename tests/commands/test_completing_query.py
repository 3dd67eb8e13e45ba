"""What is offered at the end of a query: only the words being typed give way."""

import pytest

from bot.commands.completing_query import FIELDS
from bot.pipeline.query import normal_form, parse_query
from tests.commands.conftest import Person


@pytest.mark.parametrize(
    ("typed", "chosen"),
    [
        ("senk", "Senkaku Islands"),
        ("tuna senk", "tuna Senkaku Islands"),
        ("quad AND senk", "quad AND Senkaku Islands"),
        ("quad AND (tuna OR senk", "quad AND (tuna OR Senkaku Islands"),
        ("tuna NOT senk", "tuna NOT Senkaku Islands"),
        ('"rare earths" senk', '"rare earths" Senkaku Islands'),
        ("tuna south chi", "tuna South China Sea"),
        ('tuna "south chi', "tuna South China Sea"),
        ("tuna NEAR/5 senk", 'tuna NEAR/5 "Senkaku Islands"'),
        ("title:senk", 'title:"Senkaku Islands"'),
        ("title:tuna senk", "title:tuna Senkaku Islands"),
        ("lang:ja senk", "lang:ja Senkaku Islands"),
        ("topic:senk", "topic:senkaku"),
        ("entity:senk", "entity:senkaku"),
        ("topic:(quad OR senk", "topic:(quad OR senkaku"),
        ("tuna sennkaku", "tuna Senkaku Islands"),
        ("tuna lang:j", "tuna lang:ja"),
        ("tuna lang:(en OR j", "tuna lang:(en OR ja"),
        ("tuna country:j", "tuna country:jp"),
        ("tuna source:harb", "tuna source:Harbour"),
        ("tuna publis", "tuna publisher:"),
        ("(LAN", "(lang:"),
    ],
)
async def test_the_last_words_are_completed_and_the_rest_is_kept(
    ada: Person, typed: str, chosen: str
):
    offered = [value for value, _ in await ada.complete("watch", "query", typed)]
    assert chosen in offered[:1] or (chosen.endswith(":") and chosen in offered)


async def test_publishers_are_offered_by_id_and_name(world, ada: Person):
    id_, publisher = next(iter(world.gear.catalogue.publishers.items()))
    for start in (id_[:4], publisher.name[:6]):
        offered = dict(await ada.complete("watch", "query", f"tuna publisher:{start}"))
        assert offered[f"tuna publisher:{id_}"] == f"tuna publisher:{id_} · {publisher.name}"


@pytest.mark.parametrize("head", ["", "tuna ", "tuna AND (", "title:", "topic:", "tuna NEAR/3 "])
async def test_every_topic_that_is_offered_is_read_as_that_topic(ada: Person, head: str, world):
    known = world.gear.catalogue
    for start in ("a", "c", "j", "r"):
        for value, label in (await ada.complete("watch", "query", head + start))[:8]:
            if value.endswith(":"):
                continue
            query = parse_query(value + ")" * (value.count("(") - value.count(")")), known.meant)
            name = label.removeprefix(head).split(" · ")[0]
            (topic,) = (t.id for t in known.topics.values() if t.name == name)
            assert f"topic:{topic}" in normal_form(query)


async def test_every_field_is_offered(ada: Person):
    for field in FIELDS:
        assert f"tuna {field}:" in dict(await ada.complete("watch", "query", f"tuna {field[:3]}"))


@pytest.mark.parametrize("typed", ["", "quad AND ", "((((", '"', "a:b:c", "=", "lang:", "NEAR/5 "])
async def test_anything_can_be_completed(ada: Person, typed: str):
    for value, label in await ada.complete("watch", "query", typed):
        assert value.startswith(typed[:-1].strip('"'))
        assert label


async def test_context_words_offer_the_classes(ada: Person):
    for option in ("needs", "vetoes"):
        offered = await ada.complete("topics", option, "beer, @spo", sub="edit")
        assert offered[0][0] == "beer, @sport"
        assert offered[0][1].startswith("@sport · ")
