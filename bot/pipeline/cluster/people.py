"""Names of Chinese, Korean and Japanese people, whatever they are written in, by how they sound.

朴性載, 박성재 and Park Sung-jae are one, and so are 徐國勇 and Hsu Kuo-yung, 赤沢 and Akazawa. A
key is the family's name and the given one with all that is spelled in several ways made one: b and
p, o and u and eo, ch and j and zh (pinyin, Wade–Giles, and what Koreans write of themselves). Only
what stands as a name is read: behind an office or where a sentence begins, before an office, a
family's name in Latin letters before another word with a capital.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files

from bot.pipeline.cluster.sounds import in_latin, in_syllables, sounds_of_kana

PERSON = "^"  # what a term of a name begins with
MOST_GIVEN = 2  # letters of a given name in Chinese characters or in hangul
LONGEST_FAMILY = 4  # letters of a Japanese one

Person = tuple[int, int, str]  # where it stands: the first letter, behind the last; its term

_ROMANISED = (
    "ahn an bae baek bai bang cai cao cha chae chai chan chang chao chen cheng cheon "
    "cheong cheung chi chiang chien chin chiu cho choe choi chon chong chou chow chu chun "
    "chung cui dai deng ding do dong doo du duan eom fan fang feng fu gang gao ge geng "
    "gil go gong goo gu guan guo gwon ha hahn ham han hao he heo ho hong hou hsia hsiao "
    "hsieh hsu hu hua huang huh hung hur hwang hyun im jang jeon jeong ji jia jiang jin "
    "jo joo jun jung kang kao keum kim ko koh kong koo ku kuan kung kuo kwak kwon lai lau "
    "lee lei leung li liang liao lim lin liu lo lu luo lyu ma maeng mao meng min moon mu "
    "na nam nie no noh oh pae paek pak pan pang park pei peng pi pyo qi qian qiao qin qiu "
    "qu ra rao ren rhee ri rim roh ryu seo seok shao shen shi shih shim shin sim sin so "
    "sohn son song su suh suk sun sung sul tai tan tang tao teng tian tien tong tsai tsao "
    "tseng tu tung u wan wang wei wen weng wi won woo wu xi xia xiang xiao xie xing xiong "
    "xu xue yan yang yao ye yeh yen yeo yeom yi yim yin yoo yoon you yu yuan yun zeng "
    "zhai zhan zhang zhao zheng zhong zhou zhu zou zuo "
)
_FAMILIES = frozenset(_ROMANISED.split())
# Without those that most often are words: 全, 成, 向.
_IN_HAN = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢"
    "蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟"
    "龙段钱汤尹黎易武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪牛温芦季俞章鲁葛伍韦申尤毕聂丛焦柳邢"
    "路岳齐梅莫庄辛管祝左涂谷祁舒耿牟卜詹关苗凌纪靳盛童欧甄项曲游阳裴席卫屈鲍位覃霍翁隋植"
    "甘薄司柏宁柯阮桂闵朴权玄卓咸延吉禹宣片慎诸蒙仇皮丘具"
)
_IN_HANGUL = frozenset(
    "김이박최정강조윤장임한오서신권황안송류유전홍고문양손배백허남심노하곽성차주우구민진지"
    "나엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국어은편용"
)
# Of folded text: what stands before a name, and what stands behind one.
_BEFORE = re.compile(
    r"(?:[长長相官员委使席理统臣记表授士裁告手将]|发言人|候选人|领袖|党魁|嫌犯|男子|女子|总监|夫人)$"
)
_BEHIND = re.compile(
    r"[\u4e00-\u9fff]{0,7}?(?:氏|相|长|長|大统领|大統領|代表|议员|議員|被告|容疑者|大使|监督|監督"
    r"|选手|選手|委员|委員|書記|书记|主席|官|さん|元|前)"
)
# Letters with which the next word begins, and hardly any given name: 王毅同…, 趙顕外相.
_NO_NAME = frozenset(
    "同与與和会會在将將说說称稱表抵访訪于於今昨前外总總首主部副兼等及就向对對被获獲任率未不也是从從到赴氏两兩二三"
)
_SAID = re.compile(r"(?:元|前|新|原)$")
_OFFICE = re.compile(
    r"^(?:전|前|신임|씨|여사|양|군)$|(?:장관|본부장|위원장|의원|대표|총리|대통령|회장|사장|검사|검사장|판사|교수|시장|지사|후보"
    r"|감독|선수|대사|차관|총장|원장|국장|실장|청장|이사장|부장|특검|변호사|대변인|수석|상|피고인|전대표|주석|서기|부총리)"
    r"(?:[은는이가을를의도과와]|에게|께서)?$"
)
# Words that begin like a family and stand before an office.
_WORDS = (
    "이번 이날 전직 전임 현직 신임 차기 양국 한국 한미 한일 한중 정부 고위 주요 주무 최근 최대 여당"
    " 국무 국방 문화 노동 국토 복지 원내 공동 선대 상임 명예 임시 우리 인사 국회 지방 도지사 부지사"
)
_NO_NAMES = frozenset(_WORDS.split())
_PARTICLES = ("은", "는", "이", "가", "을", "를", "의", "도", "과", "와", "씨")
_CAPITALS = re.compile(r"[A-Z][a-z]+(?:['’]?-[A-Za-z]?[a-z]+)?|[А-ЯЁ][а-яё]*(?:-[А-Яа-яё][а-яё]+)?")
_SYLLABLE = 6  # letters of a given name's half at most: "Kim Jong Un"

_RULES = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"yan(?!g)|ian(?!g)", "en"),
        (r"ng", "n"),
        (r"ck", "k"),
        (r"rh", "r"),
        (r"r(?=[bcdgkpt])", ""),
        (r"hs|sh|ss|x", "s"),
        (r"tch|tsz|tz|ts|chzh|zh|ch|dj|[jqzc]", "c"),
        (r"[gk]+", "k"),
        (r"[bp]+", "p"),
        (r"[dt]+", "t"),
        (r"[lr]+", "r"),
        (r"(?<=[aeiou])h(?![aeiouwy])", ""),
        (r"[vw]", "y"),
    )
)
_VOWELS = re.compile(r"y?[aeiou]+|y")
_CLASSES = {
    "a": "a ia ua ao iao aa",
    "e": "e ai ae ei ie uai ue oe oi eoe iae uae",
    "i": "i ee ui eui ii",
}
_CLASS_OF = {vowels: sound for sound, listed in _CLASSES.items() for vowels in listed.split()}
_TWICE = re.compile(r"(.)\1+")


@lru_cache(maxsize=20_000)
def sound_of(word: str) -> str:
    """Give how a romanised name of East Asia sounds, with what is spelled several ways made one."""
    for pattern, sound in _RULES:
        word = pattern.sub(sound, word)
    word = _VOWELS.sub(lambda found: _CLASS_OF.get(found[0].lstrip("y") or "i", "o"), word)
    return _TWICE.sub(r"\1", word.replace("-", ""))


def _term(family: str, given: str) -> str:
    """Give the term of a romanised name; Lee and Yi are one family."""
    return f"{PERSON}{sound_of(family).removeprefix('r')}.{sound_of(given)}"


# ── Latin and Cyrillic letters ──────────────────────────────────────────────────────────────


def in_letters(text: str) -> Iterator[Person]:
    """Yield the names that a text in Latin or Cyrillic letters has, in any spelling."""
    words = list(_CAPITALS.finditer(text))
    for place, first in enumerate(words[:-1]):
        family = in_latin(first[0].lower())
        if not _is_family(family, first[0]) or not _follows(text, first, words[place + 1]):
            continue
        second = words[place + 1]
        givens = [second]
        if place + 2 < len(words) and len(second[0]) <= _SYLLABLE:
            third = words[place + 2]
            if _follows(text, second, third) and len(third[0]) <= _SYLLABLE:
                givens.append(third)
        for count in range(1, len(givens) + 1):
            given = "-".join(in_latin(one[0].lower()) for one in givens[:count])
            yield first.start(), givens[count - 1].end(), _term(family, given)


def _follows(text: str, first: re.Match[str], second: re.Match[str]) -> bool:
    return second.start() - first.end() == 1 and text[first.end()] == " "


def _is_family(word: str, written: str) -> bool:
    if written[0] < "\u0400":
        return word in _FAMILIES
    return f"{PERSON}{sound_of(word).removeprefix('r')}" in _family_sounds()


@cache
def _family_sounds() -> frozenset[str]:
    return frozenset(f"{PERSON}{sound_of(one).removeprefix('r')}" for one in _FAMILIES)


# ── hangul ──────────────────────────────────────────────────────────────────────────────────


def in_hangul(words: list[str], place: int) -> Iterator[str]:
    """Yield the terms of the name that a word of a Korean text may be, by the words beside it."""
    word = next(
        (words[place][: -len(p)] for p in _PARTICLES if words[place].endswith(p)), words[place]
    )
    if len(words[place]) == 1 + MOST_GIVEN:
        word = words[place]
    if not 2 <= len(word) <= 1 + MOST_GIVEN or word[0] not in _IN_HANGUL or word in _NO_NAMES:
        return
    beside = words[place + 1] if place + 1 < len(words) else ""
    before = words[place - 1] if place else ""
    if _OFFICE.search(beside) or (len(word) > 2 and _OFFICE.search(before)):
        yield _term(in_syllables(word[0]), "-".join(map(in_syllables, word[1:])))


# ── Chinese characters ──────────────────────────────────────────────────────────────────────


def in_han(run: str, tongue: str) -> Iterator[Person]:
    """Yield the names in a folded run of Chinese or Japanese, in each of the ways to read them."""
    for place in range(len(run) - 1):
        before = run[max(0, place - 4) : place]
        begins = not place or not _is_han(run[place - 1]) or bool(_SAID.search(before))
        if not begins and not _BEFORE.search(before):
            continue
        if found := _japanese(run, place):
            reading, end = found
            if tongue != "ja" or _BEHIND.match(run, end):
                yield from ((place, end, f"~{key}") for key in sounds_of_kana(reading))
                continue
        if run[place] in _IN_HAN:
            yield from _foreign(run, place, tongue)


def _foreign(run: str, place: int, tongue: str) -> Iterator[Person]:
    """Yield a name of one letter and one or two more, read as Chinese and as Koreans do."""
    given = _given(run, place + 1)
    end = place + 1 + len(given)
    if not given or (tongue == "ja" and not _BEHIND.match(run, end)):
        return
    name = "".join(_elsewhere().get(letter, letter) for letter in run[place:end])
    terms = {f"{PERSON}{name}"}
    for table, romanised in (("mandarin", str), ("korean", in_syllables)):
        read = [romanised(_read_as(table).get(letter, "")) for letter in name]
        if all(read):
            terms.add(_term(read[0], "-".join(read[1:])))
    yield from ((place, end, term) for term in sorted(terms))


def _given(run: str, place: int) -> str:
    """Give the given name that begins here: two letters, or one before a word that is no name's."""
    found = ""
    for letter in run[place : place + MOST_GIVEN]:
        if not _is_han(letter) or letter in _NO_NAME:
            break
        found += letter
    return found


