"""What always holds, or was long ago, is no news of a story."""

from bot.pipeline.novelty import DEVELOPMENT
from tests.pipeline.test_novelty import after_first, shown


def test_background_is_no_development() -> None:
    lies = "The islands, claimed by Taiwan, lie about 170 kilometers northwest of Ishigaki."
    flared = "The dispute flared in 2012, when Tokyo bought three of them from a private owner."
    nine = "Nine of the ships fled to Naha."
    first = "Four ships entered the waters on Friday, Tokyo said."
    assert after_first("Ships enter waters", f"{first} {lies} {flared}").kind != DEVELOPMENT
    assert shown(after_first("Ships flee", f"{first} {lies} {nine} {flared}")) == [nine]
