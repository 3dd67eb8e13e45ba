"""What tells nothing of an event: the weather, the water's temperature, that nobody would comment."""

# ruff: noqa: E501 (tables of regular expressions)

import re
from collections.abc import Sequence

from bot.pipeline.novelty_read import Said

# Only where the event is none of the weather itself.
_WEATHER = re.compile(
    r"\b(?:(?:water|air|sea|surface) temperatures?|temperatures? (?:was|were|is|are|of|reached|stood|around)"
    r"|(?:\d+|\w+) degrees (?:celsius|fahrenheit|centigrade)|weather (?:was|is|conditions?|remained)|(?:clear|sunny|cloudy|overcast) (?:skies|weather)"
    r"|(?:light|moderate|strong|gusty) winds?|winds? (?:of|at|from)|waves? (?:of|were|up to)|visibility was|sunrise|sunset|it was (?:sunny|cloudy|raining|dark|cold|warm)"
    r"|wassertemperatur\w*|lufttemperatur\w*|temperaturen? (?:lag|lagen|von|um)|(?:\d+|\w+) grad (?:celsius|warm|kalt)|das wetter (?:war|ist)|wellenhohe"
    r"|temperature de l'eau|la meteo|temperatura del agua)\b"
    r"|\d ?°|水温|气温|気温|氣溫|水溫|天候は|天気は|波の高さ|風速|日の出|日没|天气(?:晴|多云|阴)|天氣(?:晴|多雲|陰)|风力|風力|浪高|能见度|能見度"
    r"|수온|기온|날씨는|날씨가|풍속|파고|일출|일몰",
    re.IGNORECASE,
)
_OF_WEATHER = re.compile(
    r"\b(?:weather|storms?|typhoons?|hurricanes?|cyclones?|heat ?waves?|cold|snow\w*|rain\w*|winds?|flood\w*|drought|frost|forecast\w*|temperatures?"
    r"|wetter|sturm|orkan|hitze\w*|kalte\w*|schnee\w*|regen\w*|unwetter|hochwasser|tempete|canicule|tormenta)\b"
    r"|台風|台风|颱風|大雨|暴雨|豪雨|猛暑|大雪|気温|气温|氣溫|高温|寒波|暴风|暴風|태풍|폭우|폭염|폭설|한파|기온",
    re.IGNORECASE,
)
_NO_WORD = re.compile(
    r"\b(?:(?:had|has|made|gave|offered|was|were) (?:\w+ )?no (?:immediate |further |official )*(?:comment|reaction|response|word|details)"
    r"|(?:did not|didn't|declined to|refused to) (?:immediately )?(?:comment|respond|reply|give (?:any |further )?details|elaborate)"
    r"|(?:could not|couldn't) (?:immediately )?be reached|(?:was|were) not immediately (?:available|reachable)"
    r"|further details (?:were|are) not|details (?:were|are) (?:still )?(?:scarce|sketchy|not)|no further details|more details to follow"
    r"|ausserte sich (?:zunachst |bislang )?nicht|(?:zunachst|vorerst) (?:keine|nicht)(?: \w+){0,3} (?:angaben|stellungnahme|bekannt)"
    r"|n'a pas (?:souhaite|voulu) (?:reagir|commenter)|no (?:hizo|quiso) (?:hacer )?comentarios)\b"
    r"|コメントし(?:てい)?ない|コメントを控え|詳細は(?:明らか|不明|分か)|未(?:作出|予|有|立即)?(?:回应|回應|置评|置評|评论|評論)|不予(?:置评|置評|评论|評論)|暂无更多|暫無更多"
    r"|언급을 (?:피|거부)|답변하지 않|자세한 (?:내용|사항)은 (?:알려지지|밝히지)",
    re.IGNORECASE,
)


def tells_of_weather(text: str) -> bool:
    """Whether a report is of the weather, so that what it was like is no aside."""
    return _OF_WEATHER.search(text) is not None


def without_trivia(read: Sequence[Said], *, of_weather: bool) -> tuple[Said, ...]:
    """Leave out sentences that tell nothing of an event; titles stay.

    ``of_weather``: whether what was told is of the weather. What a text begins with stays.
    """
    known = of_weather or any(said.is_title and tells_of_weather(said.text) for said in read)
    first = next((said for said in read if not said.is_title), None)
    return tuple(
        said
        for said in read
        if said.is_title or said is first or not is_trivial(said.text, of_weather=known)
    )


def is_trivial(text: str, *, of_weather: bool) -> bool:
    """Whether a sentence tells of the weather beside an event, or that nobody says more."""
    return bool(_NO_WORD.search(text)) or (not of_weather and bool(_WEATHER.search(text)))
