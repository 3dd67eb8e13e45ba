"""``tidings doctor``."""

from pathlib import Path

import pytest

from bot.__main__ import run


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("DISCORD_TOKEN", "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"):
        monkeypatch.delenv(name, raising=False)


def test_without_a_token_all_is_well_and_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["doctor"]) == 0
    said = capsys.readouterr().out
    assert "Settings and catalogue are right" in said
    assert "no DISCORD_TOKEN" in said
    assert "no SLACK_BOT_TOKEN" in said


def test_what_has_to_be_mended_is_marked_and_the_status_says_so(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "some.token.of-nobody")
    monkeypatch.setenv("DISCORD_API_BASE", "http://127.0.0.1:9/api/v10")
    assert run(["doctor"]) == 1
    said = capsys.readouterr().out
    assert "FAIL  Discord cannot be reached" in said
    assert "some.token.of-nobody" not in said


def test_slacks_tokens_are_looked_at_and_never_shown(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1111-of-nobody")
    monkeypatch.setenv("SLACK_API_BASE", "http://127.0.0.1:9/api")
    assert run(["doctor"]) == 1
    said = capsys.readouterr().out
    assert "FAIL  Slack cannot be reached" in said
    assert "FAIL  I could post, but hear nothing: give SLACK_APP_TOKEN" in said
    assert "of-nobody" not in said


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DISCORD_API_BASE", "http://discord.example/api/v10"),
        ("DISCORD_GATEWAY_URL", "ws://discord.example/"),
        ("DISCORD_API_BASE", "http://127.0.0.1.evil.example/api"),
        ("DISCORD_TOKEN", "with a blank"),
        ("SLACK_API_BASE", "http://slack.example/api"),
    ],
)
def test_a_token_never_travels_in_the_clear_beyond_this_machine(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    assert run(["doctor"]) == 1
    said = capsys.readouterr().out
    assert f"FAIL  environment {name}" in said
    platform = name.partition("_")[0].capitalize()
    assert f"{platform} is asked nothing until what is wrong above is mended." in said


def test_a_token_may_come_from_a_file(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "token").write_text("some.token.of-nobody\n", encoding="utf-8")
    monkeypatch.setenv("DISCORD_TOKEN_FILE", str(tmp_path / "token"))
    monkeypatch.setenv("DISCORD_API_BASE", "http://127.0.0.1:9/api/v10")
    assert run(["doctor"]) == 1
    assert "cannot be reached" in capsys.readouterr().out


def test_every_mistake_is_told_beside_all_that_can_be_looked_at(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    text = '[poll]\ninterval = "soon"\n[wbe]\nkey = 1\n[slack]\nwho_may = "nobody"\n'
    (tmp_path / "tidings.toml").write_text(text, encoding="utf-8")
    monkeypatch.setenv("DISCORD_TOKEN", "some.token.of-nobody")
    monkeypatch.setenv("DISCORD_API_BASE", "http://127.0.0.1:9/api/v10")
    assert run(["doctor"]) == 1
    said = capsys.readouterr().out
    for mistake in ("tidings.toml:2: poll.interval", "tidings.toml:3: wbe", "slack.who_may"):
        assert f"FAIL  {mistake}" in said or mistake in said
    assert "FAIL  Discord cannot be reached" in said
    assert "Slack is asked nothing until" in said
    assert "Settings and catalogue are right" not in said
    assert "its folder can be written" in said


def test_where_a_file_cannot_be_read_no_token_is_sent_anywhere(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The file might have said that the token is another server's."""
    (tmp_path / "tidings.toml").write_text("[discord\n", encoding="utf-8")
    monkeypatch.setenv("DISCORD_TOKEN", "some.token.of-nobody")
    assert run(["doctor"]) == 1
    said = capsys.readouterr().out
    assert "FAIL  tidings.toml:1: is no TOML" in said
    assert "Discord is asked nothing until" in said
