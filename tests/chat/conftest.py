"""A message as the line makes it."""

from datetime import UTC, datetime

import pytest

from bot.model import Button, Kind, Message, Sentence, Source

AT = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)


@pytest.fixture
def alert() -> Message:
    return Message(
        kind=Kind.ALERT,
        label="ALERT",
        dateline=("Harbour Wire", "Japan", "wire"),
        title="Two ships turn back",
        title_marks=((4, 9),),
        url="https://wire.example/1",
        sentences=(
            Sentence(text="Two ships turned back on Monday.", source=0, language="en"),
            Sentence(text="二隻が引き返した。", source=1, language="ja", marks=((0, 2),)),
        ),
        sources=(
            Source(outlet="Harbour Wire", url="https://wire.example/1", language="en"),
            Source(outlet="港新聞", url="https://minato.example/2", language="ja", reprint=True),
        ),
        also="Also reported by 港新聞 (ja): 2 independent outlets",
        tags=("Senkaku Islands",),
        at=AT,
        buttons=(Button(id="why:s1", label="Why"), Button(id="mute:s1", label="Mute…")),
    )
