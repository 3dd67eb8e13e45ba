"""German and Dutch words around articles."""
# ruff: noqa: E501 (tables of regular expressions)

from bot.pipeline.text.vocabulary.language import Language

GERMAN = Language(
    buttons="""
        teilen | kopieren | link(?: kopieren| kopiert)? | merken | drucken | anhören | vorlesen | senden | versenden | verschicken | speichern | per | auf | als | bei
        diesen | artikel | kommentieren | schließen | akzeptieren | alle(?: akzeptieren| ablehnen)? | ablehnen | einstellungen | menü | suche | und | oder | feedback
        an | die | redaktion | verschenken | beitrag | folgen | später lesen | nach oben
    """,
    urges="""
        abonnieren sie | jetzt | melden sie | registrieren sie | lesen sie | folgen sie | laden sie | erhalten sie | holen sie | nutzen sie | testen sie | sichern sie | werden sie | ihnen hat .{3,40}\\?
        unterstützen sie | klicken sie | entdecken sie | schreiben sie | diskutieren sie | teilen sie | stimmen sie | bestellen sie | abonniere | folge(?:n)? | hol dir | melde dich | lade
        weiterlesen | mit .{2,20} weiterlesen | sie (?:haben|sind|möchten|wollen|können) | (?:bereits|schon|noch (?:kein|nicht)) .{3,40} | um (?:diesen|den|weiter|alle) .{3,60} | dies(?:er|en) (?:artikel|beitrag|inhalt|text)
        exklusiv für | nur für | zum weiterlesen | haben sie | an dieser stelle | ich bin (?:damit )?einverstanden | alle (?:artikel|inhalte|nachrichten) | (?:unser|der) (?:newsletter|podcast) | mehr lesen
        unbegrenzt | kostenlos | mit (?:dem|ihrer|ihrem|einem) .{3,40} | täglich | das wichtigste | noch \\d+ | wollen sie | keine nachricht | die wichtigsten
    """,
    urges_last="abonnieren | anmelden | registrieren | testen | weiterlesen | bestellen | hier anmelden | lesen | einloggen | zustimmen | anzeigen lassen | herunterladen | sichern | freischalten | folgen",
    offers="""
        newsletters? | abo(?:s|nnent\\w*|nnement|nnieren)? | \\w+-?abo | anmeld\\w+ | registrier\\w+ | login | einloggen | konto | kostenlos\\w* | gratis | unbegrenzt\\w* | exklusiv\\w* | premium | plus-\\w+ | mit plus
        app | benachrichtigungen | push | postfach | angebot | zugang | zugriff | probemonat | leser(?:innen)? | journalismus | kanal | nachrichten | podcast | weiterlesen | externe[rn]? inhalte? | mitglied
        wochen (?:gratis|kostenlos)
    """,
    ours="unser | unsere[nrm]? | uns | dies(?:er|en|em) (?:artikel|beitrag|inhalt|text) | newsletter | abonnent\\w* | abo | premium | exklusiv\\w* | redaktion\\w* | kostenlos | weiterlesen | externe[rn]? inhalt",
    states="""
        hier geht (?:es|['’]s) (?:zum|zur|zu) .{0,24}(?:newsletter|podcast|ticker|blog|video|quiz|artikel|beitrag|übersicht|interview|dossier|archiv|app)\\w{0,3}[.!]? | (?:mehr|alles) (?:dazu|davon|zum thema) (?:lesen|finden|hören) sie .{0,50}
        (?:dieses|das) (?:video|audio) (?:(?:kann|konnte)\\b.{0,14}\\bnicht (?:abgespielt|geladen|angezeigt|wiedergegeben) werden|ist\\b.{0,14}\\bnicht (?:mehr )?verfügbar)\\b.{0,24} | (?:video|audio) (?:wird geladen|nicht verfügbar).{0,12}
        (?:die |diese |unsere )?(?:stichpunkte|kernpunkte|zusammenfassung|übersetzung|überblick)\\b.{0,30}\\b(?:von|mit|durch)\\b.{0,24}(?:\\bki\\b|künstliche[rn]? intelligenz).{0,70}
        (?:.{0,40}\\? )?(?:jetzt )?(?:stimmen sie|stimm) (?:jetzt )?(?:hier )?ab(?: .{0,20})?
        ich bin (?:damit )?einverstanden, dass .{0,16}(?:externe )?inhalte\\b.{0,60} | (?:mit (?:dem|einem) klick|durch anklicken)\\b.{0,80}(?:externe|inhalte?|dritt)\\b.{0,80}
        (?:verfolgen sie|folgen sie) .{0,30}(?:live-?ticker|liveblog|newsblog).{0,40} | (?:alle|mehr) .{0,30}im (?:live-?ticker|liveblog|newsblog)
        (?:ihre|deine)? ?e-?mail-?adresse(?: (?:eingeben|angeben|hier eingeben))? | lesedauer ?:? ?(?:ca\\.? )?\\d+ min(?:\\.|uten?)? | zustimmen und weiter(?:lesen)? | jetzt .{0,20}(?:wochen?|monate?) .{0,12}(?:euro|€|gratis|kostenlos).{0,12}
        (?:dieser|der) (?:text|artikel|beitrag) (?:wird|wurde) (?:automatisch|mit .{2,24}|von .{2,24}) (?:vorgelesen|vertont|erstellt|übersetzt)\\b.{0,40} | fehler melden
        (?:symbol|archiv|beispiel)(?:foto|bild) | (?:externen )?inhalt (?:laden|anzeigen) | bild(?:unterschrift|beschreibung)[:,] .{2,160}
        .{0,24}partner benötigen (?:ihre|deine) (?:zustimmung|einwilligung)
        (?:haben sie |hast du )?(?:einen )?fehler (?:entdeckt|gefunden|bemerkt|gesehen)\\b.{0,70} | (?:haben sie|hast du) (?:fragen|hinweise|anregungen|themenvorschläge|einen (?:tipp|hinweis))\\b.{0,90} | (?:schreiben sie|schreib) uns\\b(?! ab).{0,60} | kontaktieren sie uns.{0,60}
        (?:mehr|weitere|alle)(?: aktuelle)? (?:nachrichten|informationen|meldungen|berichte|artikel|themen|hintergründe).{0,70}\\b(?:finden sie|lesen sie|hier|in unserem?)\\b.{0,40} | wir (?:brauchen|benötigen) (?:ihre|deine) (?:zustimmung|einwilligung).{0,40} | (?:alle|nur notwendige|nur essenzielle) (?:cookies )?(?:akzeptieren|zulassen|ablehnen)
        cookie-?einstellungen.{0,20} | einstellungen verwalten | mit werbung .{0,20}(?:weiter)?lesen.{0,20} | (?:mehr|ältere|neuere|weitere) (?:beiträge |artikel |einträge )?(?:laden|anzeigen) | push-?(?:nachrichten|benachrichtigungen|mitteilungen)\\b.{0,50}(?:aktivieren|erhalten|abonnieren|einschalten) | (?:artikel|beitrag) (?:merken|teilen|drucken|melden|verschenken|kommentieren|bewerten|empfehlen|vorlesen)
        unsere (?:lese)?empfehlung(?:en)?\\b.{0,20} | passend zum thema | auch (?:spannend|lesenswert) | fotostrecke.{0,40} | bildergalerie.{0,40} | bild \\d+ (?:von|/) \\d+.{0,60} | \\d+ bilder | mit (?:material|informationen) (?:von|der) .{2,40} | (?:dieser artikel|dieser text|der artikel) (?:erschien|ist (?:zuerst )?erschienen).{0,100}
        (?:wie )?gefällt ihnen .{3,50} | war dieser (?:artikel|beitrag) .{3,30} | die kommentarfunktion .{3,80} | kommentare (?:sind )?(?:geschlossen|deaktiviert) | (?:noch )?keine kommentare.{0,20} | (?:kommentieren sie|seien sie|sei) .{0,20}als erste[rs]?.{0,20} | (?:seien sie|sei) (?:der|die) erste.{0,40}
        hier (?:anmelden|abonnieren|klicken|weiterlesen|bestellen) | seite \\d+ (?:von|/) \\d+ | (?:nächste|vorherige) seite | auf einer seite lesen | auf .{2,20} teilen | teilen auf .{2,20} | in der app (?:öffnen|lesen) | folge uns.{0,40} | \\*?affiliate-?links?.{0,100} | zum (?:video|podcast|newsletter|abo|shop|archiv) | (?:das )?abo (?:kündigen|verwalten)
        dieses thema im programm.{0,140} | (?:der|ihr|dein) (?:perfekte|ideale|gute) start in den (?:tag|morgen|abend).{0,90} | freier zugriff auf .{3,90} | jederzeit kündbar.{0,40}
    """,
    yours="sie | ihre?[nms]? | dir | dich | dein\\w* | du",
    gates="weiterlesen | (?:nur )?für abonnent\\w* | (?:ganzen|vollständigen|kompletten) (?:artikel|text) | um (?:diesen|den|weiter).{0,20}(?:artikel|lesen) | (?:exklusiv|nur) für",
    consent="cookies? | datenschutz(?:erklärung|bestimmungen|hinweise)? | einwilligung | personenbezogene\\w* daten | nutzungsbedingungen | agb | tracking",
    consent_asks="wir | unser\\w* | sie | ihre?[nmrs]? | akzeptier\\w+ | ablehn\\w+ | zustimm\\w+ | einverstanden | diese (?:web)?seite | inhalt",
    reports="""
        sagt(?:e|en) | erklärt(?:e|en) | teilt(?:e|en) .{0,60}mit | laut | zufolge | berichte(?:t|te|ten) | wurden? | worden | hatten? | waren? | forder(?:t|te|ten) | kündigt(?:e|en) | schrieb(?:en)?
        verurteilt(?:e)? | verhängt(?:e|en)? | warnt(?:e|en) | betont(?:e|en)
    """,
    more="""
        mehr (?:nachrichten|meldungen|neuigkeiten)(?: (?:aus|zu|über|von) .{2,30})?
        lesen sie (?:auch|mehr|hier).{0,20} | (?:hier )?mehr (?:zum thema|lesen|dazu|aus .{3,30}|zu(?:m|r)? .{3,40}|von .{3,30}|nachrichten) | weiterlesen | auch interessant | das könnte (?:sie|dich) (?:auch )?interessieren
        meist ?gelesen\\w* | (?:am )?meist(?:en)?(?: gelesen| kommentiert\\w*) | zum thema | verwandte (?:artikel|themen|beiträge) | ähnliche (?:artikel|beiträge) | themen(?: in diesem artikel)? | empfehlungen | empfohlen\\w*.{0,30}
        (?:aktuelle|neueste) (?:nachrichten|artikel|meldungen) | top-?(?:themen|artikel) | beliebt\\w*(?: artikel)? | weitere (?:artikel|themen|nachrichten|meldungen|infos).{0,20} | lesetipps? | nächster artikel | vorheriger artikel | schlagwort\\w* | schlagwörter
        auch (?:lesenswert|wichtig|spannend) | jetzt lesen | lesen sie jetzt | passend dazu | (?:unsere|neueste|beliebte|aktuelle) videos | mehr aus (?:der|dem|diesem) .{3,30} | was sie (?:sonst )?noch .{3,30} | leser interessier(?:t|ten) .{0,20}
    """,
    labels="""
        ihr browser unterstützt.{0,50} | jeden (?:morgen|abend|tag) .{3,60} | \\S{2,20}-newsletter.{0,60} | dieses thema im programm.{0,10} | zur merkliste.{0,16} | anhören.{0,10} | korrekturhinweis.{0,10} | (?:ab|nur|schon ab)\\W{0,3}\\d.{0,30}(?:monat|woche|jahr) | alle kommentare.{0,12} | mehr aus diesem ressort
        newsletter(?: abonnieren)? | anmelden | abo | jetzt abonnieren | zur (?:startseite|übersicht)(?: .{2,20})? | startseite | impressum | datenschutz\\w* | kontakt | artikel anhören | nach oben | zum (?:inhalt|hauptinhalt)(?: springen)?
        empfohlener (?:redaktioneller|externer) inhalt | externer inhalt | folgen sie uns(?: auf .{2,40})? | quelle: .{2,30} | lesezeit\\s*:? ?(?:ca\\.? )?\\d+ ?min.{0,8} | mit plus-?abo weiterlesen
    """,
    inline="lesen sie (?:auch|mehr|hier.{0,12}) | mehr (?:dazu|zum thema) | weiterlesen | auch interessant",
    more_before="lesen sie (?:auch|mehr|hierzu|dazu) | mehr (?:zum thema|dazu|lesen) | schlagw[oö]rte?r? | themen | auch interessant | zum thema | lesetipp | video | podcast | interview | kommentar | siehe auch | weiterlesen",
    comments="\\d* ?kommentare?(?: schreiben| lesen| anzeigen)?(?: \\(?\\d+\\)?)? | \\d* ?leserkommentare? | kommentieren | diskutieren sie mit | teilen sie ihre meinung | ihre meinung | jetzt kommentieren",
    counts="\\d[\\d.]* (?:mal geteilt|aufrufe|klicks)",
    photo="fotos? | bild(?:er)?(?:quelle|rechte|nachweis)? | grafik | symbolbild | archivbild | titelbild | illustration | video",
    credited="von | quelle",
    agencies="dpa(?:-\\w+)? | picture alliance(?:/dpa)? | imago(?: images)? | epd | kna | apa | keystone | ddp | ullstein",
    times="\\b\\d{1,2}\\.\\d{1,2}\\.\\d{2,4} | \\b\\d{1,2}[:.]\\d{2} uhr",
    time_words="veröffentlicht | aktualisiert | stand | uhr | vom | am | um | erschienen | lesezeit | ca | min(?:uten)? | (?:mon|diens|donners|frei|sams|sonn)tag | mittwoch | vor | zuletzt",
    byline="[Vv]on [A-ZÄÖÜ][\\wäöüß.’'-]*(?:[ ,]+(?:und|von|van|zu|[A-ZÄÖÜ][\\wäöüß.’'-]*)){1,8} | (?i:text|autor(?:in)?|redaktion|ein (?:kommentar|gastbeitrag|interview) von)[: ]+[A-ZÄÖÜ].{2,50} | [(]?dpa(?:/[\\w-]+)?[)]?",
    ad="anzeige | werbung | gesponsert | sponsored post | hier endet die anzeige | .{0,30}nach der anzeige.{0,12} | - ?anzeige ?-",
    rights="alle rechte vorbehalten | (?:nachdruck|vervielfältigung).{0,40}(?:verboten|untersagt|genehmigung)",
)

