"""What looks new and is not: a number that is said roundly, a name that names nobody; pure."""

import re
from collections.abc import Collection, Container, Iterable, Mapping, Sequence

from bot.pipeline.text import fold
from bot.pipeline.text.countries import CAPITALS, COUNTRIES
from bot.pipeline.text.facts import Number
from bot.pipeline.text.needed import sought
from bot.pipeline.text.tolls import toll

NEARLY = 0.75  # of another number is one that is said to be about so much
LARGE = 10_000  # a number from here on is told roundly
OTHER_WORDS = "words that were not told"
OBJECTION = "somebody objects to it"

_OTHERS = "(?:others?|weitere[nr]?|autres|otr[oa]s)"
# Right before a number, or right after it: it is about so much.
_ABOUT = sought(
    r"(?:\b(?:about|around|some|nearly|almost|more than|over|at least|up to|roughly|approximately"
    r"|rund|etwa|knapp|fast|mehr als|über|gut|mindestens|près de|environ|plus de|quelque|presque"
    r"|au moins|más de|casi|cerca de|unos|unas|alrededor de|al menos|circa|oltre|quasi)"
    r"|約|およそ|近く|约|近|逾|超过|超過|大约|大約|약|최소) ?$",
    re.IGNORECASE,
)
_OR_SO = re.compile(r"^ ?(?:超|強|弱|余|以上|近く|程度|ほど|多|左右|여|이상|가량|남짓|\+)")
# Sums with a currency's letters, months, and those of a country, who are anybody.
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_NOBODY = re.compile(
    rf"(?:RM|Rs|Rp|(?:US|HK|NT|A|C|S|R)?\$)?\d[\d.,]*(?:[a-z]{{1,3}})?$"
    rf"|(?:(?:{_MONTHS})[a-z]*[-–/ ]?)+$"
    r"|(?:新闻|新聞)?(?:发言人|發言人)$|(?:記者|报道|報道)官$|대변인$",
    re.IGNORECASE,
)


def is_about(text: str, number: Number) -> bool:
    """Whether a text says of a number that it is about so much, or more."""
    place = text.find(number.shown)
    if place < 0:
        return False
    after = text[place + len(number.shown) :]
    return bool(_ABOUT.search(text[:place]) or _OR_SO.match(after) or _OR_SO.search(number.shown))


def is_rounded(number: Number, text: str, told: Collection[float]) -> bool:
    """Whether one of two was told roundly: 123,000 cars and 120,000, "over a tenth" and 12%."""
    if toll(text) is not None:
        return False
    if is_about(text, number) and any(
        NEARLY <= number.value / value <= 1 / NEARLY for value in told if value
    ):
        return True
    if number.value < LARGE:
        return False
    near = float(f"{number.value:.1e}")
    down = 10 ** (len(str(int(number.value))) - 2) if near > number.value else 0
    return near in told or near - down in told


def is_rest(number: Number, text: str) -> bool:
    """Whether it counts the others of as many as were told: "Taipei and 11 other cities"."""
    return re.search(rf"\b{re.escape(number.shown)} {_OTHERS}\b", text, re.IGNORECASE) is not None


# Japanese words from abroad that are no names.
_LISTED = """
シーズン システム サービス ニュース メーカー グループ センター ホテル スーパー コンビニ
マンション アパート トラック タクシー フェリー ヘリコプター ドローン ミサイル ロケット
エンジン タンク ガソリン エネルギー ウイルス ワクチン インフルエンザ データ サイト ネット
インターネット スマートフォン スマホ パソコン アプリ カメラ テレビ ラジオ メール サイバー
ハッカー クーデター ストライキ ルール プラン プロジェクト チーム リーダー メンバー スタッフ
ボランティア アルバイト ゲーム スポーツ サッカー トップ シェア コスト ペース レベル ピーク
ケース トラブル リスク チェック テスト スタート オープン イベント キャンペーン セール ポイント
サイズ メートル パーセント ユーロ ポンド ウォン コメント メッセージ インタビュー パーティー
"""
_LOANED = frozenset(_LISTED.split())


def says_nothing(name: str) -> bool:
    """Whether a name is a sum, a month, an office, or says only what country somebody is of."""
    return name in _LOANED or _NOBODY.match(name) is not None


# Behind a Japanese headline stands whose word it is: "… 防衛省".
_SAID_BY = re.compile(r"[ 　][^ 　]{1,8}[省庁局軍府警](?:発表)?$")


def new_topics(
    topics: Mapping[str, Sequence[str]], known: Container[str], title: str = ""
) -> list[str]:
    """Name the topics that no report was about; with a title those alone that it names."""
    folded = fold(_SAID_BY.sub("", title)).text
    return [
        f"topic {named[0]}"
        for id_, named in topics.items()
        if id_ not in known and (not title or any(fold(n).text in folded for n in named))
    ]


