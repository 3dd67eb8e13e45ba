"""Messages of hostile parts, drawn by chance: what every platform has to bear."""

from datetime import UTC, datetime
from random import Random

from bot.model import Button, DigestLine, Kind, Message, Section, Sentence, Source
from tests.chat.hostile import HOSTILE

AT = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)


class Chance:
    """Draws messages of hostile parts; the seed, which hypothesis chooses, is all to show."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)

    def text(self) -> str:
        kind = self._random.randrange(10)
        if kind < 6:
            return self._random.choice(HOSTILE)
        if kind < 8:
            return " ".join(self._random.choices(HOSTILE, k=self._random.randrange(60)))
        if kind < 9:
            signs = "\\*_~`|<>[]()@#-+.:/&\n\u202e\u200d aé尖👩🏽\u0301"
            return "".join(self._random.choices(signs, k=self._random.randrange(400)))
        return self._random.choice(["", " ", "長" * 3000, "a" * 9000, "👨‍👩‍👧" * 900])

    def texts(self, most: int) -> tuple[str, ...]:
        return tuple(self.text() for _ in range(self._random.randrange(most + 1)))

    def url(self) -> str | None:
        kinds = [None, "https://evil.example/a_(b)", "javascript:x", "https://" + "a" * 3000]
        return self._random.choice(
            [*kinds, f"https://news.example/{self.text()[:60]}", self.text()]
        )

    def marks(self) -> tuple[tuple[int, int], ...]:
        places = sorted(self._random.choices(range(60), k=self._random.randrange(6)))
        return tuple(zip(places[::2], places[1::2], strict=False))

    def sentence(self) -> Sentence:
        at = self._random.choice([None, AT])
        return Sentence(
            text=self.text(), source=self._random.randrange(5), marks=self.marks(), at=at
        )

    def section(self) -> Section:
        lines = tuple(
            DigestLine(
                number=number,
                title=self.text(),
                url=self.url(),
                sentence=self.text(),
                outlets=self.text(),
                age="3 h",
                at=AT,
                title_marks=self.marks(),
                sentence_marks=self.marks(),
            )
            for number in range(self._random.randrange(12))
        )
        return Section(heading=self.text(), lines=lines)

    def message(self) -> Message:
        count = self._random.randrange
        return Message(
            kind=self._random.choice(list(Kind)),
            label=self._random.choice(["ALERT", "URGENT", "NEW", "DIGEST", "NOTICE"]),
            dateline=self.texts(4),
            title=self.text(),
            url=self.url(),
            sentences=tuple(self.sentence() for _ in range(count(10))),
            sources=tuple(Source(outlet=self.text(), url=self.url()) for _ in range(count(5))),
            also=self.text(),
            tags=self.texts(5),
            sections=tuple(self.section() for _ in range(count(8))),
            footer=self.text(),
            at=AT,
            urgent=bool(count(2)),
            mention=self._random.choice([None, self.text()]),
            buttons=tuple(
                Button(id=self._random.choice([self.text()[:120], "why:s1"]), label=self.text())
                for _ in range(count(30))
            ),
        )
