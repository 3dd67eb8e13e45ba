"""Lines around articles in further languages of the shipped feeds: heads of lists, days, marks."""
# ruff: noqa: E501 (tables of regular expressions)

from bot.pipeline.text.vocabulary.language import Language

OTHERS = Language(
    more="""
        zobacz (?:także|też|również) | czytaj (?:także|też|więcej) | najczęściej czytane | polecane
        читайте (?:также|далее|ещё|еще).{0,20} | самое читаемое | по теме | подробнее | ещё по теме | новости по теме | материалы по теме | популярное | главное сегодня
        baca juga | berita terkait | terpopuler | đọc thêm | xem thêm | tin liên quan | tin cùng chuyên mục | ilgili haberler | çok okunanlar | daha fazla
        यह भी पढ़ें | और पढ़ें | संबंधित खबरें | อ่านเพิ่มเติม | ข่าวที่เกี่ยวข้อง
    """,
    more_before="""
        zobacz (?:także|też) | czytaj (?:także|też) | читайте (?:также|далее) | по теме | теги | baca juga | xem thêm | đọc thêm
        यह भी पढ़ें | อ่านเพิ่มเติม | อ่านต่อ | tagi | etiketler
    """,
    comments="\\d* ?комментари(?:й|я|ев|и) | \\d* ?komentar(?:ze|zy|e)? | \\d* ?yorum(?:lar)? | \\d* ?bình luận",
    ad="реклама | reklama | reklam | iklan | quảng cáo | विज्ञापन | โฆษณา",
    photo="фото | zdjęcie | fot | kuva | ảnh | fotoğraf | चित्र | ภาพ",
    agencies="тасс | риа новости | pap | tass | antara | ttxvn",
    times="""
        \\b\\d{1,2}\\.? (?:de )?(?:januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember|janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|ene|feb|abr|jun|jul|ago|sept?|oct|nov|dic|janeiro|fevereiro|março|maio|junho|julho|setembro|outubro|novembro|dezembro|gennaio|febbraio|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre|januari|februari|maart|mei|augustus)(?:,? (?:de )?\\d{4})?\\b
        \\b\\d{1,2} (?:января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря)(?: \\d{4})?
    """,
    time_words="опубликовано | обновлено | diterbitkan | cập nhật",
    urges="подпишитесь | подписывайтесь | читайте | следите | скачайте | оформите | subskrybuj | zaloguj | zarejestruj | abone | langganan | ikuti | đăng ký | theo dõi",
    offers="подписк\\w+ | рассылк\\w+ | телеграм\\w* | telegram | приложени\\w+ | канал\\w* | newsletter\\w* | subskrypcj\\w+ | konto | bülten\\w* | langganan | bản tin | saluran",
    ours="наш\\w* | нас | эта статья | nas | nasz\\w* | kami | chúng tôi | newsletter\\w*",
    yours="вы | ваш\\w* | вам | twój | twoje | anda | bạn",
    reports="сказал\\w* | сообщил\\w* | заявил\\w* | по словам | был\\w* | powiedział\\w* | poinformował\\w* | kata | ujar | cho biết | nói | dedi | söyledi | açıkladı | bildirdi | belirtti | powiedziała | podał\\w* | отметил\\w* | sa | sade | sagde | oppga | uppgav | bilang | anunță",
    rights="все права защищены | wszelkie prawa zastrzeżone | hak cipta | tüm hakları saklıdır | bản quyền",
)
