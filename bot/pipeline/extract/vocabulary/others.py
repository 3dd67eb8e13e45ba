"""Heads of lists that lead away and names of days, in further languages of the shipped feeds."""
# ruff: noqa: E501 (tables of regular expressions; a Han letter counts as two)

from bot.pipeline.extract.vocabulary.language import Language

OTHERS = Language(
    more="""
        lesen sie (?:auch|mehr|hier).{0,20} | lesen sie auch | mehr zum thema | weiterlesen | mehr lesen
        auch interessant | das könnte (?:sie|dich) (?:auch )?interessieren | meistgelesen | zum thema
        vous aimerez aussi | (?:à )?lire (?:aussi|la suite) | à lire également | sur le même sujet
        les plus lus | ver (?:también|más) | (?:te|le) puede interesar | lea (?:también|además)
        más (?:leídas?|noticias) | leia (?:também|mais) | saiba mais | veja (?:também|mais)
        mais lidas | leggi (?:anche|tutto) | potrebbe interessarti.{0,10} | i più letti
        lees (?:ook|meer|verder) | meest gelezen | zobacz (?:także|też|również) | czytaj (?:także|też|więcej)
        читайте (?:также|далее|ещё|еще) | самое читаемое | по теме | подробнее | ещё по теме
        baca juga | berita terkait | đọc thêm | xem thêm | tin liên quan
    """,
    more_before="""
        lesen sie (?:auch|mehr) | mehr zum thema | schlagw[oö]rte?r? | (?:à )?lire aussi | mots-clés
        (?:lea|ver|leer) también | te puede interesar | puedes ver | etiquetas | temas
        leia (?:também|mais) | veja (?:também|mais) | leggi anche | lees ook | zobacz (?:także|też)
        czytaj (?:także|też) | читайте (?:также|далее) | по теме | теги | baca juga | xem thêm | etiquetado
    """,
    comments="""
        \\d* ?kommentare?(?: schreiben)? | \\d* ?commentaires? | \\d* ?comentarios? | \\d* ?comentários?
        \\d* ?commenti | \\d* ?комментари(?:й|я|ев|и) | \\d* ?reacties
    """,
    ad="anzeige | werbung | publicité | publicidad | publicidade | pubblicità | реклама | advertentie | reklama",
    photo="foto | bild | fotos | crédit photo | imagen | imagem | immagine | фото | zdjęcie | kuva | ảnh",
    times="""
        \\b\\d{1,2}\\.? (?:de )?(?:januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember|janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|janeiro|fevereiro|março|maio|junho|julho|setembro|outubro|novembro|dezembro)(?:,? (?:de )?\\d{4})?\\b
    """,
    time_words="""
        veröffentlicht | aktualisiert | stand | uhr | publié | mis à jour | le | à | publicado | actualizado
        atualizado | em | el | às | (?:mon|diens|donners|frei|sams|sonn)tag | mittwoch | (?:lun|mar|mercre|jeu|vendre|same)di
        dimanche | (?:segunda|terça|quarta|quinta|sexta)-feira | sábado | domingo | lunes | martes | miércoles
        jueves | viernes | vor | il y a
    """,
    urges="abonnieren sie | jetzt | melden sie | s['’]abonner | abonnez-vous | suscríbete | assine | iscriviti",
    offers="newsletter | abo | abonnement | suscripción | boletín | assinatura | abbonati",
    ours="unser | unsere[nrm]? | notre | nos | nuestro | nuestra | nosso | nossa",
    yours="sie | ihre? | vous | votre | tu | su | você",
    reports="sagte | erklärte | laut | a déclaré | selon | dijo | según | disse | segundo | secondo | сказал | сообщил",
)
