"""Towns and wards as Chinese, Japanese and Korean write them: 千葉県市原市, 吕梁市, 부산 사하구."""

import re

_HAN = "\u4e00-\u9fff"
_ABOVE = "県縣省市州"  # of what a town lies in
# Behind what it lies in, or where a word begins; no 株式市場, 前市長 or 市民.
_DENSE = re.compile(
    rf"((?:(?<=[{_ABOVE}])[{_HAN}]|(?<![{_HAN}])(?![{_ABOVE}])[{_HAN}])"
    rf"(?:(?![{_ABOVE}])[{_HAN}]){{1,2}}?)"
    r"[市区區町村县縣镇鎮鄉](?![場场長长议議民政值況况价價委域])"
)
_HANGUL = re.compile(
    r"(?:서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충[북남청]|전[북남라]|경[북남상]|제주)[가-힣]*"
    r" ([가-힣]{2,3}?)[시군구](?=[^가-힣]|$|[에의는은가청])"
)
# No names: 地区, 社区, 城市, 都市, 全市.
_COMMON = frozenset("地小社景园園校山灾城都全本同各该該郊城農农乡鄉战戰辖轄股上楼夜超新老")


def towns(text: str) -> frozenset[str]:
    """Give the names of the towns and wards in a folded text, without what they end with."""
    dense = (name for name in _DENSE.findall(text) if name[-1] not in _COMMON)
    return frozenset((*dense, *_HANGUL.findall(text)))
