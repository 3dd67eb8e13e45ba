"""tidings parse, match, poll-once and commands, on real files and over real HTTP."""

import json
from pathlib import Path
from typing import Any

from bot.commands.table import COMMANDS
from tests.feedserver import FeedServer

ITEM_KEYS = ["id", "url", "title", "text", "language", "published", "updated", "author"]


def rows(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.split("\n") if line]


def test_parse_prints_one_object_a_feed(tidings, feed_file: Path) -> None:
    done = tidings("parse", "--json", str(feed_file))
    assert done.returncode == 0, done.stderr
    (row,) = rows(done.stdout)
    assert list(row) == ["source", "format", "title", "language", "error", "items"]
    assert row["source"] == str(feed_file)
    assert (row["title"], row["language"], row["error"]) == ("Harbour Post", "en", None)
    first, second = row["items"]
    assert list(first) == ITEM_KEYS
    assert (first["id"], first["url"]) == ("h1", "http://harbour.example/1")
    assert first["published"] == "2026-11-22T23:00:00Z"
    assert second["published"] is None


def test_a_file_that_cannot_be_read_is_reported_and_the_rest_goes_on(
    tidings, feed_file: Path, not_a_feed: Path
) -> None:
    done = tidings("parse", "--json", "gone.xml", str(not_a_feed), str(feed_file))
    assert done.returncode == 1
    gone, page, good = rows(done.stdout)
    assert gone["error"].startswith("cannot be read: No such file")
    assert page["error"]
    assert page["items"] == []
    assert good["error"] is None


def test_parse_reads_an_address_only_when_its_host_is_allowed(tidings) -> None:
    with FeedServer() as server:
        server.put("/feed.xml", b"<rss version='2.0'><channel><title>T</title></channel></rss>")
        address = server.url("/feed.xml")
        refused = tidings("parse", "--json", address)
        allowed = tidings("parse", "--json", "--allow-private", "127.0.0.1", address)
    assert refused.returncode == 1
    assert rows(refused.stdout)[0]["error"].endswith("alone: --allow-private 127.0.0.1")
    assert allowed.returncode == 0
    assert rows(allowed.stdout)[0]["title"] == "T"


def test_parse_shows_a_table_without_what_steers_a_terminal(tidings, tmp_path: Path) -> None:
    path = tmp_path / "feed.json"
    title = "Red \x1b[31m alert \u202e[bold]x[/bold]"
    path.write_text(
        json.dumps(
            {
                "version": "https://jsonfeed.org/version/1.1",
                "title": "T",
                "items": [{"id": "1", "title": title, "content_text": "x"}],
            }
        )
    )
    done = tidings("parse", str(path))
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("T (json11, 1 item)")
    assert "[bold]x[/bold]" in done.stdout
    assert "\x1b" not in done.stdout
    assert "\u202e" not in done.stdout


def test_nothing_found_is_said_in_one_line_without_the_head_of_a_table(
    tidings, feed_file: Path
) -> None:
    done = tidings("match", "--watch", "volcano", str(feed_file))
    assert done.returncode == 0, done.stderr
    assert done.stdout.split("\n") == [f"{feed_file}: 0 of 2 items meet a watch", "", ""]


def test_match_says_which_watch_and_where(tidings, feed_file: Path) -> None:
    done = tidings("match", "--json", "--watch", "senkaku", "--watch", "timetable", str(feed_file))
    assert done.returncode == 0, done.stderr
    first, second = rows(done.stdout)
    assert list(first) == ["id", "url", "title", "matches"]
    (match,) = first["matches"]
    assert list(match) == ["watch", "score", "salience", "evidence"]
    assert (match["watch"], match["salience"]) == ("topic:senkaku", "main")
    for place in match["evidence"]:
        assert list(place) == ["field", "start", "end", "alias", "rule"]
    place = next(place for place in match["evidence"] if place["field"] == "title")
    assert first["title"][place["start"] : place["end"]].startswith("Senkaku")
    assert [match["watch"] for match in second["matches"]] == ["timetable"]


def test_a_watch_that_is_nearly_a_topic_is_said_to_be_only_a_word(tidings, feed_file: Path) -> None:
    done = tidings("match", "--watch", "senkakku", "--watch", "timetable", str(feed_file))
    assert done.returncode == 0
    said = "--watch: No topic is called senkakku. Did you mean topic:senkaku?\n"
    assert done.stderr == said
    assert tidings("match", "--watch", "quad NOT senkakku", str(feed_file)).stderr == said
    done = tidings("match", "--watch", "topic:senkakku", str(feed_file))
    assert done.returncode == 2
    assert "Did you mean topic:senkaku?" in " ".join(done.stderr.split())


