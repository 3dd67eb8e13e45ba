"""Which charset bytes are in when nothing says so: the one that makes the most usual letters.

Read in the wrong charset, East Asian text still decodes, but into rare characters. So each
candidate is scored by the share of letters that are frequent in the languages it is used for.
"""

import re
from functools import cache

_HEAD = 60_000  # bytes that are looked at
_FLOOR = 0.2  # a lower share is no sign of a language
_EASTERN = 0.5  # single bytes hardly come to this by chance, so it beats a charset of theirs
_FOREIGN = 1.0  # letters beyond ASCII to one within: more is no Latin script
_NONE_AT_ALL = 0.05  # of the letters may be unreadable
_PLAIN = [bytes([letter]) for letter in b"abcdefghijklmnopqrstuvwxyz"]
FALLBACK = "cp1252"

_KANA = (
    "のにはをたがでてとしれさあいうえおかきくけこそちつなねまみめもやよらりるわん"
    "アイウエオカキクコサシスセタチッテトナニネフマミムメラリルレロンー、。「」"
)
_JAPANESE = _KANA + "日本国人年大会中一上出事者社時見学東行月分後前生自地間新方部同力場定"
_HANGUL = (
    "이다의는에을가고하지한로기사은를도어대인자시리서과해일정부그수전상보제국나원장주들라"
    "있조만으관구경공여비성화면할오문방위무마아스러동소고신선유진중년월미북남회"
)
_SIMPLE = (
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里"
    "用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心本前开但因只从想实日军"
    "关点机新报美记者北京，。、"
)
_TRADITIONAL = (
    "的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作裡"
    "用道行所然家種事成方多經麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心本前開但因只從想實日軍"
    "關點機新報美記者台灣港，。、"
)
_CYRILLIC = "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъії"
_HEBREW = "יוהלאמרתבשנםעדחקפטצסגכזןךףץ"
_GREEK = "αοιετσνρηυκπμλωίόάγέδήχθφβξύώζψς"
_ARABIC = "اليمنورتبةعدسفهكقحجشطصخذغزىثئءضظ،"
_THAI = "านรอกเงมยลวดทสตะปบคหแจพชขใไโผถซธศภณฐี่้ัิ์ื็ุู๊๋"
_LATIN = "éèàùâêîôûçëïüöäßñáíóúãõøåæœ’‘“”–—…«»°"
_CENTRAL = "ąćęłńóśźżáčďéěíňřšťúůýžőűöüăâîșțşţľĺ„”–’"
_TURKISH = "ıİşŞğĞçÇöÖüÜâ’“”"

_CANDIDATES = (
    ("cp932", _JAPANESE),
    ("euc_jp", _JAPANESE),
    ("gb18030", _SIMPLE),
    ("big5hkscs", _TRADITIONAL),
    ("cp949", _HANGUL),
    ("koi8-r", _CYRILLIC),
    ("cp1251", _CYRILLIC),
    ("iso8859-5", _CYRILLIC),
    ("cp1255", _HEBREW),
    ("cp1253", _GREEK),
    ("cp1256", _ARABIC),
    ("cp874", _THAI),
    ("cp1252", _LATIN),
    ("cp1250", _CENTRAL),
    ("iso8859-2", _CENTRAL),
    ("cp1254", _TURKISH),
)
# What a letter counts: in an alphabet the first, most frequent ones more, since Hebrew, Cyrillic
# and Greek letters lie on the same bytes.
_USUAL = {
    name: {
        letter: 1.0 if len(letters) > 80 else 1.0 - place / len(letters) / 2
        for place, letter in enumerate(letters)
    }
    for name, letters in _CANDIDATES
}
_LATIN_ONES = ("cp1252", "cp1250", "iso8859-2", "cp1254")
# The first bytes of the everyday half of each East Asian set (in GB 2312: level 1, 3,755 letters).
_EVERYDAY = {
    "cp932": (0x88, 0x98),
    "euc_jp": (0xB0, 0xD0),
    "gb18030": (0xB0, 0xD8),
    "big5hkscs": (0xA4, 0xC7),
    "cp949": (0xB0, 0xC9),
}
_OTHERS = tuple(name for name in _USUAL if name not in {*_LATIN_ONES, *_EVERYDAY})
_NOT_TEXT = re.compile(rb"<[^<>]*>|https?://[^\s<>\"']*")


def guess(body: bytes) -> str:
    """Name the charset whose reading looks most like a language; FALLBACK when none does."""
    head = _NOT_TEXT.sub(b" ", body[:_HEAD])
    share, name = max((_eastern(head, name), name) for name in _EVERYDAY)
    if share >= _EASTERN:
        return name
    beyond = sum(byte > 0x7F for byte in head)
    plain = sum(head.count(letter) for letter in _PLAIN)
    names = _OTHERS if beyond > plain * _FOREIGN else _LATIN_ONES
    best = max(names, key=lambda name: _usual(head, name))  # of equals the first, the more common
    return best if _usual(head, best) >= _FLOOR else FALLBACK


def _usual(head: bytes, name: str) -> float:
    """Give the share of usual letters among all beyond ASCII; 0 when many are none at all."""
    beyond = [letter for letter in head.decode(name, "replace") if letter > "\x7f"]
    if not beyond or beyond.count("\ufffd") > len(beyond) * _NONE_AT_ALL:
        return 0.0
    return sum(_USUAL[name].get(letter, 0.0) for letter in beyond) / len(beyond)


def _eastern(head: bytes, name: str) -> float:
    usual = _usual(head, name)
    beyond = [letter for letter in head.decode(name, "replace") if letter > "\x7f"]
    if not usual:
        return 0.0
    everyday = _everyday(name)
    return usual + sum(letter in everyday for letter in beyond) / len(beyond) / 2


@cache
def _everyday(name: str) -> frozenset[str]:
    pairs = (bytes([lead, trail]) for lead in range(*_EVERYDAY[name]) for trail in range(64, 255))
    return frozenset(pair.decode(name, "ignore") for pair in pairs)
