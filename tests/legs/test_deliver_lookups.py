"""Where a post of unknown fate is looked for, and when it is not; how long a platform rests."""

from datetime import timedelta

from bot.errors import SendLater, SendUnknown
from bot.model import Kind, State
from bot.store import rests
from tests.legs.asked import AskChat
from tests.legs.outbox import START, Outbox

MINUTE = timedelta(minutes=1)


async def test_a_post_for_a_thread_is_looked_for_there_and_any_other_in_the_channel(
    box: Outbox, chat: AskChat
) -> None:
    alert = await box.plan("Ferry turned back", kind=Kind.ALERT)
    chat.fail_next(SendUnknown("status 502"), accepted=True)
    await box.send()
    box.wait(seconds=90)
    await box.send()
    chat.fail_next(SendUnknown("status 502"), accepted=True)
    more = await box.plan("Two ferries turned back", kind=Kind.UPDATE, edits=alert)
    await box.send()
    box.wait(seconds=90)
    await box.send()
    assert (await box.row(more)).state is State.SENT
    assert chat.looked_in == [None, chat.sent[0].external_id]
    assert len(chat.sent) == 2


async def test_what_may_still_arrive_is_not_looked_for_and_says_so(
    box: Outbox, chat: AskChat
) -> None:
    chat.fail_next(SendUnknown("status 502"), accepted=True)
    post = await box.plan("Ferry turned back")
    await box.send()
    box.set_clock(hours=1)  # by which its quiet time seems to be over
    await box.send()
    assert chat.looked_in == []
    row = await box.row(post)
    assert (row.state, row.reason) == (State.AMBIGUOUS, "It may still arrive.")
    box.wait(seconds=90)
    await box.send()
    assert (await box.row(post)).state is State.SENT


async def test_since_when_a_platform_takes_nothing_and_why_is_known_until_it_answers(
    box: Outbox, chat: AskChat
) -> None:
    memory = box.gear.memory
    await box.plan("Ferry turned back")
    for wait, said in ((60, "busy"), (0, "busier")):
        chat.fail_next(SendLater(said, after=60, everywhere=True))
        await box.send()
        assert memory.rests_since == {"memory": START}
        assert memory.rest_reasons == {"memory": said}
        box.wait(seconds=wait)
    box.wait(seconds=60)
    await box.send()
    assert memory.rests_since == {}
    assert len(chat.sent) == 1


async def test_what_was_taken_before_its_platform_asked_to_wait_waits_unasked(
    box: Outbox, chat: AskChat
) -> None:
    posts = [await box.plan("Ferry turned back"), await box.plan("Ferry sails", channel=2)]
    chat.fail_next(SendLater("busy", after=60, everywhere=True))
    await box.send()
    rows = [await box.row(post) for post in posts]
    waits = "everybody is asked to wait: "
    assert {row.reason for row in rows} == {f"{waits}busy", f"{waits}The platform does."}
    assert {(row.state, row.due_at) for row in rows} == {(State.PENDING, START + MINUTE)}
    assert chat.sent == []  # the second would have been taken
    box.wait(seconds=60)
    await box.send()
    assert len(chat.sent) == 2


async def test_a_rest_that_one_found_on_its_way_is_kept_once_as_the_platform_named_it(
    box: Outbox, chat: AskChat
) -> None:
    await box.plan("Ferry turned back")
    await box.plan("Ferry sails", channel=2)
    chat.fail_next(SendLater("busy", after=60, everywhere=True, outlasts=False))
    await box.send()
    assert box.gear.memory.lasting_rests == {}
    async with box.gear.store.read() as tx:
        assert await rests.standing(tx, box.now) == {}
