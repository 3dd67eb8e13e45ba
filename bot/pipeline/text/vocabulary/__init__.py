"""Words by which lines that are no part of an article give themselves away, as patterns."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.pipeline.text.needed import Sought, sought
from bot.pipeline.text.vocabulary.arabic import ARABIC
from bot.pipeline.text.vocabulary.chinese import CHINESE
from bot.pipeline.text.vocabulary.english import ENGLISH
from bot.pipeline.text.vocabulary.germanic import GERMANIC
from bot.pipeline.text.vocabulary.japanese import JAPANESE
from bot.pipeline.text.vocabulary.korean import KOREAN
from bot.pipeline.text.vocabulary.language import Language, anywhere, joined
from bot.pipeline.text.vocabulary.others import OTHERS
from bot.pipeline.text.vocabulary.romance import ROMANCE
from bot.pipeline.text.vocabulary.walls import ALL_SHOWN as ALL_SHOWN
from bot.pipeline.text.vocabulary.walls import KEPT as KEPT
from bot.pipeline.text.vocabulary.walls import OF_OTHERS as OF_OTHERS
from bot.pipeline.text.vocabulary.walls import WALLS as WALLS

_ALL = (ENGLISH, JAPANESE, CHINESE, KOREAN, *ROMANCE, *GERMANIC, ARABIC, OTHERS)


# Words of one prompt are of one language: "as" is English and Portuguese. Scripts tell the first
# ones apart, and English words stand among them.
_TOGETHER = (
    (ENGLISH, JAPANESE, CHINESE, KOREAN, ARABIC),
    *((one,) for one in (*ROMANCE, *GERMANIC, OTHERS)),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What prompts and requests for consent are built from, in one language or some."""

    urges: Sought
    urges_last: Sought
    offers: Sought
    ours: Sought
    yours: Sought
    gates: Sought
    consent: Sought
    consent_asks: Sought


_NOTHING = sought(r"(?!)")


def _words(languages: Sequence[Language]) -> Words:
    def found(field: str, before: str = "", after: str = "") -> Sought:
        if not any(getattr(language, field).strip() for language in languages):
            return _NOTHING
        if not before and not after:
            return anywhere(languages, field)
        return sought(f"{before}{joined(languages, field)}{after}", re.IGNORECASE)

    return Words(
        urges=found("urges", r"^\W*", r"(?![a-zà-ÿ])"),
        urges_last=found("urges_last", after=r"[\s。.!！»>›→▶／/＼♪★☆」』）)]*$"),
        **{field: found(field) for field in _ANYWHERE},
    )


_ANYWHERE = ("offers", "ours", "yours", "gates", "consent", "consent_asks")


def _line(field: str, ends: str = r"\W*", flags: int = re.IGNORECASE) -> Sought:
    return sought(rf"^\W*{joined(_ALL, field)}{ends}$", flags)


# What templates leave behind when nobody filled them in.
TEMPLATE = re.compile(
    r"\{\{[^{}\n]{0,80}\}\}|\{%[^%\n]{0,80}%\}|<%[^%\n]{0,80}%>|\$\{[^{}\n]{1,60}\}|"
    r"\[\[[^\[\]\n]{1,60}\]\]|%\([a-z_]{1,30}\)s|#\{[^{}\n]{1,60}\}|\{[a-z]+[A-Z_][A-Za-z_]*\}|"
    r"%%[\w.-]{2,60}%%|\*\|[^|\n]{1,60}\|\*|\{[a-z]+(?:\.[a-z_]+)+\}|\[object Object\]|"
    r"\[/?(?:caption|embed|gallery|video|audio|shortcode|vc_|et_pb_|wp|ads?|related|newsletter)"
    r"[^\[\]\n]{0,80}\]"
)
SERVICES, BUTTONS = anywhere(_ALL, "services"), anywhere(_ALL, "buttons")
WORDS = tuple(map(_words, _TOGETHER))
OFFERS, CONSENT, GATES = (anywhere(_ALL, field) for field in ("offers", "consent", "gates"))
# In how few words an outlet can say that it uses cookies.
WE_USE = sought(
    r"^(?:we use|wir (?:verwenden|nutzen|benutzen|setzen)|nous utilisons|utilizamos|usamos"
    r"|utilizziamo|usiamo|wij gebruiken|(?:我们|我們|本站|本网站|本網站)使用)"
    r"[^.。]{0,24}(?<![a-z])cookies?(?![a-z])",
    re.IGNORECASE,
)
PRICED = sought(
    r"^\W*(?:この(?:記事|ページ)は)?(?:有料|会員限定|有料会員限定|有料会員|購読者限定)(?:記事|コンテンツ)?(?:です)?\W*$"
    r"|^\W*(?:本文(?:为|為)|此(?:文|篇)(?:为|為|是))?(?:付[费費]|[会會][员員]|[订訂][阅閱户戶]){1,2}(?:限定|[专專][属屬])?"
    r"(?:[专專]享|文章|[内內]容)\W*$"
    r"|^\W*(?:이 기사는 )?유료 ?(?:기사|콘텐츠)(?:입니다)?\W*$"
    r"|^\W*(?:this (?:article|story) is for |exclusive (?:to|for) )?(?:subscribers?|members?)"
    r"(?: only|['’] only|[- ]only (?:article|content))?\W*$"
    r"|^\W*(?:article )?réservé aux abonnés\W*$|^\W*(?:artikel )?(?:nur )?für abonnenten\W*$",
    re.IGNORECASE,
)
REPORTS = anywhere(_ALL, "reports")
MORE = _line("more", r"\s*(?:[:：|»›>→▶…]|\.\.\.|\(\d+\)|【.{0,6}】|\W)*")
INLINE, LABELS = _line("inline"), _line("labels")
MORE_BEFORE = sought(
    rf"^\W*(?:{joined(_ALL, 'more_before')}\s*[:：|»›>→▶】\]]"
    rf"|{joined(_ALL, 'inline')} ?[.–—]"
    # Where words are not parted, a space is as good as a colon.
    r"|(?:[あ合]わせて読みたい|[関关關][連連联聯]?(?:記事|ニュース|新[闻聞])|延伸[阅閱][读讀]|相[关關](?:[阅閱][读讀]|新[闻聞]|[报報][导導道]))(?=\s))\s*\S",
    re.IGNORECASE,
)
STATES = _line("states")
COMMENTS, COUNTS, AD = _line("comments"), _line("counts"), _line("ad")
BYLINE = _line("byline", flags=0)
TIMES, TIME_WORDS = sought(joined(_ALL, "times"), re.IGNORECASE), anywhere(_ALL, "time_words")
RIGHTS = sought(joined(_ALL, "rights"), re.IGNORECASE)

