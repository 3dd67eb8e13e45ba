"""The bot's words in other languages: gettext catalogues, one .po file a language, read by Babel.

English stands in the code and is the key. Whoever answers a command, or draws a post, says once
in which language (``speaking``); every ``say`` on the way there then uses it, as in Django and
Flask-Babel. What a catalogue does not have stays English.

    with speaking("zh-TW"):
        say("There is no {what} called *{name}*.", what=…, name=…)
        count(3, "{n} story", "{n} stories")
        retold(feed.error)  # made in English and kept
"""

from bot.locales.catalogues import LANGUAGES, best, described, reading, translated
from bot.locales.retelling import retold
from bot.locales.speaking import count, joined, say, sentences, speak, speaking, spoken

__all__ = [
    "LANGUAGES",
    "best",
    "count",
    "described",
    "joined",
    "reading",
    "retold",
    "say",
    "sentences",
    "speak",
    "speaking",
    "spoken",
    "translated",
]
