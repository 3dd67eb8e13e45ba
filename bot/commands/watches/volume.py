"""What is far too common to be watched, or more than a channel can read."""

import re
import unicodedata

from bot.commands.reading import SURE, just
from bot.commands.room import Options, Room, said
from bot.commands.undo import ask, cancelling
from bot.errors import CommandError
from bot.legs.ask import Sample
from bot.locales import say, sentences
from bot.model import Button, Reply
from bot.pipeline.query import Query, label, topics_in
from bot.pipeline.text.query import And, Exact, In, Near, Node, Not, Or, Phrase, Word
from bot.words import number

WORTH_SAYING = 10  # matches a day from which they are told with a word of nearly every text
TOO_COMMON = 300  # matches a day that no channel can want from words alone
# Words that stand in nearly every text, for a store that is too young to have counted them.
_STOP = """a about after all also an and are as at be been but by can for from had has have he her
his how i if in into is it its more new no not of on one or our out over said say says she so some
than that the their them there they this to up was we were what when which who will with would you
your de la le les el der die das und et en un une des du au aux dans pour los las del y que por da
do os dos il lo gli di che den dem von zu für ist nicht yang di dari untuk pada dengan của là có
cho với các
и в на не с по что из от о как это для но а за к у
का के की में है और से को ने पर
の は が を に で と も へ や か から まで より など こと もの これ それ この その ある いる する
です ます だ た
的 了 在 是 和 與 与 有 不 也 就 这 這 那 为 為 及 或 等 将 將 对 對 从 從 被
은 는 이 가 을 를 의 에 와 과 도 로 으로 에서 그 및 등"""
FUNCTION_WORDS = frozenset(_STOP.split())
_TOKEN = re.compile(r"\w+")
_SIGN = re.compile(r"\w[&+#@/]|[#@$€£¥]\w")


def refuse_common(room: Room, options: Options, query: Query, seen: Sample) -> None:
    """Raises CommandError for words that nearly everything contains."""
    loose = _loose(query.root)
    if loose is None and (topics_in(query) or seen.per_day <= TOO_COMMON):
        return
    text = options["query"].strip().removeprefix("=").strip('"')
    if loose not in (None, query.root):
        text = label(Query(loose), room.topic)
    raise CommandError(sentences(*_refusal(text, query, seen, pair=loose is None)))


def _refusal(text: str, query: Query, seen: Sample, *, pair: bool) -> tuple[str, str]:
    """Say how common it is, and what to type; ``pair``: only all of it together is too common."""
    bracketed = f"({text})" if pair and isinstance(query.root, Or) else text
    step = say(
        "Add a second word, for example `{words} AND fisheries`, or name a topic.",
        words=said(bracketed),
    )
    word, a_day = said(text), rate(seen.per_day)
    if seen.per_day > TOO_COMMON:
        return say("*{word}* would match about {n} items a day.", word=word, n=a_day), step
    if text.isupper() and text.isascii() and len(text) > 1:  # WHO, IT
        step = say("For this very spelling type `/watch {word}`.", word=said(just(text)))
    if seen.per_day < WORTH_SAYING:
        return say("*{word}* stands in nearly every item.", word=word), step
    return say(
        "*{word}* stands in nearly every item, about {n} a day here.", word=word, n=a_day
    ), step


def rate(per_day: float) -> str:
    """Say how many a day, as exactly as one can know: "4,100"."""
    return number(round(per_day, -2 if per_day >= 1000 else -1 if per_day >= 100 else 0))


def _loose(node: Node) -> Node | None:
    """Give the part that lets nearly every item in, if there is one."""
    match node:
        case Or(parts):
            return next((found for part in parts if (found := _loose(part))), None)
        case And(parts):
            narrow = [part for part in parts if not isinstance(part, Not)]
            return node if all(_loose(part) for part in narrow) else None
        case In(_, part):
            return node if _loose(part) else None
        case Near(left, right, _):
            return node if _loose(left) and _loose(right) else None
        case Word(text) | Phrase(text):
            return node if _is_common(text.casefold()) else None
        case Exact(text):
            return node if _is_common(text) else None
        case _:
            return None


def _is_common(text: str) -> bool:
    if _SIGN.search(text):  # AT&T and C++ are looked for with their signs
        return False
    return all(word in FUNCTION_WORDS or _is_letter(word) for word in _TOKEN.findall(text))


def _is_letter(word: str) -> bool:
    """Whether it is one letter, or a digit, that means nothing by itself."""
    name = unicodedata.name(word, "") if len(word) == 1 else ""
    return name.startswith(("LATIN SMALL", "CYRILLIC SMALL", "HIRAGANA", "KATAKANA", "DIGIT"))


async def too_busy(
    room: Room, command: str, options: Options, *, label: str, per_day: float
) -> Reply | None:
    """Ask before saving what is to alert more often than a channel can read."""
    busy = room.gear.rules.busy_per_day
    if per_day <= busy or SURE in options or options.get("mode") == "digest":
        return None
    sure = {**options, SURE: "yes"}
    anyway = say("Watch anyway") if command == "watch" else say("Every item")
    buttons: list[Button] = await ask(
        room, command, [(say("Digest only"), {**sure, "mode": "digest"}), (anyway, sure)]
    )
    return Reply(
        text=say(
            "{name} would post about {n} times a day, more than {most}. The digest would have the "
            "best of it. Which one?",
            name=said(label),
            n=number(round(per_day)),
            most=busy,
        ),
        buttons=(*buttons, cancelling(buttons)),
    )
