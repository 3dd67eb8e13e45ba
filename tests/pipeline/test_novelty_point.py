"""Novelty of short reports that name their story again and add one thing, or other words."""

import pytest

from bot.pipeline.novelty import DEVELOPMENT, novelty
from bot.pipeline.text import script_language
from tests.pipeline.test_novelty import report

BRIDGE = (
    "Bridge over Lunn river opens to traffic",
    "The new bridge over the Lunn river near Port Vale was opened to traffic on Monday.",
)
FIRE = (
    "Fire breaks out at paint plant in Samplefield",
    "A fire broke out at a paint plant in Samplefield on Monday, the fire brigade said.",
)
ATTACK = (
    "Cyber attack hits hospitals in Orbel",
    "A cyber attack hit three hospitals in Orbel on Monday, the health ministry said.",
)
SHIP = (
    "Patrol ship runs aground off Lunn islands",
    "A patrol ship ran aground off the Lunn islands on Tuesday morning.",
)
TALKS = ("Talks on fishing begin in Orbel", "Talks on fishing in the strait began in Orbel.")
WORKS = ("钓鱼岛附近码头疏浚工程开工", "钓鱼岛附近码头的疏浚工程星期二开工。")
KOJI = ("尖閣近くの桟橋で浚渫工事始まる", "尖閣諸島近くの桟橋で24日、浚渫工事が始まった。")


@pytest.mark.parametrize(
    ("told", "title", "text"),
    [
        (
            BRIDGE,
            "New bridge over Lunn river shows cracks",
            "Cracks were seen in the new bridge over the Lunn river near Port Vale.",
        ),
        (
            BRIDGE,
            "Bridge over Lunn river closed for trucks",
            "The new bridge over the Lunn river near Port Vale was closed to trucks.",
        ),
        (
            FIRE,
            "Fire at paint plant in Samplefield spreads to school",
            "The fire at the paint plant in Samplefield spread to a school, the fire brigade said.",
        ),
        (
            FIRE,
            "Fire at paint plant in Samplefield: no licence",
            "The paint plant in Samplefield where a fire broke out on Monday had no licence.",
        ),
        (
            ATTACK,
            "Hospitals in Orbel pay ransom after cyber attack",
            "The hospitals in Orbel hit by a cyber attack on Monday paid a ransom.",
        ),
        (
            SHIP,
            "Patrol ship aground off Lunn islands leaks oil",
            "The patrol ship that ran aground off the Lunn islands is leaking oil.",
        ),
        (
            SHIP,
            "Patrol ship off Lunn islands: captain suspended",
            "The captain of the patrol ship that ran aground off the Lunn islands was suspended.",
        ),
        (
            TALKS,
            "Talks on fishing moved from Orbel to Selim",
            "The talks on fishing in the strait were moved to Selim.",
        ),
        (WORKS, "钓鱼岛附近码头疏浚工程挖出炸弹", "钓鱼岛附近码头的疏浚工程挖出一枚炸弹。"),
        (KOJI, "尖閣近くの桟橋の浚渫工事で不発弾", "尖閣諸島近くの桟橋の浚渫工事で不発弾が出た。"),
    ],
)
def test_what_headline_and_first_sentence_add_to_their_story_is_told(
    told: tuple[str, str], title: str, text: str
) -> None:
    language = script_language(title) or "en"
    found = novelty([report(*told, "harbour", language)], report(title, text, "kanto", language))
    assert found.kind == DEVELOPMENT
    assert [sentence.text for sentence in found.sentences] == [text]


@pytest.mark.parametrize(
    ("told", "title", "text"),
    [
        (
            BRIDGE,
            "Bridge over Lunn river inaugurated",
            "The new bridge over the Lunn river near Port Vale was inaugurated on Monday.",
        ),
        (
            FIRE,
            "Fire erupts at paint plant in Samplefield",
            "A fire erupted at a paint plant in Samplefield on Monday, the fire brigade said.",
        ),
        (
            ATTACK,
            "Hackers attack hospitals in Orbel",
            "Hackers attacked three hospitals in Orbel, according to the health ministry.",
        ),
        (
            ATTACK,
            "Hospitals in Orbel struck by cyber attack",
            "Three hospitals in Orbel were struck by a cyber attack on Monday.",
        ),
        (
            SHIP,
            "Patrol ship stranded off Lunn islands",
            "A patrol ship was stranded off the Lunn islands on Tuesday morning.",
        ),
        (WORKS, "钓鱼岛附近码头疏浚工程启动", "钓鱼岛附近码头的疏浚工程星期二启动。"),
        (KOJI, "尖閣近くの桟橋で浚渫開始", "尖閣諸島近くの桟橋で24日、浚渫工事が開始された。"),
    ],
)
def test_another_word_in_place_of_one_that_was_told_is_no_news(
    told: tuple[str, str], title: str, text: str
) -> None:
    language = script_language(title) or "en"
    found = novelty([report(*told, "harbour", language)], report(title, text, "kanto", language))
    assert found.kind != DEVELOPMENT