DUTCH = Language(
    buttons="delen | deel | kopieer(?: link)? | bewaar | opslaan | afdrukken | luister | sluiten | accepteren | weigeren | via | dit | artikel",
    urges="abonneer | meld (?:je|u) | schrijf (?:je|u) | volg | download | lees | log in | word | ontvang | steun | al (?:een )?abonnee | dit artikel is | om (?:verder|dit)",
    offers="abonn\\w+ | nieuwsbrief | inlog\\w+ | account | gratis | onbeperkt | exclusief | app | meldingen | toegang | verder lezen",
    ours="onze? | dit artikel | deze site | nieuwsbrief | abonnees? | gratis",
    yours="je | jouw | uw | u",
    gates="voor abonnees | verder lezen",
    consent="cookies? | privacy(?:beleid)? | persoonsgegevens | voorwaarden",
    consent_asks="wij | onze? | deze (?:web)?site | accepteer\\w* | weiger\\w* | je | uw?",
    reports="zei(?:den)? | zegt | volgens | werd(?:en)? | was | waren | meldde(?:n)? | heeft | hebben",
    more="lees (?:ook|meer|verder) | meest gelezen | gerelateerd(?:e artikelen)? | meer over .{3,40} | bekijk ook | ook interessant | net binnen",
    inline="lees (?:ook|meer|verder)",
    more_before="lees (?:ook|meer) | bekijk ook | onderwerpen | tags?",
    comments="\\d* ?reacties | reageer | plaats een reactie",
    photo="foto(?:graaf)? | beeld | illustratie",
    agencies="anp | belga | novum",
    time_words="gepubliceerd | bijgewerkt | om | op | leestijd | uur | maandag | dinsdag | woensdag | donderdag | vrijdag | zaterdag | zondag",
    ad="advertentie | gesponsord | artikel gaat verder .{3,30}",
    rights="alle rechten voorbehouden",
)

GERMANIC = (GERMAN, DUTCH)