def _japanese(run: str, place: int) -> tuple[str, int] | None:
    """Give how the Japanese family name that begins here is read, and where it ends."""
    for length in range(LONGEST_FAMILY, 1, -1):
        if reading := _surnames().get(run[place : place + length]):
            return reading, place + length
    return None


def _is_han(letter: str) -> bool:
    return "\u4e00" <= letter <= "\u9fff"


@cache
def _surnames() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for line in _lines("surnames.txt"):
        reading, _, names = line.partition(" ")
        found.update(dict.fromkeys(names.split(), reading))
    return found


@cache
def _read_as(language: str) -> Mapping[str, str]:
    """Give how letters are read: in pinyin, or in hangul."""
    found: dict[str, str] = {}
    for sound, letters in _readings()[language]:
        found.update(dict.fromkeys(letters, sound))
    return found


@cache
def _elsewhere() -> Mapping[str, str]:
    return dict(_readings()["japanese"])


@cache
def _readings() -> Mapping[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for line in _lines("readings.txt"):
        if line.startswith("["):
            rows = found.setdefault(line.strip("[]"), [])
        else:
            sound, _, letters = line.partition(" ")
            rows.append((sound, letters))
    return found


def _lines(file: str) -> list[str]:
    # Parts of the program that are easier to read as lists; read once.
    text = files(__package__).joinpath(file).read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]
