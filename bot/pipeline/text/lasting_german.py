"""German words by which `lasting` tells what is news from what lasts or was long ago."""
# ruff: noqa: E501 (tables of regular expressions)

from bot.pipeline.text.lasting_words import Patterns, Words

_MONTH = (
    r"(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|Jänner)"
)
_YEAR = r"(?:1[6-9]\d\d|20\d\d)"
_WEEKDAY = r"(?:Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonnabend|Sonntag)"
_AGES = r"(?:Jahren|Jahrzehnten|Jahrhunderten|Generationen)"
_SOME = r"(?:(?:vielen|einigen|mehreren|langen|rund|gut|fast|mehr als|zwei|drei|\w+zehn|\d+) )*"
_SAYING = (
    r"(?:sagte[n]?|erklärte[n]?|teilte[n]?|mitteilte[n]?|mitgeteilt|berichtete[n]?|meldete[n]?"
    r"|kündigte[n]?|ankündigte[n]?|angekündigt|betonte[n]?|forderte[n]?|kritisierte[n]?|warnte[n]?"
    r"|hieß es|zufolge|nach Angaben|laut|bestätigte[n]?|verurteilte[n]?|bekannt ?gab(?:en)?"
    r"|gab(?:en)? bekannt|schrieb(?:en)?|begründet[en]*|äußerte[n]?|versicherte[n]?)"
)
_NOW = (
    rf"\b(?:am|von|bis|ab|für|den|dem|zum|seit) (?:\w+ )?{_WEEKDAY}\w*\b|\b{_WEEKDAY}(?:morgen|abend|nacht)",
    r"\b(?:heute|gestern|vorgestern|morgen früh|am (?:Morgen|Abend|Nachmittag|Vormittag|Mittag))\b",
    r"\bin der (?:Nacht|Früh)\b|\b(?:jetzt|nun|zuletzt|bislang|bisher|zunächst|inzwischen|derzeit)\b",
    (
        r"\b(?:diese[rnsm]?|nächste[rnsm]?|kommende[rnsm]?|vergangene[rnsm]?|letzte[rnsm]?) "
        r"(?:Woche|Tage[n]?|Wochenende|Nacht|Monats?|Stunden)\b|\bdiese[sm] Jahr\b"
    ),
    (
        r"\bvor (?:\w+ )?(?:Minuten|Stunden|Tagen|Wochen)\b|\b(?:will|wollen|soll|sollen|(?:wird|werden)"
        r"(?! (?:häufig|oft|regelmäßig|immer wieder|jedes Jahr|seit)\b))\b"
    ),
    rf"\b\d{{1,2}}\. {_MONTH}\b(?! \d{{4}})|\b\d{{1,2}}[.:]?\d* Uhr\b",
)
_PAST = (
    rf"\bvor {_SOME}{_AGES}\b|\bseit {_SOME}{_AGES}\b|\bjahrelang|jahrzehntelang|\bseit langem\b",
    rf"\bseit (?:{_MONTH} )?{_YEAR}\b|\b(?:19|20)?\d0er[- ]Jahre",
    (
        r"\b(?:im )?(?:vergangene[nr]?|letzte[nr]?|vorige[nr]?) (?:Jahr(?:es)?|Jahrzehnts?|Jahrhunderts?)"
        r"|\bVorjahr(?!es(?:zeitraum|monat|quartal))|\bim (?:Frühjahr|Herbst|Sommer|Winter) zuvor\b"
    ),
    r"\b(?:einst|früher|ehemals|damals|seinerzeit|historisch|traditionell|ursprünglich)\b",
    r"\bin den (?:vergangenen|letzten) (?:\w+ )?(?:Jahren|Jahrzehnten)\b",
    r"\b(?:Zweiten?|Ersten?|Kalten?) (?:Weltkriegs?|Kriegs?)\b",
    (
        r"\b(?:hat|hatte|haben|hatten|war|waren|ist|sind)\b[^;]{0,60}\b(?:wiederholt|mehrfach|mehrmals"
        r"|immer wieder|bereits)\b"
    ),
    rf"\b(?:war|waren|hatte|hatten|wurde|wurden)\b[^;]{{0,40}}\b{_YEAR}\b",
)
_COMPARES = (
    r"\b(?:erste[nrs]?|\w+ste[nrsm]?)\b[^;]{0,60}\bseit\b|\berstmals\b|\bRekord",
    (
        r"\b(?:mehr|weniger|höher|niedriger|gestiegen|gesunken|stieg(?:en)?|sank(?:en)?|fiel(?:en)?"
        r"|legte[n]?|wuchs(?:en)?|Plus|Minus|Anstieg|Rückgang|gegenüber|verglichen)\b[^;]{0,70}"
        r"(?:als (?:im|vor|ein|am)|Vorjahr|Vorquartal|Vormonat|gegenüber|\bauf \d|\bum \d|Prozent)"
    ),
)
_THE = r"(?:Der|Die|Das|Ihr|Ihre|Sein|Seine|Beide|\p{Lu}[\w.-]+) (?:[\w.-]+ ){0,4}?"
_IS = r"(?:ist|sind|bleibt|bleiben)"
_STATES = (
    r"\b(?:betrachte[nt]|sieh(?:t|en)|seh(?:en)|erachte[nt]) [^;]{3,90}?\b(?:als|Teil)\b",
    (
        r"\b(?:beansprucht|beanspruchen|erhebt|erheben) [^;]{0,80}?(?:Anspruch|Ansprüche|für sich"
        r"|Insel\w*|Meer\w*|Gebiet\w*|Gewässer\w*|Region|Teile?|Riff\w*)|\bbeansprucht(?:en)? wird"
    ),
    (
        r"\b(?:gilt|gelten|zähl(?:t|en)|gehör(?:t|en)|grenz(?:t|en)|lieg(?:t|en) (?:(?!bei )\w+ ){0,3}?(?:rund"
        r"|etwa|knapp|nahe|an|in|am|im|vor|zwischen|nord\w+|süd\w+|öst\w+|west\w+|auf|nur|\d))\b"
    ),
    (
        r"\b(?:befinde(?:t|n) sich|beschäftig(?:t|en)|produzier(?:t|en)|beliefer(?:t|n)|umfass(?:t|en)"
        r"|besteh(?:t|en) aus|verfüg(?:t|en) über|unterhält|unterhalten|erkenn(?:t|en) [^;]{2,80}?\ban"
        r"|wirf(?:t)? [^;]{2,90}?\bvor|werfen [^;]{2,90}?\bvor|ha(?:t|ben) (?:seinen|ihren) Sitz"
        r"|dien(?:t|en) als|leb(?:t|en) (?:dort |hier )?(?:rund|etwa|\d|mehr|knapp|viele)|stamm(?:t|en) aus"
        r"|(?:kontrollier|regier|beherrsch|verwalte)(?:t|en) (?:de[nr]|die|das|weite|große|fast|seit)"
        r"|verbiete(?:t|n)|untersag(?:t|en)|unterlieg(?:t|en)|besitz(?:t|en))\b"
    ),
    (
        rf"\b{_IS} (?:(?:auch|nach wie vor|noch immer|weiterhin|offiziell|formell|technisch) )*(?:"
        r"(?:der|die|das|ein|eine|einer|eines|mit|für|auf|wegen|seit) [^;]{0,60}?"
        r"(?:der Welt|Europas|Asiens|Afrikas|Deutschlands|des Landes|\w+(?:ste|sten|ster|stes)\b"
        r"|bekannt|Mitglied|Teil|umstritten|Nachbar\w*|Verbündete\w*|Produzent\w*|Hersteller\w*)"
        r"|(?:nicht )?(?:Mitglied|Teil|umstritten|bekannt|verboten|abhängig|verpflichtet|Heimat|häufig"
        r"|Schauplatz|selten|üblich|strafbar|keine Seltenheit|im Krieg|verfeindet))"
    ),
    (
        r"\b(?:regelmäßig|gewöhnlich|üblicherweise|immer wieder|jedes Jahr|jährlich|alljährlich"
        r"|traditionell|häufig|oft|meist|fast täglich|weltweit (?:größte|wichtigste|rund|etwa|mehr))\b"
    ),
    (
        rf"^{_THE}(?:ha(?:t|ben) (?:etwa |rund |knapp |mehr als |über )?\d[\d.,]* (?:Millionen )?"
        r"(?:Einwohner|Mitglieder|Mitarbeiter|Beschäftigte|Menschen)|zähl(?:t|en) [^;]{0,20}\d)"
    ),
    r"^(?:Gegründet|Erbaut|Gebaut|Geboren) (?:wurde|im Jahr|\d{4})",
)
_MAYBE = (
    rf"^(?:[^\s,;:]+ ){{1,8}}?(?:{_IS}|hat|haben|gibt es|kann|können|darf|dürfen|muss|müssen)\b",
    r"^(?:Viele|Die meisten|Wenige|Kritiker|Experten|Beobachter|Menschenrechtler) \w+",
    r"\b(?:pro|im|jedes) Jahr\b",
    r"\b(?:seitdem|seither|später|zuvor|im selben Jahr|Jahre später)\b",
    r"^(?:[^\s,;:]+ ){1,5}?\p{Ll}{2,}(?<!t)(?:t|(?<!t|rd|ar|ab|am|ng)en) (?:rund|etwa|knapp|mehr|fast|viele|keine|die|den|das|ein)",
)

GERMAN = Words(
    days=Patterns(_NOW[0], _NOW[1], _NOW[-1]),
    now=Patterns(*(f"(?i:{one})" for one in _NOW)),
    said=Patterns(rf"\b{_SAYING}\b"),
    said_then=Patterns(
        rf"^(?:Im Jahr |Im {_MONTH} |Bereits |Schon )?{_YEAR}\b.*",
        rf"\b{_SAYING}[^;]{{0,30}} (?:{_YEAR}|im vergangenen Jahr|im Vorjahr|seit Jahren)",
        rf"\b(?:{_YEAR}|im vergangenen Jahr|seit Jahren|immer wieder)[^;]{{0,40}}\b{_SAYING}",
    ),
    past=Patterns(*(f"(?i:{one})" for one in _PAST)),
    compares=Patterns(*_COMPARES),
    states=Patterns(*_STATES),
    maybe=Patterns(*_MAYBE),
    aside=Patterns(
        r", (?:die|der|das|den|dem|deren|dessen) [^,;]{3,90},(?= )", r" \([^()]{2,60}\)"
    ),
)
