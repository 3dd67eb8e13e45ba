"""Which language an item is in: script, letters, what the feed states."""

import socket
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pipeline.text import language_of, speaks, tag

# One headline of our own in each language that is told without the feed's help.
HEADLINES = {
    "en": "Fishing boats return to the harbour after the storm warning is lifted",
    "fr": "Les pêcheurs rentrent au port après la levée de l'avis de tempête",
    "de": "Fischer kehren nach dem Ende der Sturmwarnung in den Hafen zurück",
    "es": "Los pescadores vuelven al puerto tras el fin de la alerta de tormenta",
    "pt": "Os pescadores voltam ao porto depois do fim do aviso de tempestade",
    "it": "I pescatori tornano in porto dopo la fine dell'allerta per la tempesta",
    "nl": "De vissers keren terug naar de haven nadat de stormwaarschuwing is opgeheven",
    "sv": "Fiskarna återvänder till hamnen när stormvarningen har upphört",
    "pl": "Rybacy wracają do portu po odwołaniu ostrzeżenia przed sztormem",
    "tr": "Balıkçılar fırtına uyarısının kaldırılmasından sonra limana dönüyor",
    "ru": "Рыбаки возвращаются в порт после отмены штормового предупреждения",
    "uk": "Рибалки повертаються до порту після скасування штормового попередження",
    "el": "Οι ψαράδες επιστρέφουν στο λιμάνι μετά την άρση της προειδοποίησης",
    "ar": "الصيادون يعودون إلى الميناء بعد رفع تحذير العاصفة",
    "fa": "ماهیگیران پس از لغو هشدار توفان به بندر بازمی‌گردند",
    "he": "הדייגים חוזרים לנמל לאחר ביטול אזהרת הסערה",
    "hi": "तूफ़ान की चेतावनी हटने के बाद मछुआरे बंदरगाह लौट रहे हैं",
    "bn": "ঝড়ের সতর্কতা উঠে যাওয়ার পর জেলেরা বন্দরে ফিরছেন",
    "ur": "طوفان کی وارننگ ختم ہونے کے بعد ماہی گیر بندرگاہ واپس آ رہے ہیں",
    "ta": "புயல் எச்சரிக்கை நீங்கியதும் மீனவர்கள் துறைமுகம் திரும்பினர்",
    "th": "ชาวประมงกลับเข้าท่าเรือหลังยกเลิกคำเตือนพายุ",
    "vi": "Ngư dân trở về cảng sau khi cảnh báo bão được dỡ bỏ",
    "id": "Para nelayan kembali ke pelabuhan setelah peringatan badai dicabut",
    "tl": "Bumalik sa daungan ang mga mangingisda matapos alisin ang babala ng bagyo",
    "ja": "嵐の警報が解除され、漁船が港に戻る",
    "ko": "폭풍 경보가 해제되자 어선들이 항구로 돌아온다",
    "zh-Hans": "风暴警报解除后渔船返回港口",
    "zh-Hant": "風暴警報解除後漁船返回港口",
}


@pytest.mark.parametrize(("language", "title"), HEADLINES.items())
def test_a_headline_tells_its_language_whatever_the_feed_states(language: str, title: str) -> None:
    assert language_of(title, None) == language
    assert language_of(title, language) == language
    # A whole sentence of another language is not what an English or a Russian feed holds.
    assert language_of(title, "ru" if language != "ru" else "en") == language


@pytest.mark.parametrize(
    ("text", "stated", "language"),
    [
        ("NATO", "fr", "fr"),  # too short to say: the feed is believed
        ("Santos 2, Porto 1", "pt-BR", "pt-BR"),
        ("NATO", None, None),
        ("2026: 4,100", "de", "de"),
        ("", "en-GB", "en-GB"),
        ("Перемирие", "en", "ru"),  # never written so: short or not
        ("북한", "en", "ko"),
        ("Tariff talks resume in Geneva on Monday, officials say", "en-US", "en-US"),
        ("Tariff talks resume in Geneva on Monday, officials say", "ja", "en"),
        ("首相動静", "ja", "ja"),  # a Japanese headline can do without kana
        ("首相動静", None, "zh"),
        ("漁船返回港口" * 12, "ja", "zh-Hant"),  # but not a whole paragraph
        ("風暴の夜市", "zh-TW", "zh-Hant"),
        ("北京", "zh-TW", "zh-Hant"),  # written alike: the feed says which
        ("北京", "zh-CN", "zh-Hans"),
        ("北京", "zh", "zh"),
        ("渔船返回港口", "zh-TW", "zh-Hans"),  # the characters say otherwise
        ("Mae pysgotwyr yn dychwelyd i'r harbwr ar ôl y storm", "cy", "cy"),  # not ours, but stated
        ("word", "no language", None),
        ("Fishing boats return\nto the harbour \ud83d in the morning", None, "en"),
    ],
)
def test_the_feed_is_believed_unless_the_text_says_otherwise(
    text: str, stated: str | None, language: str | None
) -> None:
    assert language_of(text, stated) == language


def test_only_the_beginning_of_a_long_text_is_read() -> None:
    english, russian = HEADLINES["en"] + " ", HEADLINES["ru"] + " "
    assert language_of(english * 20 + russian * 5000, None) == "en"


@given(st.text(max_size=200) | st.text(st.characters(), max_size=50), st.none() | st.text())
def test_any_text_and_any_statement_give_a_tag_or_none(text: str, stated: str | None) -> None:
    found = language_of(text, stated)
    assert found is None or tag(found) == found


@pytest.mark.parametrize(
    ("language", "wanted", "is_wanted"),
    [
        ("zh-Hans", "zh", True),
        ("zh-Hant", "zh", True),
        ("zh-Hant", "zh-Hant", True),
        ("zh-Hant", "zh-tw", True),
        ("zh-TW", "zh-Hant", True),
        ("zh-Hant-HK", "zh-HK", True),
        ("zh-Hans", "zh-Hant", False),
        ("zh-Hans", "zh-HK", False),
        ("zh", "zh-Hant", False),
        ("en-US", "en", True),
        ("en", "en-US", False),
        ("en-US", "EN_us", True),
        ("ja", "jp", True),
        ("ja", "j", False),
        ("fil", "fi", False),
        (None, "en", False),
        (None, "", False),
    ],
)
def test_a_language_is_the_one_that_was_asked_for(
    language: str | None, wanted: str, is_wanted: bool
) -> None:
    assert speaks(language, wanted) == is_wanted


def test_the_detector_needs_no_network() -> None:
    program = (
        "import socket\n"
        "def refuse(*a, **k): raise AssertionError('the network was asked')\n"
        "socket.socket.connect = socket.create_connection = socket.getaddrinfo = refuse\n"
        "from bot.pipeline.text import language_of\n"
        f"print(language_of({HEADLINES['id']!r}, None))"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "id"
    assert socket.getaddrinfo.__module__ == "socket"
