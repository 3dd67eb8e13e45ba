"""Starting the whole bot: what a crash in the middle of the first start leaves is made up for."""

import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.app import build
from bot.catalogue import load_catalogue
from bot.model import Watch
from bot.settings import Settings, config_dir
from bot.settings.sections import LocalChannel, LocalSettings, StoreSettings, WebSettings
from bot.store import channels, open_store, watches
from bot.store.migrate import migrate

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


def settings_in(folder: Path, *queries: str) -> Settings:
    place = LocalChannel(id="desk", name="desk", watches=queries)
    return Settings(
        store=StoreSettings(url=f"sqlite:///{folder / 'bot.db'}"),
        web=WebSettings(listen="127.0.0.1:0"),
        local=LocalSettings(name="Home", path=str(folder / "page.db"), channels=(place,)),
    )


async def start(settings: Settings) -> None:
    catalogue = replace(load_catalogue(config_dir()), feeds=())
    async with build(settings, catalogue=catalogue):
        pass


async def watched(settings: Settings) -> list[Watch]:
    store = await open_store(settings.store.url)
    async with store.read() as tx:
        found = list(await watches.of_channel(tx, 1))
    await store.close()
    return found


async def test_a_start_that_was_cut_off_brings_the_named_watches_after_all(tmp_path: Path) -> None:
    settings = settings_in(tmp_path, "quad", "coast-guard-law")
    migrate(settings.store.url, now=NOW)
    store = await open_store(settings.store.url)
    async with store.begin() as tx:
        home = await channels.community(tx, "local", "Home", "Home")
        await channels.channel(tx, home.id, "desk", "desk", digest_time="08:00", now=NOW)
    await store.close()
    await start(settings)
    assert len(await watched(settings)) == 2


async def test_what_sentences_are_judged_by_is_ready_before_there_are_any(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "bot.pipeline.text.lines", raising=False)
    await start(settings_in(tmp_path))
    assert "bot.pipeline.text.lines" in sys.modules


async def test_a_watch_that_was_removed_is_not_brought_back_by_a_start(tmp_path: Path) -> None:
    settings = settings_in(tmp_path, "quad", "coast-guard-law")
    await start(settings)
    first, _ = await watched(settings)
    store = await open_store(settings.store.url)
    async with store.begin() as tx:
        await watches.change(tx, first.id, removed_at=NOW)
    await store.close()
    await start(settings)
    assert len(await watched(settings)) == 1


async def test_a_named_watch_that_cannot_be_read_is_said_in_the_log(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = settings_in(tmp_path, "quad AND (", "coast-guard-law")
    await start(settings)
    assert len(await watched(settings)) == 1
    said = capsys.readouterr()
    assert "quad AND (" in said.out + said.err
