"""Which codes of languages and countries there are, and which one was probably meant.

Sources: ISO 639-1 (languages of two letters), ISO 3166-1 alpha-2 (countries).
"""

from bot.pipeline.text import tag

_LANGUAGES = """
aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de
dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id
ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu
lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu
rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr
ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu fil yue
"""
_COUNTRIES = """
ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bl bm bn bo bq br bs bt
bv bw by bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg eh
er es et eu fi fj fk fm fo fr ga gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr
ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr
ls lt lu lv ly ma mc md me mf mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz na nc ne nf ng
ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se
sg sh si sj sk sl sm sn so sr ss st sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua
ug um us uy uz va vc ve vg vi vn vu wf ws xk ye yt za zm zw
"""
LANGUAGES = tuple(_LANGUAGES.split())
COUNTRIES = tuple(_COUNTRIES.split())

# What people write, in the codes of three letters and in words; uk is Ukrainian as a language.
_SPOKEN = {
    "eng": "en", "english": "en", "jpn": "ja", "japanese": "ja", "zho": "zh", "chi": "zh",
    "chinese": "zh", "mandarin": "zh", "kor": "ko", "korean": "ko", "fra": "fr", "fre": "fr",
    "french": "fr", "deu": "de", "ger": "de", "german": "de", "spa": "es", "spanish": "es",
    "rus": "ru", "russian": "ru", "vie": "vi", "vietnamese": "vi", "ind": "id",
    "indonesian": "id", "hin": "hi", "hindi": "hi", "ara": "ar", "arabic": "ar", "por": "pt",
    "portuguese": "pt", "ita": "it", "italian": "it", "tha": "th", "thai": "th",
    "ukrainian": "uk", "malay": "ms", "filipino": "fil", "cantonese": "yue", "中文": "zh",
    "日本語": "ja", "한국어": "ko",
}  # fmt: skip
_CALLED = {
    "uk": "gb", "britain": "gb", "england": "gb", "usa": "us", "america": "us", "jpn": "jp",
    "japan": "jp", "ja": "jp", "china": "cn", "prc": "cn", "chn": "cn", "zh": "cn",
    "taiwan": "tw", "roc": "tw", "korea": "kr", "rok": "kr", "kor": "kr", "ko": "kr",
    "dprk": "kp", "australia": "au", "aus": "au", "india": "in", "indonesia": "id",
    "philippines": "ph", "vietnam": "vn", "malaysia": "my", "singapore": "sg", "thailand": "th",
    "russia": "ru", "ukraine": "ua", "germany": "de", "france": "fr", "canada": "ca",
    "europe": "eu", "uae": "ae",
}  # fmt: skip
_ALIASES = {"uk": "gb"}  # a code that is taken for the other one at once


def language(value: str) -> str | None:
    """Give a language in its one form: en-US, zh-Hans; jp is ja. None for what is no code."""
    known = tag(value)
    return known if known and known.split("-")[0] in LANGUAGES else None


def language_meant(value: str) -> str | None:
    """Give the code of what is no code: "japanese" → ja."""
    return _SPOKEN.get(value.casefold())


def country(value: str) -> str | None:
    """Give a country in its one form, two small letters; uk is gb. None for what is no code."""
    code = value.lower()
    code = _ALIASES.get(code, code)
    return code if code in COUNTRIES else None


def country_meant(value: str) -> str | None:
    """Give the code of what is no code: "japan" → jp."""
    return _CALLED.get(value.casefold())
