"""The row of /topics in the table COMMANDS."""

from bot.model import Command, Option

_TOPIC = Option(
    name="topic",
    description="Its name, in any language",
    kind="topic",
    required=True,
    completes=True,
)
_WORDS = (
    Option(
        name="needs",
        description="It counts only beside one of these: beer,brew*,@sport",
        completes=True,
    ),
    Option(name="vetoes", description="It never counts beside one of these", completes=True),
    Option(
        name="language",
        description="Of the names, such as ja; guessed from the letters if left out",
        completes=True,
    ),
    Option(name="parent", description="The topic that yours is part of", completes=True),
    Option(name="note", description="What it is, for those who look it up"),
)

TOPICS = Command(
    name="topics",
    summary="What topics there are, what they are found by; change them here, add your own",
    subs=(
        Command(
            name="show",
            summary="All topics; or one, with its names, context words and vetoes",
            options=(
                Option(
                    name="topic",
                    description="Its name, in any language; all topics if left out",
                    kind="topic",
                    completes=True,
                ),
            ),
            examples=("/topics show", "/topics show senkaku"),
        ),
        Command(
            name="add",
            summary="Make a topic of your own, seen by this community alone",
            changes=True,
            options=(
                Option(
                    name="name",
                    description="What it is called, and found by",
                    kind="text",
                    required=True,
                ),
                Option(name="aliases", description="Its other names, with commas between"),
                *_WORDS,
            ),
            examples=(
                "/topics add Senkaku Brewery aliases:Senkaku Sake, 尖閣酒造",
                "/topics add Harbour Group needs:port,terminal* vetoes:@sport",
            ),
        ),
        Command(
            name="edit",
            summary="Add names, switch off what should not count here, or switch it on again",
            changes=True,
            options=(
                _TOPIC,
                Option(name="add", description="Names to add, with commas between"),
                Option(
                    name="remove",
                    description="Names, context words or vetoes that do not count here",
                    completes=True,
                ),
                Option(
                    name="restore",
                    description="What was switched off and shall count again; all: every change",
                    completes=True,
                ),
                *_WORDS,
                Option(name="name", description="What it is called here"),
                Option(
                    name="state",
                    description="Switch the whole topic off for this community, or on",
                    kind="choice",
                    choices=("on", "off"),
                ),
            ),
            examples=(
                "/topics edit senkaku add:Pigeon Rock, 鳩岩",
                "/topics edit quad remove:Quad Plus",
                "/topics edit quad vetoes:quad bike restore:Quad Plus",
            ),
        ),
        Command(
            name="remove",
            summary="Take a topic of your own away, or every change of a shared one back",
            changes=True,
            options=(_TOPIC,),
            examples=("/topics remove Senkaku Brewery",),
        ),
        Command(
            name="import",
            summary="Add and change many topics at once, from a list",
            changes=True,
            options=(
                Option(
                    name="list",
                    description="Pasted lines such as Name: alias, alias; or a list's address",
                    required=True,
                ),
            ),
            examples=(
                "/topics import Senkaku Brewery: Senkaku Sake (needs: beer; under: Shipping)",
                "/topics import https://example.org/topics.csv",
            ),
        ),
        Command(
            name="export",
            summary="What this community added and changed, as import reads it",
            examples=("/topics export",),
        ),
    ),
)
