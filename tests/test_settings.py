"""Settings: one truth for the defaults, and every mistake named at once."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.errors import ConfigError
from bot.settings import Settings, config_dir, effective, load_settings

ROOT = Path(__file__).parent.parent
CONFIG = ROOT / "config"
LEVELS = "debug, info, warning, error"
IDS = "small letters, digits, - and _ (general)"
NAMES = "1 to 80 characters, no # in front"
CANARY = "canary-secret-0123456789"


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def load(text: str = "", environ: Mapping[str, str] | None = None) -> Settings:
    Path("mine.toml").write_text(text, encoding="utf-8")
    return load_settings(CONFIG, [Path("mine.toml")], environ or {})


def mistakes(text: str = "", environ: Mapping[str, str] | None = None) -> tuple[str, ...]:
    with pytest.raises(ConfigError) as caught:
        load(text, environ)
    return caught.value.mistakes


# ── the defaults ────────────────────────────────────────────────────────────────────────────


def test_default_toml_and_the_code_say_the_same() -> None:
    assert load() == Settings()


def test_default_toml_names_every_setting() -> None:
    tables = tomllib.loads((CONFIG / "default.toml").read_text(encoding="utf-8"))
    listed = {f"{table}.{key}" for table, keys in tables.items() for key in keys}
    assert listed == {key for key, _ in effective(Settings())}


def test_every_setting_of_default_toml_has_exactly_one_comment() -> None:
    lines = (CONFIG / "default.toml").read_text(encoding="utf-8").split("\n")
    for number, line in enumerate(lines):
        if re.match(r"\w+ = ", line):
            assert lines[number - 1].startswith("# "), line
            assert not lines[number - 2].startswith("#"), line


def test_example_env_holds_names_that_exist_and_no_values() -> None:
    text = (CONFIG / "example.env").read_text(encoding="utf-8")
    names = re.findall(r"^(\w+)=$", text, re.MULTILINE)
    assert names
    assert len(names) == len(re.findall(r"^[^#\n]+$", text, re.MULTILINE))
    for name in names:
        with pytest.raises(ConfigError, match="allowed"):
            load("", {name: "?"})


def test_settings_never_change() -> None:
    with pytest.raises(ValueError, match="frozen"):
        Settings().poll.interval = 5  # type: ignore[misc]


# ── the sources and their order ─────────────────────────────────────────────────────────────


def test_the_environment_wins_over_the_file_and_the_file_over_the_default() -> None:
    text = "[story]\nsettle = 10\nsettle_more = 11\n"
    story = load(text, {"TIDINGS_STORY__SETTLE": "12"}).story
    assert (story.settle, story.settle_more, story.settle_max) == (12, 11, 300)


def test_a_tidings_toml_in_the_current_folder_is_read() -> None:
    Path("tidings.toml").write_text("[digest]\ntime = '07:30'\n", encoding="utf-8")
    assert load_settings(CONFIG, environ={}).digest.time == "07:30"


def test_lists_switches_and_tables_can_come_from_the_environment() -> None:
    settings = load(
        environ={
            "TIDINGS_FETCH__ALLOW_PRIVATE_HOSTS": "127.0.0.1, feeds.lan",
            "TIDINGS_POLL__ADAPTIVE": "false",
            "TIDINGS_LOCAL__CHANNELS": '[{id = "a", name = "A", watches = ["quad"]}]',
        }
    )
    assert settings.fetch.allow_private_hosts == ("127.0.0.1", "feeds.lan")
    assert settings.poll.adaptive is False
    assert settings.local.channels[0].watches == ("quad",)


def test_an_empty_variable_counts_as_not_set() -> None:
    assert load(environ={"TIDINGS_WEB__KEY": "", "TIDINGS_STORE__URL": ""}) == Settings()


def test_a_secret_can_come_from_a_file() -> None:
    Path("key").write_text(f"{CANARY}\n", encoding="utf-8")
    assert load(environ={"TIDINGS_WEB__KEY_FILE": "key"}).web.key == CANARY


def test_the_config_folder_can_be_named_in_the_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert config_dir() == CONFIG
    Path(".env").write_text(f"TIDINGS_CONFIG={tmp_path / 'mine'}\n", encoding="utf-8")
    assert config_dir() == tmp_path / "mine"
    monkeypatch.setenv("TIDINGS_CONFIG", str(tmp_path))
    assert config_dir() == tmp_path


@pytest.mark.parametrize(
    ("listen", "host", "port", "loopback"),
    [
        ("127.0.0.1:8080", "127.0.0.1", 8080, True),
        ("localhost:0", "localhost", 0, True),
        ("[::1]:80", "::1", 80, True),
        ("0.0.0.0:65535", "0.0.0.0", 65535, False),
        ("[::]:8080", "::", 8080, False),
    ],
)
def test_listen_names_host_and_port(listen: str, host: str, port: int, loopback: bool) -> None:
    web = load(f'[web]\nlisten = "{listen}"\n').web
    assert (web.host, web.port, web.loopback) == (host, port, loopback)


# ── mistakes ────────────────────────────────────────────────────────────────────────────────


def test_all_mistakes_are_named_at_once_with_file_line_key_value_and_what_is_allowed() -> None:
    text = """\
