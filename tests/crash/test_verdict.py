"""The judge sees what went wrong: each kind of loss and of doubling, one at a time."""

import json
from dataclasses import replace
from typing import Any

from tests.crash.hostile import Post
from tests.crash.news import Told
from tests.crash.verdict import Row, Verdict, Wish, judge

STORY = Told(token="zq1", subject="senkaku", title="Harbour zq1 opens", outlets=("harbour",))
WISHES = {"islands": Wish(subjects=("senkaku",)), "follow": Wish(outlet="kanto")}
PAYLOAD = {"kind": "alert", "title": "Harbour zq1 opens"}
LATER = PAYLOAD | {"also": "Kanto"}
ALERT = Row(
    id=1,
    channel="islands",
    kind="alert",
    key="alert:1:1",
    nonce="n1",
    state="sent",
    edits=None,
    into=None,
    text=json.dumps(PAYLOAD),
)
EDIT = replace(ALERT, id=2, kind="edit", key="edit:1", nonce="n2", edits=1, text=json.dumps(LATER))
POST = Post(id="1", channel="islands", nonce="n1", thread=None, payloads=(PAYLOAD,))


def judged(rows: list[Row], posts: list[Post], stories: list[Told] | None = None) -> Verdict:
    return judge(rows, posts, [STORY] if stories is None else stories, WISHES)


def test_nothing_is_wrong_when_all_is_there_once() -> None:
    edited = replace(POST, payloads=(PAYLOAD, LATER))
    assert judged([ALERT], [POST]) == Verdict(deliveries=1, lost=(), doubled=())
    assert judged([ALERT, EDIT], [edited]) == Verdict(deliveries=2, lost=(), doubled=())


def test_a_row_that_says_sent_without_a_post_is_lost() -> None:
    assert judged([ALERT], []).lost == ("alert:1:1 says sent and is not there",)


def test_a_row_that_nobody_finishes_is_lost() -> None:
    for state in ("pending", "sending", "ambiguous", "reconciling", "failed", "unknown"):
        lost = judged([replace(ALERT, state=state)], [POST], []).lost
        assert lost == (f"alert:1:1 is {state} for ever",)


def test_a_story_that_no_post_tells_is_lost() -> None:
    assert judged([], []).lost == ("islands was not told of zq1 (senkaku)",)
    by_kanto = replace(STORY, outlets=("kanto",))
    assert "follow was not told of zq1 (senkaku)" in judged([ALERT], [POST], [by_kanto]).lost


def test_a_story_that_a_roll_up_tells_instead_is_told() -> None:
    merged = replace(ALERT, state="merged", into=7)
    rollup: dict[str, Any] = {"id": 7, "kind": "rollup", "key": "rollup:1", "nonce": "n7"}
    tells = replace(ALERT, **rollup, text="{}")
    post = replace(POST, nonce="n7", payloads=({"kind": "rollup"},))
    assert judged([merged, tells], [post]).lost == ()
    assert judged([merged], []).lost == ("islands was not told of zq1 (senkaku)",)


def test_an_edit_that_is_not_shown_is_lost() -> None:
    assert judged([ALERT, EDIT], [POST]).lost == ("edit:1 says sent and is not shown",)


def test_two_posts_of_one_delivery_are_doubled() -> None:
    assert judged([ALERT], [POST, replace(POST, id="2")]).doubled == (
        "n1 was posted 2 times in islands",
        "2 of kind alert tell of zq1 in islands",
    )


def test_two_alerts_of_one_story_are_doubled_under_any_nonce() -> None:
    again = replace(ALERT, id=3, key="alert:1:2", nonce="n3")
    post = replace(POST, id="2", nonce="n3")
    assert judged([ALERT, again], [POST, post]).doubled == (
        "2 of kind alert tell of zq1 in islands",
    )


def test_a_post_that_no_row_knows_of_is_doubled() -> None:
    strange = replace(POST, id="2", nonce="n9", payloads=({"kind": "notice"},))
    assert judged([ALERT], [POST, strange]).doubled == ("n9 stands in islands and no row says so",)
