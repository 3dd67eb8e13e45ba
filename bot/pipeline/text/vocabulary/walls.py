"""How pages say that the rest of an article is kept: the whole line, in many languages."""
# ruff: noqa: E501 (tables of regular expressions; a Han letter counts as two)

import re

from bot.pipeline.text.needed import sought

_ENGLISH = r"""
    to (?:continue|keep) reading(?: (?:this|the) (?:article|story))?,? (?:please )?(?:subscribe|log in|sign in|sign up|register|create|choose|become)\b.{0,60}
    you(?:['’]ve| have) (?:reached|used|read) (?:your|the|all)\b.{0,40}\b(?:free|monthly)\b.{0,30}\barticles?.{0,40}
    (?:this|the) (?:article|story|content) is (?:only |exclusively )?(?:available )?(?:for|to) .{0,24}(?:subscribers|members)(?: only)?
"""
_GERMAN = r"""
    (?:sie )?(?:möchten|wollen) (?:sie )?(?:weiterlesen|diesen (?:artikel|text) lesen)\??
    (?:dieser|der) (?:artikel|beitrag|text|inhalt) ist .{0,30}abonnent\w*.{0,20}
    sie haben .{0,24}(?:limit|kontingent|anzahl)\b.{0,60}(?:erreicht|aufgebraucht|ausgeschöpft)
"""
_ROMANCE = r"""
    (?:cet article|ce contenu|la suite)\b.{0,20}\bréservée? (?:à|aux) .{0,14}abonné\S*
    vous avez atteint .{0,20}(?:limite|quota)\b.{0,50}
    (?:este |esta )?(?:contenido|artículo|noticia|reportaje)(?: es)? (?:exclusiv[oa]|sol[oa]|reservad[oa]|disponible) .{0,14}suscriptores
    has (?:alcanzado|llegado|agotado|superado) .{0,40}(?:artículos|noticias) grat\S+.{0,20}
"""
_EAST = r"""
    (?:今月の?)?無料(?:で読める)?(?:の)?記事.{0,10}(?:上限|終了).{0,20}
    (?:本文|本篇|此文)[为為是]?(?:付[费費]|[会會][员員]|[订訂][阅閱])(?:[内內]容|文章|[专專]享).{0,30}
    .{0,8}免[费費](?:文章|[阅閱][读讀]).{0,6}(?:已[读讀用]|用完|上限).{0,12}
    (?:[订訂][阅閱]|登[录錄入]|[开開]通|成[为為]|加入).{0,10}[阅閱][读讀](?:全文|完整|全部).{0,8}
    (?:이 ?(?:기사|콘텐츠)는 ?)?.{0,12}전용 ?(?:기사|콘텐츠)?입니다
    이 ?(?:기사|콘텐츠)는 ?.{0,14}(?:구독자|회원|독자)(?:를|만을|들을) 위한 .{0,12}입니다
    남은 ?(?:분량|글자|기사|내용) ?:? ?[1-9][\d,.]* ?(?:자|글자|%).{0,8}
    (?:剩余|剩餘|还剩|還有|余下|餘下).{0,4}[1-9][\d,.]* ?(?:字|%).{0,8}
    (?:로그인|구독|가입|회원가입) ?(?:후|하시면|하면)\S* ?.{0,8}(?:전문|전체|나머지).{0,20}
    .{0,8}무료 ?기사.{0,10}(?:모두|소진|초과).{0,14}
"""
# What is kept of an article, for whom, and (in East Asia, where "full text" and "member" stand in
# many a report) what they may do with it: together, in a short line, they are a gate.
_KEPT = (
    (
        (r"\b(?:read|view|see|get|access|unlock|finish|continue|keep)\w* (?:(?<=read )on\b|reading\b|(?:(?:the|this) )?(?:(?:full|whole|entire|complete) ?|rest of (?:the |this )|this )(?:article|story|content|text|piece)\b)"
        r"|\bthe (?:rest|remainder|whole) of (?:this|the) (?:article|story|content|text|piece)\b|\bfull access\b|\bthis (?:is an? [\w -]{0,24})?(?:article|story|content|piece)\b|\bthe (?:full|whole) story\?"),
        r"\b(?:subscri\w+|(?:for|to|our|only|a|by|as|all) members?\b(?! states?| of\b)|membership|members (?:only|can)\b|sign(?:ed)? (?:in|up)|log(?:ged)? in|free (?:trial|account)|(?:to|or|and) register\b|register (?:now|for|to|or)|registered (?:users|readers)|paying|premium|locked|join (?:us|today|now))",
    ),
    (
        r"\bweiter(?:zu)?lesen\b|\blesen sie\b.{0,60}\bweiter\b|\b(?:ganze[nr]?|vollständige[nr]?|komplette[nr]?|gesamte[nr]?|diese[nr]?) (?:artikel|text|beitrag|bericht)\b(?=.*\b(?:lesen|sehen|gibt|freischalten)\b|$)|\bartikel (?:zu )?lesen\b",
        r"\b\w*abo(?:s|nnent\w*|nnement\w*|nnieren)?\b|\bplus\b|[a-z]\+(?!\w)|\banmelden\b|\bmelden sie sich\b|\bregistrier\w+|\bfür mitglieder\b|\bmitglied(?:schaft)? werden\b|\bfreischalten\b",
    ),
    (
        r"(?:seguir|continuar|sigue|continúa) leyendo|(?:leer|lee|accede a) (?:la |el |este |esta )?(?:noticia|artículo|reportaje|texto|contenido)?\b.{0,3}\bcomplet[oa]|\bel resto (?:de(?:l| este| esta)? )?(?:noticia|artículo|reportaje|texto|contenido)",
        r"\bsuscri\w+|\bsoci[oa]s?\b|\binici(?:a|e|ar) sesión|\breg[ií]str\w+|\bpremium\b|\babon\w+",
    ),
    (
        r"\blire la suite\b|\bla suite (?:de |est )|\b(?:lire|intégralité de|poursuivre|continuer|lecture de) .{0,12}(?:article|lecture|suite)|\b(?:cet|l['’]) ?article (?:complet|en entier)",
        r"\babonn\w+|\bconnectez-vous|\binscri\w+|\bidentifiez-vous|\bréservée? ",
    ),
    (
        r"(?:続き|全文|ここから先|残りの(?:記事|文章))(?=.*(?:読|ご覧|閲覧|見られ|表示))|(?:読|ご覧|閲覧).{0,8}(?:続き|全文)",
        r"会員(?![国数])|購読|ログイン|有料|(?:登録|契約|加入)(?:が必要|すると|して|後)|プラン",
    ),
    (
        r"(?:全文|(?:余下|剩余|剩餘|剩下|其余|其餘|以下|完整)(?:的)?(?:[内內]容|文章|部分)|本(?:篇)?文(?:章)?)(?=.*(?:[阅閱][读讀]|查看|解[锁鎖]|[开開]放|可[见見]))|(?:[阅閱][读讀]|查看|解[锁鎖]).{0,4}(?:全文|完整)|[继繼][续續][阅閱][读讀]",
        r"[订訂][阅閱户戶]|[会會][员員](?![国國])|付[费費]|登[录錄入](?=後|后|會|会|查|[阅閱]|即|可)|注[册冊][后後]|[开開]通",
    ),
    (
        r"(?:전문|전체 ?(?:기사|내용)|나머지 ?(?:기사|내용)?|이 ?기사)\S*(?=.*(?:읽|볼 수|보시|보세요|보려|열람|확인))|(?:계속|이어서?) ?(?:읽|보)",
        r"구독|회원(?!국)|로그인|유료|결제",
    ),
)  # fmt: skip
KEPT = tuple((sought(rest, re.IGNORECASE), sought(whom, re.IGNORECASE)) for rest, whom in _KEPT)
_LINES = [line.strip() for line in (_ENGLISH + _GERMAN + _ROMANCE + _EAST).splitlines()]
WALLS = sought(rf"^\W*(?:{'|'.join(filter(None, _LINES))})\W*$", re.IGNORECASE)
# "Subscribe to read more stories like this": of others than this one.
OF_OTHERS = sought(
    r"stories like this|more (?:stories|articles|news)|더 ?많은 ?(?:기사|콘텐츠)|(?:weitere|mehr) artikel"
    r"|plus d['’]articles|más (?:noticias|artículos)|更多(?:文章|新[闻聞]|[报報])|他の記事",
    re.IGNORECASE,
)
# How a page says that nothing of an article is kept: 残り0文字.
ALL_SHOWN = re.compile(
    r"^\W*(?:残り|남은 ?(?:분량|글자) ?:? ?|(?:剩余|剩餘|还剩|還有))\s*[0０]\s*(?:文字|字|자|%)\W*$"
)