[poll]
intervall = 5
max = "x"

[ftech]
a = 1
[digest]
time = "25:00"
empty = "sometimes"
[story]
same_event = 1.5
[[local.channels]]
id = "a"
name = "A"
[[local.channels]]
id = "B !"
nme = "b"
"""
    assert mistakes(text, {"TIDINGS_LOG__LEVEL": "loud", "TIDINGS_POL__MIN": "1"}) == (
        f"environment TIDINGS_LOG__LEVEL: log.level: got 'loud'; allowed: {LEVELS}",
        "environment TIDINGS_POL__MIN: unknown name; did you mean TIDINGS_POLL__MIN?",
        "mine.toml:2: poll.intervall: unknown key; did you mean poll.interval?",
        "mine.toml:3: poll.max: got 'x'; allowed: 1 to 604800 seconds",
        "mine.toml:5: ftech: is no table of ours; did you mean fetch?",
        "mine.toml:8: digest.time: got '25:00'; allowed: \"HH:MM\", 00:00 to 23:59",
        "mine.toml:9: digest.empty: got 'sometimes'; allowed: monday, always, never",
        "mine.toml:11: story.same_event: got 1.5; allowed: 0 to 1",
        f"mine.toml:15: local.channels.1.name: is missing; allowed: {NAMES}",
        f"mine.toml:16: local.channels.1.id: got 'B !'; allowed: {IDS}",
        "mine.toml:17: local.channels.1.nme: unknown key; did you mean local.channels.1.name?",
    )


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("[poll]\nmin = 601", "2: poll.min: got 601; allowed: at most poll.interval (600)"),
        ("[poll]\nmax = 10", "2: poll.max: got 10; allowed: at least poll.interval (600)"),
        ("[story]\nsettle_max = 1", "2: story.settle_max: got 1; allowed: at least story.settle"),
        ("poll = 3", "1: poll: is a table, not a value"),
        ("[fetch]\ntimeout = true", "2: fetch.timeout: got True; allowed: 1 to 300 seconds"),
        ("[fetch]\ninterval = 4", "2: fetch.interval: unknown key; did you mean poll.interval?"),
        ("[web]\nlisten = 'x:99999'", "2: web.listen: got 'x:99999'; allowed: a port"),
        ("[web]\nlisten = '8080'", "2: web.listen: got '8080'; allowed: host:port"),
        ("[local]\nchannels = []", "2: local.channels: got []; allowed: one or more tables"),
        (
            "[local]\nchannels = [{id='a', name='a'}, {id='a', name='b'}]",
            "2: local.channels: got",
        ),
        ("[fetch]\nallow_private_hosts = ['http://x']", "2: fetch.allow_private_hosts: got"),
        ("[store]\nurl = 'mysql://x'", "2: store.url: got 'mysql://x'; allowed: sqlite:///"),
        ("[poll\n", "1: is no TOML: "),
        ('"a.b" = 1', "1: a.b: is no table of ours"),
    ],
)
def test_a_mistake_is_named_where_it_stands(text: str, mistake: str) -> None:
    found = mistakes(text)
    assert [line for line in found if line.startswith(f"mine.toml:{mistake}")], found


def test_a_conflict_with_a_default_blames_the_line_of_default_toml() -> None:
    (mistake,) = mistakes("[match]\nmain = 0.1")
    assert re.match(r".*default\.toml:\d+: match\.mentioned", mistake)


def test_lines_are_right_after_long_strings_and_lists() -> None:
    text = (
        '[local]\nname = """\n[poll]\nmin = 1\n"""\nchannels = [\n  {id = "a", name = "[x"},\n]\n'
    )
    (mistake,) = mistakes(f"{text}# [poll]\n[ poll ]\n'min' = 0 # [\n")[-1:]
    assert mistake == "mine.toml:11: poll.min: got 0; allowed: 1 to 86400 seconds"


def test_files_that_cannot_be_read_are_named_together(tmp_path: Path) -> None:
    Path("latin.toml").write_bytes(b"# \xe9\n")
    with pytest.raises(ConfigError) as caught:
        load_settings(tmp_path / "none", [Path("gone.toml"), Path("latin.toml")], {})
    assert len(caught.value.mistakes) == 3
    assert "gone.toml: cannot be read: No such file" in str(caught.value)
    assert "latin.toml: byte 2 is not UTF-8" in str(caught.value)
    assert "none: there is no such folder" in str(caught.value)


@pytest.mark.parametrize(
    ("environ", "mistake"),
    [
        ({"TIDINGS_WEB__KEY_FILE": "gone"}, "gone cannot be read"),
        ({"TIDINGS_WEB__KEY_FILE": "empty"}, "empty is empty"),
        ({"TIDINGS_WEB__KEY_FILE": "empty", "TIDINGS_WEB__KEY": CANARY}, "keep one"),
        ({"TIDINGS_POLL__MIN_FILE": "empty"}, "unknown name; did you mean TIDINGS_POLL__MIN?"),
    ],
)
def test_a_secret_file_that_does_not_serve_is_named(
    environ: Mapping[str, str], mistake: str
) -> None:
    Path("empty").write_text("\n", encoding="utf-8")
    assert mistake in "\n".join(mistakes("", environ))


# ── secrets ─────────────────────────────────────────────────────────────────────────────────


def test_secrets_show_neither_in_settings_nor_in_the_list_of_what_is_in_force() -> None:
    settings = load(f"[web]\nkey = '{CANARY}'\n")
    assert settings.web.key == CANARY
    assert CANARY not in repr(settings) + str(settings) + repr(effective(settings))


def test_secrets_show_in_no_mistake() -> None:
    text = f"[web]\nkey = '{CANARY} spaced'\n[store]\nurl = 'postgresql://me:{CANARY}@db/t'\n"
    found = "\n".join(mistakes(text, {"TIDINGS_WEB__KEYS": CANARY}))
    assert "web.key: got •••; allowed: 16 characters or more" in found
    assert "store.url: got 'postgresql://•••@db/t'" in found
    assert CANARY not in found


# ── Slack ───────────────────────────────────────────────────────────────────────────────────

BOT, APP = "xoxb-1111-2222-nobody", "xapp-1-A1-1111-nobody"


@pytest.mark.parametrize(
    ("environ", "mistake"),
    [
        ({"SLACK_BOT_TOKEN": APP}, "slack.bot_token: got •••; allowed: the bot's token"),
        ({"SLACK_BOT_TOKEN": "xoxp-1111-2222"}, "slack.bot_token: got •••; allowed: the bot's"),
        ({"SLACK_APP_TOKEN": BOT}, "slack.app_token: got •••; allowed: the app's token"),
        (
            {"SLACK_APP_TOKEN": APP},
            "slack.bot_token: got nothing; allowed: the bot's token (xoxb-)",
        ),
        ({"SLACK_CLIENT_ID": "1.2"}, "slack.client_secret: got nothing; allowed: client_id and"),
        (
            {"SLACK_CLIENT_ID": "1.2", "SLACK_CLIENT_SECRET": "s" * 32},
            "slack.signing_secret: got nothing; allowed: the signing secret beside client_id",
        ),
        (
            {"SLACK_API_BASE": "http://slack.example/api"},
            "environment SLACK_API_BASE: slack.api_base: got 'http://slack.example/api'; allowed",
        ),
    ],
)
def test_a_mistake_about_slack_is_named_and_shows_no_secret(
    environ: dict[str, str], mistake: str
) -> None:
    found = "\n".join(mistakes("", environ))
    assert mistake in found
    assert not any(token in found for token in (BOT, APP, "s" * 32))


def test_slack_is_there_with_a_token_or_an_app_to_install() -> None:
    assert not load().slack.on
    assert load("", {"SLACK_BOT_TOKEN": BOT, "SLACK_APP_TOKEN": APP}).slack.on
    app = {
        "SLACK_CLIENT_ID": "1.2",
        "SLACK_CLIENT_SECRET": "s" * 32,
        "SLACK_SIGNING_SECRET": "t" * 32,
    }
    assert load("", app).slack.on


def test_every_secret_of_slack_is_known_to_the_log(tmp_path: Path) -> None:
    (tmp_path / "token").write_text(f"{BOT}\n", encoding="utf-8")
    settings = load("", {"SLACK_BOT_TOKEN_FILE": str(tmp_path / "token"), "SLACK_APP_TOKEN": APP})
    assert {BOT, APP} <= set(settings.slack.secrets)
    assert BOT not in repr(settings) + repr(effective(settings))


def test_a_file_of_the_environment_is_read_where_the_program_starts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As compose reads it; what stands in the environment goes before it."""
    first = "SLACK_BOT_TOKEN=xoxb-1-2 # mine\n"
    second = 'export SLACK_APP_TOKEN="xapp-1-2" # its\n# DISCORD_TOKEN=x\n'
    text = f"{first}{second}"
    Path(".env").write_text(f"{text}OTHER='y #'\nDISCORD_TOKEN=\nno line\n", encoding="utf-8")
    for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "DISCORD_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    read = load_settings(CONFIG)
    found = (read.slack.bot_token, read.slack.app_token, read.discord.token)
    assert [str(one) for one in found] == ["xoxb-1-2", "xapp-1-2", ""]
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-other")
    assert str(load_settings(CONFIG).slack.bot_token) == "xoxb-other"
    assert load_settings(CONFIG, environ={}).slack.bot_token == ""


def test_a_token_that_was_copied_in_part_is_said_to_be_too_short() -> None:
    [mistake] = mistakes(environ={"DISCORD_TOKEN": "abc"})
    assert "8 characters or more" in mistake
    assert "Reset Token" in mistake