_OF_COUNTRIES = (
    r"american|british|australian|canadian|french|german|italian|spanish|portuguese|dutch"
    r"|belgian|swiss|austrian|danish|swedish|norwegian|finnish|polish|czech|hungarian|greek|irish"
    r"|scottish|turkish|russian|ukrainian|chinese|japanese|korean|taiwanese|indian|pakistani|thai"
    r"|vietnamese|indonesian|malaysian|filipino|philippine|singaporean|israeli|palestinian|iranian"
    r"|iraqi|saudi|egyptian|nigerian|kenyan|mexican|brazilian|argentine|chilean|european|asian"
    r"|african"
)
# Who acts in much of the news, by country or capital; "PM", "AI" and the like.
_SETTING = re.compile(
    rf"(?:(?:the )?(?:u\.?s\.?a?|u\.?k\.?|eu|uae|un|nato|america|hong kong|(?:south |north )korea"
    rf"|saudi arabia|south africa|white house|kuala lumpur|new delhi|gaza|asia|africa|pacific"
    rf"|{'|'.join(sorted(COUNTRIES | CAPITALS))}|(?:{_OF_COUNTRIES})s?)(?:['’]s?)?"
    r"|[A-Z]{1,3}|noël)$",
    re.IGNORECASE,
)


def is_setting(name: str) -> bool:
    """Whether a name says only whose news it is: a country, its capital, two or three letters."""
    return _SETTING.match(name) is not None


# Somebody answers to what happened: that is news, whoever it is, in whatever words.
_OBJECTS = (
    r"\b(?:slams?|condemns?|summon(?:s|ed)|notes? verbale"
    r"|denounces?|protests?|criticis\w+|criticiz\w+|hits back"
    r"|(?:(?:voic|express)(?:es|ed)\s+(?:\w+\s+)?|deep\s+|grave\s+|serious\s+)(?:concern|alarm|regret)s?"
    r"|einbestell\w*|bestellt\w* ein|convoque\w*"
    r"|kritisier\w+|verurteil\w+|protest(?:iert|ieren|er|ent|an|a|ó)|condamne|dénonce|critica|condena|denuncia)\b"
    r"|反発|抗議|批判|非難|懸念|遺憾|抗议|召见|召見|呼び出|呼んで抗議|초치|严正交涉|嚴正交涉|提出交涉"
    r"|谴责|譴責|批评|批評|关切|關切|遗憾|규탄|항의|반발|비판|우려(?! ?(?:는 )?없)|유감"
)
_REACTS = sought(
    r"\b(?:urges?|warns?|offers?|sends?|pledges?|recalls|mourns?|backs|vows?|responds?|respond"
    r"|summons|threatens?|demands?|rejects?|scrambles?|orders?|expels?|expelled|retaliat\w+"
    r"|sanctions|warnt|droht|fordert|menace|exige|amenaza|advierte)\b"
    rf"|要求|回应|回應|警告|反制|경고|{_OBJECTS}",
    re.IGNORECASE,
)
_ORDER = re.compile(
    r"\d(?:st|nd|rd|th)\b|^(?:second|third|\w+th)\b|[倍배型弱強届屆회会回級级号號管]|호기|지수|指"
)
_OBJECTION = sought(_OBJECTS, re.IGNORECASE)


def objects(text: str) -> bool:
    """Whether a sentence tells that somebody protests, condemns or is worried."""
    return _OBJECTION.search(text) is not None


def answers(text: str) -> bool:
    """Whether a sentence tells how somebody answers to what happened."""
    return _REACTS.search(text) is not None


def is_order(number: Number) -> bool:
    """Whether a number says which one, or how many times: "fourth straight", 2倍, 震度5弱.

    Each language has such where others have a word: "doubles", "the second".
    """
    return _ORDER.search(number.shown) is not None


def is_attribution(name: str, text: str) -> bool:
    """Whether a country or capital stands only where it is said who says so: "…, Ankara said"."""
    says = rf"(?:\b(?:in|from) |, ){re.escape(name)}(?: (?:also|later))? (?:said|says)\b"
    return is_setting(name) and text.count(name) == 1 and re.search(says, text) is not None


def tells_more(title: str, facts: Iterable[str]) -> bool:
    """Whether a headline without a text has news: not just other words, or the name of a country.

    Outlets tell one thing under many headlines; who answers to it, tells another.
    """
    new = [fact for fact in facts if fact != OTHER_WORDS]
    return not all(map(_is_weak, new)) or (bool(new) and answers(title))


def _is_weak(fact: str) -> bool:
    kind, _, name = fact.partition(" ")
    return kind in {"actor", "place", "name"} and is_setting(name)
