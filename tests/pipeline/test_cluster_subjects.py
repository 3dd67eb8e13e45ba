"""Who a report is about, by what its title and its text begin with."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.model import Member
from bot.pipeline.cluster import Window, join
from bot.pipeline.cluster.headings import told_first

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
Reports = tuple[tuple[str, str], ...]


def told_as(reports: Reports) -> set[int]:
    """Join reports of one outlet each, an hour apart; give the stories."""
    window = Window()
    return {
        join(
            window,
            Member(
                story_id=-n, community_id=None, item_id=n, feed_id=n,
                canonical=f"https://outlet{n}.example/{n}a", title=title,
                at=NOON + timedelta(hours=n), text=text,
            ),
            since=NOON - timedelta(days=2),
        ).member.story_id
        for n, (title, text) in enumerate(reports, start=1)
    }  # fmt: skip


@pytest.mark.parametrize(
    ("title", "text", "first"),
    [
        ("El beneficio de Varela cae un 17%", "Varela obtuvo 90 millones.", "Varela"),
        ("Olmeda Foods gana más", "Olmeda Foods ha ganado un 6% más.", "Olmeda Foods"),
        ("岚山集团前三季度净利增59%", "岚山集团25日晚间披露三季报。", "岚山集团"),
        ("大崎区で住宅火災　1人死亡", "25日未明、大崎区の住宅が燃えました。", "大崎区"),
        ("성남 아파트서 불", "25일 성남의 한 아파트에서 불이 났다.", "성남"),
        ("Strike closes the port", "Dockers walked out on Monday.", ""),
        ("Varelas Aktie steigt", "Varela hat gut verdient.", ""),
        ("Strike closes the port", "", ""),
    ],
)
def test_a_text_begins_with_whom_its_title_is_about(title: str, text: str, first: str) -> None:
    assert told_first(title, text) == first


@pytest.mark.parametrize(
    "reports",
    [
        (
            ("El beneficio de Varela cae hasta septiembre", "Varela obtuvo 90 millones."),
            ("Norcosta gana 234 millones hasta septiembre", "Norcosta ganó 234 millones."),
            ("Olmeda reduce un 27% su beneficio hasta septiembre", "Olmeda obtuvo 68 millones."),
        ),
        (
            ("Varenne voit ses ventes progresser de 3 %", "Varenne a vendu pour 6 milliards."),
            ("Solignac voit ses ventes reculer de 4 %", "Solignac a vendu pour 2 milliards."),
        ),
        (
            ("Lumentel half-year profit rises 14%", "Lumen Telecom said profit rose 14%."),
            ("Starbeam half-year profit falls 11%", "Starbeam said net profit fell to 71 million."),
        ),
        (
            ("アサマHD、純利益18%減　通期予想を下方修正", "アサマHDの純利益は18%減だった。"),
            ("キヨスHD、純利益9%増　通期予想を据え置き", "キヨスHDの純利益は9%増だった。"),
        ),
        (
            ("Kranzler verdient weniger im dritten Quartal", "Kranzler hat 63 Millionen verdient."),
            ("Behlert verdient mehr im dritten Quartal", "Behlert hat 21 Millionen verdient."),
        ),
        (
            ("岚山集团前三季度净利增59%", "岚山集团25日晚间披露三季报，净利润117亿元。"),
            ("珠海药业前三季度净利降46%", "珠海药业25日晚间披露三季报，净利润29亿元。"),
        ),
        (
            ("大崎区で住宅火災　1人死亡", "25日、大崎区の住宅が燃え、1人が遺体で見つかりました。"),
            ("青砥区で住宅火災　1人死亡", "25日、青砥区の住宅が燃え、1人が遺体で見つかりました。"),
        ),
        (
            ("성남 아파트서 불…1명 사상", "25일 성남의 한 아파트에서 불이 나 1명이 다쳤다."),
            ("제천 아파트서 불…1명 사상", "25일 제천의 한 아파트에서 불이 나 1명이 다쳤다."),
        ),
    ],
)  # fmt: skip
def test_titles_and_texts_that_begin_with_other_names_tell_other_events(
    reports: Reports,
) -> None:
    assert len(told_as(reports)) == len(reports)


def test_who_else_tells_of_that_name_tells_the_same_event() -> None:
    reports = (
        ("Varela gana 90 millones hasta septiembre", "Varela obtuvo 90 millones, un 17% menos."),
        ("Norcosta y Varela ganan menos hasta septiembre", "Norcosta y Varela ganaron menos."),
    )  # fmt: skip
    assert len(told_as(reports)) == 1


@pytest.mark.parametrize(
    "reports",
    [
        (
            (
                "三原外相、英クーパー外相と会談　防衛で協力確認",
                "三原外相は25日、英外相と会談した。",
            ),
            ("三原外相、伊ロッシ外相と会談　資源で協力確認", "三原外相は25日、伊外相と会談した。"),
            (
                "三原外相、加マーチン外相と会談　鉱物で協力確認",
                "三原外相は25日、加外相と会談した。",
            ),
        ),
        (
            ("Mihara, Spain's Robles agree to boost security ties", "Mihara met Robles in Madrid."),
            ("Mihara, Egypt's Sabry agree to boost security ties", "Mihara met Sabry in Cairo."),
        ),
        (
            ("沈怀远同意大利外长通电话", "25日，外交部长沈怀远应约同意大利外长通电话。"),
            ("沈怀远同荷兰外长通电话", "25日，外交部长沈怀远应约同荷兰外长通电话。"),
        ),
    ],
)
def test_who_meets_several_others_in_a_day_meets_each_apart(reports: Reports) -> None:
    assert len(told_as(reports)) == len(reports)


def test_two_reports_of_one_meeting_are_one_story() -> None:
    reports = (
        ("三原外相、英クーパー外相と会談　防衛で協力確認", "三原外相は25日、英外相と会談した。"),
        (
            "三原外相とイギリス外相が会談　防衛協力を確認",
            "三原外務大臣がイギリスの外相と会談した。",
        ),
    )
    assert len(told_as(reports)) == 1