def test_match_without_a_watch_takes_all_topics(tidings, feed_file: Path) -> None:
    first, second = rows(tidings("match", "--json", str(feed_file)).stdout)
    assert "topic:senkaku" in {match["watch"] for match in first["matches"]}
    assert second["matches"] == []


def test_match_explains_what_was_found_and_what_nearly_was(tidings, tmp_path: Path) -> None:
    path = tmp_path / "feed.json"
    titles = ["Quad foreign ministers meet in Tokyo", "Quad bikes sold", "Ferries leave"]
    rows = [{"id": t, "title": t, "content_text": "It rained."} for t in titles]
    path.write_text(json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": rows}))
    watches = ("--watch", "quad", "--watch", "ferries AND NOT rained", "--watch", "title:tokyo")
    done = tidings("match", "--explain", *watches, str(path))
    assert done.returncode == 0, done.stderr
    first, second, third, last = done.stdout.strip().split("\n\n")
    assert first.split("\n")[:2] == [titles[0], "  topic:quad: main"]
    assert "    Title: “«Quad foreign ministers» meet in Tokyo” (Quad foreign" in first
    assert "    Score 0.75: title 0.75 (1 name). Main from 0.60" in first
    assert "  title:tokyo: main\n    Title: “…foreign ministers meet in «Tokyo»”" in first
    assert second.startswith(
        "Quad bikes sold\n  topic:quad, nearly: Quad stands in the title, but "
    )
    ferries = "ferries AND NOT rained, nearly: ferries is there, but rained rules it out."
    assert third == f"Ferries leave\n  {ferries}"
    assert last.endswith("every item names something that was asked for.")
    assert tidings("match", "--explain", "--json", str(path)).returncode == 2


def test_rows_of_a_labelled_file_are_read_like_a_feed(tidings, tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    lines = [
        json.dumps({"id": 7, "title": "Ships off the Senkaku Islands", "topics": []}),
        "{",
        "[]",
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    done = tidings("match", "--json", "--watch", "senkaku", str(path))
    assert done.returncode == 1
    (row,) = rows(done.stdout)
    assert (row["id"], row["matches"][0]["salience"]) == ("7", "main")
    assert done.stderr.startswith(f"{path}: line 2 is not JSON: ")
    assert done.stderr.endswith("1 more row cannot be used either.\n")
    for command in ("parse", "poll-once"):
        assert "Senkaku Islands" in tidings(command, str(path)).stdout
    gone = tidings("match", "gone.jsonl")
    assert "gone.jsonl cannot be read: No such file" in gone.stderr


def test_poll_once_weighs_by_the_settings_as_match_does(tidings, feed_file, tmp_path: Path) -> None:
    (tmp_path / "light.toml").write_text("[match]\ntitle = 0.2\nlead = 0.2\n")
    found = []
    for command in ("match", "poll-once"):
        done = tidings(
            command, "--json", "--watch", "senkaku", "--settings", "light.toml", str(feed_file)
        )
        assert done.returncode == 0, done.stderr
        read = rows(done.stdout)
        items = read[0]["items"] if command == "poll-once" else read
        found.append({item["id"]: item["matches"] for item in items})
    assert found[0] == found[1]
    assert found[0]["h1"][0]["salience"] == "passing"


def test_match_weighs_by_the_settings(tidings, feed_file: Path, tmp_path: Path) -> None:
    (tmp_path / "tidings.toml").write_text("[match]\ntitle = 0.2\nlead = 0.2\n")
    first, _ = rows(tidings("match", "--json", "--watch", "senkaku", str(feed_file)).stdout)
    assert [match["salience"] for match in first["matches"]] == ["passing"]


def test_a_query_that_cannot_be_read_is_a_usage_error(tidings, feed_file: Path) -> None:
    for command in ("match", "poll-once"):
        done = tidings(command, "--watch", '"quad', str(feed_file))
        assert done.returncode == 2
        assert done.stderr.endswith(
            'Invalid value for --watch: This " is never closed. Add a second " after the phrase.\n'
            '  ▸"quad (character 1)\n'
        )


def test_a_query_far_too_long_is_not_repeated(tidings, feed_file: Path) -> None:
    done = tidings("match", "--watch", "tuna " * 2000, str(feed_file))
    assert done.returncode == 2
    assert "The query has 10,000 characters, 1,000 are allowed." in done.stderr
    assert "▸" in done.stderr
    assert len(done.stderr) < 500


def test_a_name_of_several_topics_says_how_to_choose(tidings, feed_file: Path) -> None:
    done = tidings("match", "--watch", "coast guard", str(feed_file))
    assert done.returncode == 2
    assert "Type one of topic:china-coast-guard, " in done.stderr
    assert 'or ="coast guard" for just the word.' in done.stderr


def test_poll_once_tells_items_stories_and_posts(tidings, feed_file: Path) -> None:
    done = tidings("poll-once", "--json", "--watch", "senkaku", str(feed_file), "gone.xml")
    assert done.returncode == 1
    good, gone = rows(done.stdout)
    assert list(good) == ["source", "error", "items", "stories", "posts"]
    assert {item["id"] for item in good["items"]} == {"h1", "h2"}
    (post,) = [post for post in good["posts"] if post["kind"] == "alert"]
    assert list(post) == ["channel", "kind", "text", "links"]
    assert post["channel"] == "poll-once"
    assert "Senkaku" in post["text"]
    assert "http://harbour.example/1" in post["links"]
    assert list(good["stories"][0]) == ["id", "title", "items", "publishers"]
    assert gone["error"]
    assert gone["posts"] == []


def test_poll_once_leaves_out_no_alert_over_a_budget(tidings, tmp_path: Path) -> None:
    told = ["stamps sell out", "goats counted", "lighthouse painted", "buoy lost", "tuna auctioned"]
    told += ["radar repaired", "ferry planned", "museum opened", "chart reprinted"]
    rows_of = "".join(
        f"<item><guid>{n}</guid><title>Senkaku {what}</title><link>https://a.example/{n}</link></item>"
        for n, what in enumerate(told)
    )
    feed = tmp_path / "many.xml"
    feed.write_text(f"<rss version='2.0'><channel><title>A</title>{rows_of}</channel></rss>")
    (read,) = rows(tidings("poll-once", "--json", "--watch", "senkaku", str(feed)).stdout)
    alerts = [post for post in read["posts"] if post["kind"] == "alert"]
    assert len(alerts) == len(read["stories"]) > 5


def test_tables_for_people_come_out_too(tidings, feed_file: Path) -> None:
    for command in ("parse", "match", "poll-once"):
        done = tidings(command, str(feed_file))
        assert done.returncode == 0, done.stderr
        assert "Senkaku" in done.stdout


def test_commands_prints_the_table(tidings) -> None:
    listed = rows(tidings("commands", "--json").stdout)
    assert [row["name"] for row in listed] == [command.name for command in COMMANDS]
    for row in listed:
        assert list(row) == ["name", "options", "permission", "platforms"]
        assert row["permission"] in {"everybody", "manage"}
    feeds = next(row for row in listed if row["name"] == "feeds")
    add = next(option for option in feeds["options"] if option["name"] == "add")
    assert (add["kind"], add["permission"]) == ("sub", "manage")
    assert "/feeds add" in tidings("commands").stdout


def test_poll_once_reads_the_pages_where_it_is_asked_to_and_may(tidings) -> None:
    told = "".join(
        f"<p>On day {n} the ships lay off Uotsuri Island, officers said.</p>" for n in range(9)
    )
    page = f"<html><body><article><h1>Ships near Senkaku</h1>{told}</article></body></html>"
    item = "<item><title>Ships near Senkaku</title><link>{}</link><guid>{}</guid></item>"
    with FeedServer() as server:
        links = [server.url("/open/1"), server.url("/shut/2")]
        listed = "".join(item.format(link, link) for link in links)
        feed = f"<rss version='2.0'><channel><title>T</title>{listed}</channel></rss>"
        server.put("/feed.xml", feed.encode())
        server.put("/robots.txt", b"User-agent: *\nDisallow: /shut/")
        for path in ("/open/1", "/shut/2"):
            server.put(path, page.encode(), content_type="text/html")
        command = ("poll-once", "--json", "--allow-private", "127.0.0.1", server.url("/feed.xml"))
        feed_alone = rows(tidings(*command).stdout)[0]
        asked_before = [one.path for one in server.requests if "feed" not in one.path]
        with_pages = rows(tidings(*command, "--pages").stdout)[0]
        asked = [one.path for one in server.requests if "feed" not in one.path]
    assert asked_before == []
    assert asked == ["/robots.txt", "/open/1"]
    assert "officers said" in json.dumps(with_pages["posts"])
    assert "officers said" not in json.dumps(feed_alone["posts"])
