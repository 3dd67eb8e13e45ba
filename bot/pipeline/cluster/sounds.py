"""How names sound, so that ルビオ, 루비오 and Rubio are one: the consonants that all three keep.

A key is what is left of a word when vowels go, and consonants that katakana or hangul cannot tell
apart fall together; as in Soundex (Russell 1918), with the groups of the two scripts instead of
those of English. An ``a`` stands for a vowel at the beginning. R before a consonant is mute for
Japanese and heard by Koreans, so a Latin word has a key with it and one without. Chinese spells
foreign names with some 250 characters, each for one syllable (威尔玛 is Wilma); a run of three and
more of them is taken for a name.
"""

import re
from functools import lru_cache

LEAST = 3  # consonants of a key: fewer fit too many words
LONGEST = 24  # letters of a word that is read
NAME = 3  # syllables of most Korean names, the first of which is the family's

# Rows of the table of kana, by the consonant they begin with.
_ROWS = {
    "a": "アイウエオァィゥェォヤユヨワヰヱヲ",
    "k": "カキクケコガギグゲゴヵヶ",
    "s": "サシスセソザジズゼゾチヂツヅ",
    "t": "タテトダデド",
    "n": "ナニヌネノン",
    "h": "ハヒヘホ",
    "p": "バビブベボパピプペポフヴ",
    "m": "マミムメモ",
    "r": "ラリルレロ",
}
_KANA = {letter: sound for sound, letters in _ROWS.items() for letter in letters}
_KANA |= dict.fromkeys("ャュョッー・", "")
KATAKANA = re.compile(r"[ァ-ヺー]{2,}")

# What Chinese spells foreign names with, by the consonants that each stands for: "w" is heard as v
# or not at all. Left out are those that most often are words: 年, 多, 登.
_OF_HAN = {
    "a": "阿埃艾爱奥欧厄伊亚雅叶耶尤约乌依",
    "an": "安昂恩延扬翁雍",
    "r": "尔拉莱勒雷里利莉丽卢鲁罗洛吕劳琉露黎蕾萝璐列瑞儒茹娄",
    "rn": "兰朗伦林琳隆廉莲连荣仁",
    "p": "巴贝比彼波伯博布帕佩皮珀普法菲弗夫福拜鲍佛柏芭蓓碧坡浦蒲甫",
    "pn": "班邦宾潘庞彭芬范丰凡冯",
    "w": "瓦威韦维魏沃武",
    "wn": "温旺",
    "m": "马玛迈麦米密梅莫默姆穆摩缪玫",
    "mn": "曼芒蒙敏",
    "t": "达德迪蒂杜塔特图托泰戴黛忒陶岱",
    "tn": "丹丁顿敦坦滕廷唐汤邓",
    "n": "纳娜奈内尼纽努诺拿妮涅",
    "k": "卡凯考科克库夸加盖戈哥格古圭基",
    "kn": "坎康肯孔根甘冈贡昆金",
    "s": "萨塞赛瑟沙舍施史舒斯丝苏索西希锡夏休扎泽兹佐查恰切奇齐丘乔治朱芝吉杰贾",
    "sn": "桑森珊圣孙辛欣赞詹津琼钦",
    "h": "哈海赫霍胡豪",
    "hn": "亨汉洪恒",
}
_HAN = {letter: sound for sound, letters in _OF_HAN.items() for letter in letters}
HAN = re.compile(rf"[{''.join(_HAN)}]{{3,9}}")

# Initials and finals of hangul syllables in the order of Unicode (chapter 3.12).
_INITIALS = "kknttrmppssassskt" + "ph"
_FINALS = " kkknnntrrrrrrrrmppttnttktp "
_FIRST, _LAST, _PER_INITIAL, _PER_VOWEL = 0xAC00, 0xD7A3, 588, 28
# How South Korea romanises them (Revised Romanization, 2000), sound by sound; "-" is nothing.
_RR_INITIALS = "g kk n d tt r m b pp s ss - j jj ch k t p h".replace("-", "").split(" ")
_RR_WRITTEN = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i"
_RR_VOWELS = _RR_WRITTEN.split()
_RR_FINALS = "- k k k n n n t l l l l l l l l m p p t t ng t t k t p t".replace("-", "").split(" ")
# What stands behind a noun; without it the name is left.
_PARTICLES = (
    "에서는", "에서", "에게", "으로", "까지", "부터", "은", "는", "이", "가", "을", "를", "의",
    "에", "로", "과", "와", "도", "서", "씨", "호", "측",
)  # fmt: skip

