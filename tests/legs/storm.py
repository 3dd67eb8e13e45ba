"""Many stories at once, each unlike the others."""

from random import Random

from tests.linetest import World

WHERE = (
    *("Corn", "Steel", "Ferries", "Glass", "Rice", "Copper", "Cables", "Timber", "Salt"),
    *("Cotton", "Radar", "Tea", "Whales", "Buoys", "Paper", "Coal", "Lamps", "Bridges"),
)


async def storm(world: World, count: int, words: str) -> None:
    """Let an outlet tell ``count`` stories that share these words, and read them."""
    for number in range(count):
        chance = Random(f"{words} {number}")
        own = " ".join("".join(chance.choices("bcdfglmnprstaeiou", k=8)) for _ in range(4))
        where = WHERE[number % len(WHERE)]
        world.item(f"{where} {number} {own}: {words}", text="Nothing more is known.")
    await world.leap(minutes=20)
