"""Lines that players, machines and boxes of other sites leave in a saved article."""

import pytest

from bot.pipeline.text.lines import junk_in

LEFT = """The audio could not be loaded. Try again.
This video is not available in your region
Subtitles on, English selected
Summary created with AI and reviewed by the newsroom
Das Video konnte leider nicht geladen werden.
Diese Zusammenfassung wurde mit künstlicher Intelligenz erstellt.
Ich bin einverstanden, dass externe Inhalte angezeigt werden.
El vídeo no está disponible
Resumen elaborado con inteligencia artificial
La vidéo ne peut être lue sur cet appareil
Ce résumé a été produit par une intelligence artificielle
视频无法播放
推广｜冬季保暖好物
广告：本周特价
摘要由AI生成
[PR] 겨울 여행 특가
영상을 재생할 수 없습니다
Galería: la esclusa en obras
Vidéo : le pont s'ouvre
ギャラリー：工事中の水門
[포토] 공사 중인 수문
Welches Boot gefällt Ihnen? Stimmen Sie jetzt ab
您支持吗？欢迎参与投票
확인을 누르면 쿠키 저장에 동의하게 됩니다.
工人在检查新水闸。新华社记者 李四 摄
수문을 점검하는 직원들. 로이터 연합뉴스""".splitlines()
TOLD = """The video could not be verified, the police said on Monday.
This video was made in a cellar, the court heard.
The summary of the treaty was written by nine lawyers.
Das Video ist nicht echt, teilte die Polizei mit.
El vídeo no está manipulado, según la policía.
La vidéo n’a pas été tournée dans le port, selon le juge.
视频显示船只离开港口。
推广新技术是今年的重点。
Wie sehen Sie die Lage im Hafen?
Stimmen Sie dem Bau zu, fragte der Richter die Anwohner am Montag.
您怎么看这次投票？
有三成居民参与投票，市政府周一表示。
수문은 내년에 열린다고 시는 밝혔다. 연합뉴스가 이를 먼저 보도했다.
영상을 재생할 수 없는 기기도 있다고 업체는 설명했다.""".splitlines()


@pytest.mark.parametrize("line", LEFT)
def test_what_a_player_or_a_machine_says_of_itself_is_none_of_an_article(line: str) -> None:
    assert junk_in(line) is not None


@pytest.mark.parametrize("line", TOLD)
def test_a_report_may_tell_of_videos_and_of_machines(line: str) -> None:
    assert junk_in(line) is None