# "-" is nothing: soft and hard signs.
_IN_LATIN = "a b v g d e e j z i i k l m n o p r s t u f h ts ch sh sh y - - e yu ya"
_LATIN_SOUNDS = (
    (re.compile(r"tch|sch|sh|ch|ts|tz|th|dge|dj|j|z|x(?=$)"), "s"),
    (re.compile(r"x"), "ks"),
    (re.compile(r"c(?=[eiy])|ç"), "s"),
    (re.compile(r"^(?:kn|gn)"), "n"),
    (re.compile(r"^wr"), "r"),
    (re.compile(r"ph|[bfv]"), "p"),
    (re.compile(r"ng(?=$|[bdjkmnpst])"), "n"),
    (re.compile(r"gh(?=$|t)"), ""),
    (re.compile(r"[cqg]"), "k"),
    (re.compile(r"d"), "t"),
    (re.compile(r"l"), "r"),
    (re.compile(r"(?<=.)h"), ""),
    (re.compile(r"m(?=p)"), "n"),
)
_CYRILLIC = str.maketrans(
    {
        letter: latin.strip("-")
        for letter, latin in zip(
            "абвгдеёжзийклмнопрстуфхцчшщыьъэюя", _IN_LATIN.split(), strict=True
        )
    }
)
_VOWEL_FIRST = re.compile(r"^[aeiouyw]+h?")
_VOWELS = re.compile(r"[aeiouyw]+")
_MUTE = re.compile(r"r(?![aeiouyr])")
_TWICE = re.compile(r"(.)\1+")
_LATIN = re.compile(r"[a-z]+")


def in_latin(word: str) -> str:
    """Write a folded Russian word in Latin letters; its endings are vowels, which no key has."""
    return word.translate(_CYRILLIC)


@lru_cache(maxsize=20_000)
def sounds_of_latin(word: str) -> frozenset[str]:
    """Give the keys of a folded Latin word; none for what is no word or too short."""
    if not _LATIN.fullmatch(word) or not LEAST <= len(word) <= LONGEST:
        return frozenset()
    return frozenset(filter(_tells, (_latin(word), _latin(_MUTE.sub("", word)))))


def _latin(word: str) -> str:
    for pattern, sound in _LATIN_SOUNDS:
        word = pattern.sub(sound, word)
    word = _VOWEL_FIRST.sub("A", word)
    return _TWICE.sub(r"\1", _VOWELS.sub("", word)).lower()


@lru_cache(maxsize=20_000)
def sounds_of_kana(word: str) -> frozenset[str]:
    """Give the key of a word in katakana."""
    return frozenset(filter(_tells, (_joined([_KANA.get(letter, "") for letter in word]),)))


@lru_cache(maxsize=20_000)
def sounds_of_hangul(word: str) -> frozenset[str]:
    """Give the keys of a Korean word, with and without the particle behind it."""
    forms = {word}
    for particle in _PARTICLES:
        if word.endswith(particle) and len(word) - len(particle) >= 2:
            forms.add(word[: -len(particle)])
    # A family name and a given one stand together, in letters each alone: 윤해린, Yoon Hae-rin.
    forms |= {form[1:] for form in forms if len(form) == NAME}
    return frozenset(filter(_tells, (_hangul(form[:LONGEST]) for form in forms)))


def _hangul(word: str) -> str:
    sounds: list[str] = []
    for letter in word:
        if not _FIRST <= ord(letter) <= _LAST:
            continue
        syllable = ord(letter) - _FIRST
        initial = _INITIALS[syllable // _PER_INITIAL]
        if sounds and sounds[-1] == initial:  # 켈러: the l is written twice
            initial = ""
        sounds += [initial, _FINALS[syllable % _PER_VOWEL].strip()]
        sounds = [sound for sound in sounds if sound]
    return _joined(sounds)


def in_syllables(word: str) -> str:
    """Write hangul in Latin letters, each syllable for itself; what is none is left out."""
    return "".join(map(_romanised, word))


def _romanised(letter: str) -> str:
    if not _FIRST <= ord(letter) <= _LAST:
        return ""
    initial, rest = divmod(ord(letter) - _FIRST, _PER_INITIAL)
    vowel, final = divmod(rest, _PER_VOWEL)
    return _RR_INITIALS[initial] + _RR_VOWELS[vowel] + _RR_FINALS[final]


@lru_cache(maxsize=20_000)
def sounds_of_han(word: str) -> frozenset[str]:
    """Give the keys of a foreign name in Chinese characters.

    What stands before or behind it may look like a part of it, so each end is tried without.
    """
    forms = {word, word[1:], word[:-1]} if len(word) > LEAST else {word}
    keys: set[str] = set()
    for form in forms:
        sounds = [sound for letter in form for sound in _HAN.get(letter, "")]
        for said in {"p", "a"} if "w" in sounds else {"p"}:
            keys.add(_joined([said if sound == "w" else sound for sound in sounds]))
    return frozenset(filter(_tells, keys))


def _joined(sounds: list[str]) -> str:
    heard = [s for place, s in enumerate(sounds) if s and (s not in "ah" or place == 0)]
    return _TWICE.sub(r"\1", "".join(heard).replace("mp", "np"))


def _tells(key: str) -> bool:
    return len(key) >= LEAST
