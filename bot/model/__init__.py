"""The nouns, one for every stage an item passes; frozen, and importing nothing of ours.

    Feed → Fetched → ParsedFeed/Entry → Item → Match → Story → Summary → Delivery → Message → Sent
    Watch · Topic · Channel · Community · Publisher · Decision · Invocation → Reply

Ids are 64-bit integers given by the store. Every time is an aware ``datetime`` in UTC.
"""

from bot.model.asked import Channel, Community, Evidence, Match, Watch
from bot.model.installed import Installation
from bot.model.kinds import Kind, Mode, Salience, State
from bot.model.known import Alias, FeedSource, Overlay, Pack, Publisher, Topic
from bot.model.overview import Overview, Watched
from bot.model.posted import (
    Button,
    Decision,
    Delivery,
    DigestLine,
    Headline,
    Message,
    Section,
    Sent,
    Source,
)
from bot.model.read import Article, Entry, Feed, Fetched, Item, ParsedFeed
from bot.model.said import (
    FORMS,
    MOST_BYTES,
    MOST_FIELDS,
    Actor,
    Command,
    Field,
    File,
    Form,
    Invocation,
    Lack,
    Option,
    Presence,
    Press,
    Reply,
)
from bot.model.told import Earlier, Marks, Member, Sentence, Story, Summary, Told

__all__ = [
    "FORMS",
    "MOST_BYTES",
    "MOST_FIELDS",
    "Actor",
    "Alias",
    "Article",
    "Button",
    "Channel",
    "Command",
    "Community",
    "Decision",
    "Delivery",
    "DigestLine",
    "Earlier",
    "Entry",
    "Evidence",
    "Feed",
    "FeedSource",
    "Fetched",
    "Field",
    "File",
    "Form",
    "Headline",
    "Installation",
    "Invocation",
    "Item",
    "Kind",
    "Lack",
    "Marks",
    "Match",
    "Member",
    "Message",
    "Mode",
    "Option",
    "Overlay",
    "Overview",
    "Pack",
    "ParsedFeed",
    "Presence",
    "Press",
    "Publisher",
    "Reply",
    "Salience",
    "Section",
    "Sent",
    "Sentence",
    "Source",
    "State",
    "Story",
    "Summary",
    "Told",
    "Topic",
    "Watch",
    "Watched",
]
