"""tidings check-config and migrate."""

import json
import shutil
from pathlib import Path

CONFIG = Path(__file__).parent.parent.parent / "config"
CANARY = "canary-secret-0123456789"


def test_check_config_shows_what_is_in_force_without_secrets(tidings) -> None:
    done = tidings("check-config", TIDINGS_WEB__KEY=CANARY, TIDINGS_STORY__SETTLE="7")
    assert done.returncode == 0, done.stdout
    assert CANARY not in done.stdout + done.stderr
    rows = dict(line.split(None, 1) for line in done.stdout.splitlines() if line.count(".") == 1)
    assert rows["story.settle"].strip() == "7"
    assert rows["web.key"].strip() == "•••"
    assert "No mistakes." in done.stdout


def test_check_config_lists_the_mistakes_of_settings_and_catalogue_together(
    tidings, tmp_path: Path
) -> None:
    config = tmp_path / "config"
    shutil.copytree(CONFIG, config)
    (config / "topics" / "broken.toml").write_text("[broken\n", encoding="utf-8")
    (tmp_path / "tidings.toml").write_text(f"[poll]\nintervall = 5\n[web]\nkey = '{CANARY[:9]}'\n")
    done = tidings("check-config", "--config", str(config))
    assert done.returncode == 1
    assert "tidings.toml:2: poll.intervall: unknown key; did you mean poll.interval?" in done.stdout
    assert "broken.toml" in done.stdout
    assert CANARY[:9] not in done.stdout
    assert done.stderr.startswith("3 mistakes.")


def test_a_watch_of_the_settings_that_is_no_query_is_a_mistake(tidings, tmp_path: Path) -> None:
    channel = """{ id = "desk", name = "desk", watches = ["senkaku", "tuna (cod"] }"""
    (tmp_path / "tidings.toml").write_text(f"[local]\nchannels = [{channel}]\n", encoding="utf-8")
    for command in ("check-config", "run"):
        done = tidings(command)
        assert done.returncode == 1
        assert (
            "local.channels: watches of desk: got 'tuna (cod': This ( is never closed."
            in done.stdout + done.stderr
        )


def test_a_feed_without_a_publisher_is_a_mistake(tidings, tmp_path: Path) -> None:
    config = tmp_path / "config"
    shutil.copytree(CONFIG, config)
    listed = (config / "feeds.toml").read_text("utf-8")
    own = '[[feed]]\nname = "Own"\nurl = "https://own.example/feed"\nlanguage = "en"\n'
    (config / "feeds.toml").write_text(f"{listed}\n{own}", encoding="utf-8")
    done = tidings("check-config", "--config", str(config))
    assert done.returncode == 1
    assert "publisher: is missing; allowed: the id of a publisher of publishers.toml" in done.stdout


def test_check_config_speaks_json(tidings) -> None:
    good = json.loads(tidings("check-config", "--json").stdout)
    assert good["ok"]
    assert good["settings"]["poll.interval"] == "600"
    assert good["catalogue"]["topics"] > 11
    bad = tidings("check-config", "--json", TIDINGS_POLL__INTERVAL="0")
    assert bad.returncode == 1
    assert json.loads(bad.stdout)["mistakes"][0].startswith("environment TIDINGS_POLL__INTERVAL")


def test_migrate_makes_the_database_and_then_has_nothing_to_do(tidings, tmp_path: Path) -> None:
    first, second = tidings("migrate"), tidings("migrate")
    assert (first.returncode, second.returncode) == (0, 0)
    assert "from nothing to" in first.stdout
    assert "is up to date" in second.stdout
    assert (tmp_path / "data" / "tidings.db").is_file()
