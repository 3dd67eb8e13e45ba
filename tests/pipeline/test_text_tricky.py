"""Where sentences end, on texts of our own that are hard to cut; each case lists the sentences."""

import pytest

from bot.pipeline.text import sentences

ENGLISH = [
    ["Mr. Ito met Gen. Park at 5 p.m. on Monday.", "Nobody else came."],
    ["Dr. J. R. Smith of St. Kitts spoke.", "Rain fell."],
    ["The U.S. Navy left.", "The U.S. is far."],
    ["Ships of the U.S. and the U.K. met.", "They sailed on."],
    ["He works for Harbour Inc. in Ohio.", "She does not."],
    ["Shares of Acme Corp. fell 3.5% to $1.20 on Jan. 3.", "Others rose."],
    ["It opens at 9 a.m. and ends at 5 p.m. every day.", "Entry is free."],
    ["A quake hit the bay at 2:14 p.m. Thursday, an office said.", "No wave came."],
    ["The ship left at 9 a.m. Japan time.", "Others stayed."],
    ["They met at 9 a.m. Nov. 3 in Naha.", "It rained."],
    ["It is read out at 5 p.m. EST on Mondays.", "Few listen."],
    ["He left at 5 p.m.", "Tokyo said nothing."],
    ["No. 5 beat No. 7 in Fig. 2.", "See Sec. 4, Art. 9."],
    ["Version 2.0.1 is out.", "It costs 1,234.56 crowns."],
    ["The ship, built in 1987, sank.", "Nine died."],
    ["“Why now?” she asked.", "Nobody knew."],
    ["“Stop!” the captain shouted.", "The boat turned."],
    ['"We will not go. We will stay," Ito said.', "The hall cheered."],
    ['"Is it over?" Park asked.', '"No," said Ito.'],
    ["'It is late. We are tired,' the mayor said.", "Then he left."],
    ["'We came first.'", "'We came last.'", "Nobody won."],
    ["Today's vote is the players' own.", "They're happy with it."],
    ["The '90s were loud.", "Rock 'n' roll was everywhere."],
    ["They told 'em so.", "Nobody heard 'em."],
    ["He said: “We go on.”", "The press left."],
    ["The report (see p. 3. of it) is long.", "Few read it."],
    ["(The vote was close.)", "The count took hours."],
    ["Prices rose... and fell again.", "Traders slept."],
    ["He paused… then spoke.", "All listened."],
    ["Is it true?!", "Yes!"],
    ["Visit www.example.org for more of it.", "Write to a.b@example.org today."],
    ["See https://example.org/a.b?c=d.e for it.", "Thanks."],
    ["Capt. Lee and Lt. Cmdr. Kim flew.", "Adm. Cho did not."],
    ["Sen. A. Brown (R-Ohio) voted no.", "Rep. C. Gray voted yes."],
    ["Ph.D. students met Prof. Wu.", "All passed."],
    ["The fee is Rs. 500 a head.", "Children pay less."],
    ["It was Sept. 11.", "It was Tuesday."],
    ["Talks between the E.U. and Japan ended.", "No deal came."],
    ["Oil fell to $70 a barrel vs. $75 before.", "Gas fell too."],
    ["The isles, i.e. the five rocks, are bare.", "Birds, e.g. gulls, nest there."],
    ["Washington D.C. is hot.", "Sampleport is not."],
    ["J.D. Vance spoke.", "J.K. Ito did not."],
    ["“We need time. We need money.”", "So it went."],
    ["A man named Jos. came.", "He left."],
    ["1. Prices rose.", "2. Wages fell."],
    ["Fire broke out at 3 a.m.", "Police came at once."],
    ["“It is ours. It always was,” the minister said, “and will be.”", "He sat down."],
]
JAPANESE = [
    ["「断固抗議する。」と述べた。", "次の会談は来月だ。"],
    ["外相は「遺憾だ。強く求める」との談話を出した。", "船は去った。"],
    ["「なぜ今か？」と記者が聞いた。", "答えはなかった。"],
    ["首相は『平和の海だ。』と書いた。", "本は売れた。"],
    ["本当か？", "本当だ！", "では行こう。"],
    ["価格は3.5％上がった。", "円は1ドル＝150.25円だった。"],
    ["会合（3日。東京）は中止だ。", "理由は不明。"],
    ["「もう……」と言って黙った。", "沈黙が続いた。"],
    ["船は５隻。", "残りは不明。"],
    ["U.S.スチールの株が上がった。", "買収の話が出た。"],
    ["「行く」「行かない」と揉めた。", "結局残った。"],
]
CHINESE = [
    ["他说：“我们反对。这是错误的。”", "会议随后结束。"],
    ["海警船駛入海域！", "「我們抗議。」外長說。"],
    ["真的吗？", "真的！"],
    ["“不行！”他喊道。", "船停下了。"],
    ["价格上涨3.5%。", "汇率为7.12。"],
    ["《海警法》（2021年。第21条）生效。", "渔民担心。"],
    ["部长表示：“谈判会继续。”", "记者散去。"],
    ["他停了停……又说下去。", "全场安静。"],
    ["「為什麼？」她問。", "沒有人回答。"],
]
KOREAN = [
    ['"받아들일 수 없다."고 말했다.', "회담은 다음 달 열린다."],
    ["그는 “끝났다. 돌아가자.”라며 떠났다.", "배는 남았다."],
    ["정말인가?", "그렇다!"],
    ["물가가 3.5% 올랐다.", "환율은 1,350.5원이다."],
    ["'왜 지금인가?'라고 물었다.", "답은 없었다."],
    ["오전 9시에 열린다.", "오후 6시에 닫는다."],
    ['김 장관은 "유감이다"라고 했다.', "일본은 답하지 않았다."],
    ["U.S. 스틸 주가가 올랐다.", "매수세가 몰렸다."],
]
OTHERS = [
    ("de", ["Der Minister kam am 3. Mai.", "Er ging bald."]),
    ("fr", ["M. Dupont a dit oui.", "Mme Durand a dit non."]),
    ("es", ["¿Por qué ahora?", "Nadie lo sabe."]),
    ("ru", ["Корабль ушёл.", "Море спокойно."]),
    ("hi", ["जहाज़ चला गया।", "समुद्र शांत है।"]),
    ("ar", ["غادرت السفينة الميناء.", "لماذا الآن؟", "لا أحد يعرف."]),
    ("he", ["הספינה עזבה.", "הים שקט."]),
]
CASES = [
    *(("en", " ", case) for case in ENGLISH),
    *(("ja", "", case) for case in JAPANESE),
    *(("zh", "", case) for case in CHINESE),
    *(("ko", " ", case) for case in KOREAN),
    *((language, " ", case) for language, case in OTHERS),
]


@pytest.mark.parametrize(("language", "joint", "expected"), CASES)
def test_a_sentence_ends_where_a_reader_says(
    language: str, joint: str, expected: list[str]
) -> None:
    assert list(sentences(joint.join(expected), language)) == expected


def test_there_are_enough_of_them() -> None:
    assert len(CASES) >= 60


@pytest.mark.parametrize("language", ["th", "hi", "ar", "fa", "km", "bo", "my", None])
@pytest.mark.parametrize(
    "text",
    ["เรือออกจากท่าแล้ว ทะเลสงบ", "जहाज़ गया। लौटा नहीं।", "غادرت السفينة. عادت لاحقاً.", "ကမ်း။ လှေ။"],
)
def test_other_scripts_are_read_without_loss(text: str, language: str | None) -> None:
    assert "".join("".join(sentences(text, language)).split()) == "".join(text.split())
