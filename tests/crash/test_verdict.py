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


# ── a story that goes on ────────────────────────────────────────────────────────────────────

GOES_ON = replace(STORY, news=("Bako", "Didu"))


def digests(*texts: str) -> tuple[str, ...]:
    """Give what is doubled where digests say so, one after the other."""
    told = [{"kind": "digest", "text": text} for text in texts]
    rows = [
        replace(ALERT, id=n, kind="digest", key=f"d{n}", nonce=f"d{n}", text=json.dumps(one))
        for n, one in enumerate(told)
    ]
    posts = [replace(POST, id=f"{n}", nonce=f"d{n}", payloads=(one,)) for n, one in enumerate(told)]
    return judged(rows, posts, [GOES_ON]).doubled


def test_a_digest_may_tell_a_story_again_that_has_news() -> None:
    assert digests("zq1 opens", "zq1: Bako was arrested") == ()
    assert digests("zq1 opens", "quiet", "zq1: Bako", "zq1: Didu, too") == ()
    assert digests("zq1: Bako", "zq1: after Bako, Didu") == ()


def test_two_digests_of_a_story_without_news_between_are_doubled() -> None:
    again = "1 digests tell of zq1 again in islands"
    assert digests("zq1 opens", "zq1 opens") == (again,)
    assert digests("zq1 opens", "zq1: Bako", "zq1: Bako") == (again,)
    assert digests("zq1: Bako", "zq1 opens") == (again,)
    assert digests("zq1: Bako", "zq1: Bako", "zq1: Bako") == (again.replace("1", "2", 1),)


def test_one_piece_of_news_in_two_posts_of_a_thread_is_doubled() -> None:
    said = [{"kind": "update", "text": text} for text in ("Bako", "Didu", "It was Didu.")]
    rows = [
        replace(ALERT, id=n, kind="update", key=f"u{n}", nonce=f"u{n}", edits=1)
        for n in range(2, 5)
    ]
    posts = [
        replace(POST, id=f"{n}", nonce=f"u{n}", thread="1", payloads=(one,))
        for n, one in enumerate(said, start=2)
    ]
    told, shown = [ALERT, *rows], [POST, *posts]
    assert judged(told, shown, [GOES_ON]).doubled == ("2 posts tell that Didu in islands",)
    assert judged(told[:3], shown[:3], [GOES_ON]).doubled == ()


def test_news_that_is_owed_to_a_channel_and_not_told_is_lost() -> None:
    more = replace(ALERT, id=2, kind="update", key="u2", nonce="u2", text='{"text": "Bako"}')
    posts = [POST, replace(POST, id="2", nonce="u2", payloads=({"kind": "update"},))]
    owed = [("islands", "Bako"), ("islands", "Didu"), ("follow", "Bako")]
    assert judge([ALERT, more], posts, [GOES_ON], WISHES, owed).lost == (
        "islands was not told that Didu",
        "follow was not told that Bako",
    )
    waits = [ALERT, replace(more, state="suppressed")]
    assert "islands was not told that Bako" in judge(waits, posts, [GOES_ON], WISHES, owed).lost