# Who made a picture: "Photo: …", "… /Reuters", （写真＝共同）.
_PHOTO, _BY, _WHO = (joined(_ALL, field) for field in ("photo", "credited", "agencies"))
_PICTURE = "(?:写真|画像|撮影|사진|图|圖)(?:は|[＝=／/：:]| ?제공)"
_UNENDED = r"(?<![.!?。！？」』”\"])(?<![.!?。！？」』”\"]\s)"
_IN_BRACKETS = r"[(（\[【][^()（）\[\]]{0,60}"
_BRACKET = r"[^()（）\[\]]{0,30}[)）\]】]"
CREDIT_FIRST = sought(
    rf"^\W*{_PHOTO} ?{_BY}?\s*(?:[:：=＝/／]|by\b|courtesy)\s*\S"
    rf"|^\W*{_WHO}(?:/{_WHO})? ?[/|] ?[^.。]{{2,40}}$",
    re.IGNORECASE,
)
CREDIT_LAST = sought(
    rf"(?:(?:^|[\s(（\[【｜.。/／—–-]){_PHOTO} ?{_BY}?\s*[:：=＝/／©]\s*"
    r"(?:[^.。:：]|(?<=\b[A-Z])\.){1,60}"
    r"[)）\]】.]?"
    rf"|{_UNENDED}{_IN_BRACKETS}(?<![^\W_]){_WHO}(?![a-z]){_BRACKET}"
    r"|[＝=(（／/][^。]{0,30}(?:撮影|提供|写す|攝|摄|촬영|제공)[)）】]?"
    rf"|{_IN_BRACKETS}\bphoto\b{_BRACKET}"
    r"|[。」”]\s?(?:[\u4e00-\u9fff]{2,8}[记記]者\s?)?[\u4e00-\u9fff]{2,5}\s?[摄攝]"
    r"|[.!?»”]\s(?-i:\([A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){1,3}/[A-Z][^()/]{2,40}\))"
    r"|＝[^。＝]{2,24}(?:で|にて)|＝(?:\d{1,2}月)?\d{1,2}日[^。＝]{0,24}"
    r"|[（(](?:(?:代表)?撮影|写真|提供|資料)[・：:＝=／/][^（）()。]{1,20}[)）]"
    r"|[（(][^（）()。]{1,16}(?:資料|公式サイト|ホームページ|HP|提供)(?:より|から)[）)]"
    r"|[\[【（(][^\[\]【】()（）]{0,40}(?:제공|재판매)[^\[\]()（）]{0,30}[\]】）)]|[(（](?:symbol|archiv|beispiel)(?:bild|foto)[)）]"
    r"|(?:^|[。，\s])[\u4e00-\u9fff]{2,14}\s?供[图圖]"
    r"|[.다]\s사진 ?[=:]? ?[가-힣]{2,6}"
    r"|[.다]\s(?-i:[A-Z]{2,8}|로이터|신화|타스)[ =·/](?:연합뉴스|뉴시스|뉴스1)"
    r"|[.!?»]\s(?-i:(?:Photo|Foto|Bild)s?(?: [A-ZÀ-Þ][\w.’'-]+){1,4})"
    r"|[.다]\s(?:[가-힣A-Za-z0-9]{2,10}\s){1,2}제공"
    rf"|(?:/|／|\bvia |©\s?|=|＝|\| ?){_WHO}(?: images| photo)?[)）\]】.]?"
    rf"|[（(【]?{_PICTURE}[^。]{{1,30}}[)）】]?"
    r")\s*$",
    re.IGNORECASE,
)
# A caption and who made the picture, in capitals: "The harbour. ANN LEE / NORTHLIGHT".
CREDIT_CAPITALS = sought(
    r"[.!?»”\"] ?[A-ZÀ-Þ][A-ZÀ-Þ .'’-]{3,40}"
    r"(?: ?[/|] ?[A-ZÀ-Þ][A-ZÀ-Þ .'’-]{1,40}| ?\([A-ZÀ-Þ][A-ZÀ-Þ .'’/-]{1,40}\))\s*$"
    r"|[.!?»”\"][A-ZÀ-Þ][A-ZÀ-Þ.'’-]+(?: [A-ZÀ-Þ][A-ZÀ-Þ.'’-]+){1,3}\s*$"  # of another element
)
# An agency's name in brackets at the end: of a caption, or of an article.
SIGNED = sought(
    rf"(?:(?<=[.!?。！？」』”\"])\s?{_IN_BRACKETS}(?<![^\W_]){_WHO}(?![a-z]){_BRACKET}"
    rf"|[.!?。]\s*(?<![^\W_]){_WHO})\s*$",
    re.IGNORECASE,
)
