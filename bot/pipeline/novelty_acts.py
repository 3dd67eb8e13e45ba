"""The words by which reports tell an act that ends, denies, undoes or decides something.

Act → how headlines and first sentences tell it, by language, as patterns over folded text (no
capitals, no accents, simplified Han). Of languages with spaces they are whole words; German verbs
that part ("sagt … ab") look ahead for the other half.
"""
# ruff: noqa: E501 (tables of regular expressions)

_REST = r"\b[^.!?;:]{0,80}?\b"

# What ends, in English: so that "shares end lower" ends nothing.
_GOING = (
    "strike|walkout|siege|stand ?off|blockade|search|hunt|manhunt|curfew|lockdown|outage|blackout|fire|blaze"
    "|wildfire|protests?|sit in|occupation|trial|feud|war|fighting|evacuation|quarantine|boycott|shutdown"
    "|dispute|hostage crisis|hijack(?:ing)?|emergency|alert|ban|restrictions?|sanctions|warning|orders?|controls?"
)

SPACED = {
    "denied": {
        "en": (
            r"den(?:y|ies|ied|ying|ials?)\b(?! (?:\w+ )?(?:bail|access|entry|visas?|permission|boarding))"
            r"|dismiss(?:es|ed)?(?= (?:\w+ ){0,2}(?:reports?|rumou?rs?|claims?|talk|speculation))"
            r"|reject(?:s|ed)?(?= (?:\w+ ){0,2}(?:reports?|rumou?rs?|claims?|allegations?|accusations?|charges))"
            r"|refut(?:es|ed)|rebut(?:s|ted)|disput(?:es|ed)(?= (?:\w+ ){0,2}(?:reports?|claims?))|rul(?:es|ed) out"
            r"|groundless|baseless|unfounded|untrue|not true|no truth|hoax|fake|denial"
        ),
        "de": (
            r"dementier(?:t|te|en|ten)|dementi(?:s)?|bestreite[nt]|bestritt(?:en)?|zuruckgewiesen|widersprich(?:t)|widersprach"
            rf"|weis(?:t|en)(?={_REST}zuruck\b)|wies(?:en)?(?={_REST}zuruck\b)|falschmeldung|unwahr|frei erfunden|haltlos"
            rf"|widersprochen|schliess(?:t|en)(?={_REST}aus\b)|ausgeschlossen"
        ),
        "fr": (
            r"dement(?:i|ie|ent|ir|is)?|nie(?:nt)?|nier|refut(?:e|ent|ee?s?|er)|infonde(?:e|s|es)?|faux|fausse (?:information|rumeur|nouvelle)"
            r"|rejett(?:e|ent)(?= (?:les |des |l')(?:accusations|informations|rumeurs))|exclu(?:t|ent)"
        ),
        "es": (
            r"niega[n]?|nego|negaron|negado|desmi(?:ente[n]?|ntio|ntieron)|desmentid[oa]s?|falso|falsa|bulo|descarta(?:n|do|ron)?"
            r"|descarto|rechaz(?:a|an|o)(?= (?:las? |los? |el )?(?:acusaci|informaci|rumor|version))|desmentido"
        ),
    },
    "confirmed": {
        "en": r"confirm(?:s|ed)|admit(?:s|ted)|acknowledg(?:es|ed)|confess(?:es|ed)",
        "de": rf"bestatigt(?:e[n]?)?|bestatigen|gesteht|gestanden|raum(?:t|te|en|ten)(?={_REST}ein\b)|eingeraumt",
        "fr": r"confirm(?:e|ent|ee?s?)|avou(?:e|ent|ee?s?)|reconnai(?:t|ssent)|reconnu",
        "es": r"confirm(?:a|an|o|aron|ado|ada)|admit(?:e|en|io)|reconoce[n]?|reconocio|confies(?:a|an)|confeso",
    },
    "called off": {
        "en": (
            r"call(?:s|ed|ing)? off|cancel(?:s|led|ed|ling|ing|lations?)?|scrap(?:s|ped|ping)?|scrub(?:s|bed)?|avert(?:s|ed)?|abandon(?:s|ed)?"
            r"|withdr(?:aws?|ew|awn)|shelv(?:es|ed)|ax(?:es|ed)|dropp?(?:s|ed) (?:plans?|bid|case|charges)|revok(?:es|ed)|rescind(?:s|ed)?"
            r"|wo n't take place|won't take place|(?:will|would) not take place|will not go ahead"
        ),
        "de": (
            rf"abgesagt(?:e[rsn]?)?|absage[n]?|sag(?:t|te|en|ten)(?={_REST}ab\b)|abgewendet|abgeblasen|blas(?:t|en)(?={_REST}ab\b)"
            rf"|f(?:allt|allen|iel|ielen)(?={_REST}aus\b)|ausgefallen|ausfall(?:en)?|gestrichen|streicht|storniert|zuruckgezogen"
            rf"|zieh(?:t|en)(?={_REST}zuruck\b)|findet(?={_REST}nicht statt\b)|findet nicht|vom tisch|verzichte[nt]|gekippt|entfallt"
            rf"|wend(?:et|en)(?={_REST}ab\b)|widerruf(?:t|en)"
        ),
        "fr": (
            r"annul(?:e|ent|ee?s?|er|ation)|renonc(?:e|ent|er|ee?s?)|abandonn(?:e|ent|ee?s?)|supprim(?:e|ent|ee?s?)|retir(?:e|ent|ee?s?)"
            r"|n'aura pas lieu|n'auront pas lieu|evite(?:e|es|nt)?|lev(?:e|ent) (?:le|leur|son) preavis"
        ),
        "es": (
            r"cancel(?:a|an|o|aron|ado|ada|ados|adas)|cancelacion|desconvoc(?:a|an|o|aron|ado|ada|ados|adas|ar)|suspend(?:e|en|io|ido|ida|idos|idas)"
            r"|anul(?:a|an|o|ado|ada|ados|adas)|renunci(?:a|an)(?= al?\b)|retir(?:a|an|o|ado|ada)|descarta(?:n)? (?:la|el)|evita(?:n|do|da)?"
        ),
    },
    "put off": {
        "en": r"postpon(?:es|ed|ing|ement)|puts? off|delay(?:s|ed|ing)?|defer(?:s|red)|push(?:es|ed) back|reschedul(?:es|ed)",
        "de": rf"verschoben|verschieb(?:t|en|ung)|verschob|vertag(?:t|en)|verzoger(?:t|n|ung)|verleg(?:t|en)|schieb(?:t|en)(?={_REST}auf\b)",
        "fr": r"report(?:e|ee|es|ees|ent)|repouss(?:e|ent|ee?s?)|differ(?:e|ee?s?|ent)|ajourn(?:e|ent|ee?s?)|report|decale(?:e|es|s|nt)?",
        "es": r"aplaz(?:a|an|o|aron|ado|ada|ados|adas)|aplazamiento|pospon(?:e|en)|pospuest[oa]s?|pospuso|posterga(?:n|do|da)?|retras(?:a|an|o|ado|ada)|difiere[n]?",
    },
    "ended": {
        "en": (
            rf"(?:{_GOING})(?= (?:(?!not |never |[a-z]+n't |br[eo]a?k)[\w']+ ){{0,5}}(?:ends?|ended|over(?= after\b| as\b|$)|out|extinguished|contained|controlled|lifted|called off|suspended)\b)"
            rf"|(?:lift|end|eas)(?:s|es|ed|ing)?(?= (?:[\w']+ ){{0,4}}(?:{_GOING})\b)|end of (?:\w+ ){{0,3}}(?:{_GOING})"
            r"|put out|extinguish(?:es|ed)|under control|all clear|brought to an end|back to work|return(?:s|ed)? to work"
            r"|(?:is|are|was|were) over\b|(?:is|are|was|were) lifted"
        ),
        "de": (
            rf"beende(?:t|n|te)|zu ende|ende (?:des|der|von)|aufgehoben|heb(?:t|en)(?={_REST}auf\b)|geloscht|unter kontrolle|entwarnung|eingestellt"
            rf"|stell(?:t|en)(?={_REST}ein\b)|erloschen|aus (?:ist|war)|beigelegt|legen(?={_REST}bei\b)"
        ),
        "fr": (
            r"fin (?:de|du|des)|fin a|prend fin|m(?:et(?:tent)?|is) fin|lev(?:e|ee|es|ees|ent)\b(?! (?:des )?fonds)|maitris(?:e|ee|es|ees)|etein(?:t|te|ts|tes)"
            r"|circonscri(?:t|te)|termine(?:e|es|s|nt)?|sous controle|reprennent le travail|suspend(?:ue?s?|ent)?"
        ),
        "es": (
            r"extinguid[oa]s?|extinguen|controlad[oa]s?|sofocad[oa]s?|sofocan|levant(?:a|an|o|ado|ada)|fin (?:de|del|a)|finaliz(?:a|an|o|ado|ada)"
            r"|conclu(?:ye|yen|yo)|pone[n]? fin|termin(?:a|an|o|ado)|bajo control|estabilizad[oa]|vuelven al trabajo"
        ),
    },
    "goes on again": {
        "en": (
            r"reopen(?:s|ed|ing)?|resum(?:es?|ed|ing|ption)|restart(?:s|ed)?|restor(?:es?|ed|ing)|running again|open again|(?:is|are|was|were) back"
            r"|back (?:in (?:service|operation)|on(?:line)?|to normal|up)|reinstat(?:es|ed)"
        ),
        "de": (
            r"wieder (?:\w+ ){0,4}?(?:aufgenommen|aufnehmen|geoffnet|offen|frei|freigegeben|in betrieb|hergestellt|am netz|normal|auf|angelaufen|eroffnet|befahrbar|strom)"
            rf"|wiederaufnahme|wiederhergestellt|wiedereroffn\w*|offne[nt](?={_REST}wieder\b)|nehm(?:en|t)(?={_REST}wieder auf\b)|nimmt(?={_REST}wieder auf\b)"
            rf"|fahr(?:en|t)(?={_REST}wieder\b)|lauf(?:en|t)(?={_REST}wieder\b)|laufen wieder|normalbetrieb"
        ),
        "fr": (
            r"rouv(?:re|rent|erte?s?|rir)|repren(?:d|nent|dre|ait)|repri(?:s|se|ses)|retabli(?:e|s|es|t)?|remise?s? en (?:service|marche)"
            r"|reouverture|retour a la normale|redemarr(?:e|ent|age)"
        ),
        "es": (
            r"reabr(?:e|en|io|ira)|reabiert[oa]s?|reanud(?:a|an|o|aron|ado|ada)|restable(?:ce|cen|cio|cido|cida)|reapertura|restaur(?:an|ado|ada)"
            r"|vuelve[n]? (?:a (?:abrir|funcionar|operar|circular)|la luz)|normaliza(?:n|do|da)?|retoma(?:n|do)?"
        ),
    },
    "caused": {
        "en": r"(?:began|started|originated)(?= (?:in|with|from|when) [^.]{0,60}\b(?:investigat|prosecutor|inquiry|inspector))|caused by|blamed(?= (?:for|on)\b)|to blame|triggered by|cause(?: of [^.]{1,40})? (?:was|is)(?! (?:not|still|being|under|un\w+))",
        "de": r"ausgelost (?:durch|von)|verursacht|zuruckzufuhren|ursache (?:war|ist)(?! (?:noch|unklar|unbekannt|nicht))",
        "fr": r"provoque(?:e|es|s)? par|cause(?:e|es|s)? par|(?:est|sont|serait) a l'origine",
        "es": r"provocad[oa]s? por|causad[oa]s? por|se origino en",
    },
    "agreed": {
        "en": r"(?:reach|clinch|strike|sign|seal)(?:es|s|ed)? (?:\w+ ){0,2}(?:deal|agreement|accord|pact)|struck (?:a )?deal|agree[sd]?|ceasefire|truce|sett(?:les|led)",
        "de": r"einigung|einig(?:en|t|ten)|geeinigt|vereinbar(?:en|t|ten)|waffenruhe|abkommen",
        "fr": r"accord|s'accordent|s'entendent|cessez le feu|treve|parviennent a",
        "es": r"acuerdo|acuerd(?:a|an)|acordaron|acordado|pact(?:a|an|aron)|alto el fuego|tregua",
    },
    "found": {
        "en": (
            r"(?:was|were|been|is|are|body|bodies|crew|all|both|man|woman|boy|girl|hikers?|child|children|missing (?:\w+ )?) ?found|found (?:safe|alive|dead|unharmed|well|drifting|in)|found$"
            r"|rescu(?:es|ed)|safe and (?:sound|well)|recovered (?:the |a |two |three |four |his |her )?(?:body|bodies)|pulled (?:alive|from)|located|survivors?|alive"
        ),
        "de": (
            r"gefunden|aufgefunden|entdeckt|gerettet|geborgen|bergen|rettet|retten (?:\w+ )?(?:menschen|verletzte)|wohlauf|wohlbehalten"
            r"|lebend|wieder (?:da|aufgetaucht)|in sicherheit|unversehrt"
        ),
        "fr": r"retrouv(?:e|ee|es|ees|ent)|sauve(?:e|s|es|nt)?|secouru(?:e|s|es)?|sains? et saufs?|saines? et sauves?|repeche(?:e|s|es)?|vivants?|localise(?:e|s|es)?",
        "es": (
            r"encontr(?:ad[oa]s?|aron|o)|encuentran|hall(?:ad[oa]s?|an|aron|o)|rescat(?:ad[oa]s?|an|aron)|localiz(?:ad[oa]s?|an|aron)|sanos? y salvos?|sanas? y salvas?"
            r"|a salvo|con vida|aparece[n]? (?:muert|viv|san)|recuperan el cuerpo"
        ),
    },
    "arrested": {
        "en": (
            r"arrest(?:s|ed|ing)?\b(?! warrants?)|detain(?:s|ed)?|detention|in custody|into custody|surrender(?:s|ed)|captur(?:es|ed)|caught(?! (?:fire|up|on|in|by|off))|nabbed|seiz(?:es|ed)(?= (?:[\w'-]+ ){0,4}(?:suspects?|ships?|tankers?|vessels?|carriers?|boats?|freighters?|trawlers?)\b)"
            r"|(?:holds?|holding) (?:\w+ ){0,2}(?:crew|suspects?|sailors|fishermen|men|people)|held (?:over|on suspicion|after|for questioning)|(?:turn|hand|give)(?:s|ed)? (?:him|her|them)sel(?:f|ves) in|turned in|apprehend(?:s|ed)"
        ),
        "de": (
            rf"festgenommen|verhaftet|festnahmen?|verhaftung(?:en)?|gefasst|geschnappt|in (?:\w+ )?haft|in untersuchungshaft|untersuchungshaft|gewahrsam"
            rf"|nimm(?:t)(?={_REST}fest\b)|nehmen(?={_REST}fest\b)|nahm(?:en)?(?={_REST}fest\b)|stellt sich (?:der )?polizei"
        ),
        "fr": r"arret(?:e|ee|es|ees|ent)|arrestations?|interpell(?:e|ee|es|ees|ent|ations?|ation)|garde a vue|ecrou(?:e|ee|es|ees)|captur(?:e|ee|es|ees)|se rend(?:ent)?|place en detention",
        "es": r"deten(?:id[oa]s?|cion|ciones)|detien(?:e|en)|detuv(?:o|ieron)|arrest(?:ad[oa]s?|a|an|o|os)|captur(?:ad[oa]s?|a|an|o)|apresad[oa]s?|se entrega[n]?|bajo custodia",
    },
    "charged": {
        "en": r"charg(?:es|ed)(?= (?:[\w']+ ){0,4}(?:with|over|in|for)\b)|charg(?:es|ed)(?= (?:[\w'-]+ ){0,9}(?:with|over)\b)|(?:police|prosecutors) charged|(?:was|were|been|is|are|man|woman|two|three|four|teen|suspect|driver|pilot|captain|officer|official|minister|executive) charged|indict(?:s|ed|ment)|prosecutors charge",
        "de": rf"angeklagt|anklage|klag(?:t|en)(?={_REST}an\b)|beschuldigt",
        "fr": r"mise?s? en examen|inculp(?:e|ee|es|ees|ation)|poursuivi(?:e|s|es)?",
        "es": r"imputad[oa]s?|imputan?|acusad[oa]s?|acusan?|procesad[oa]s?|procesan?|a prision|ingresan? en prision",
    },
    "freed": {
        "en": (
            r"(?<!ship )(?<!vessel )(?<!tanker )(?<!ferry )(?<!boat )(?<!freighter )(?<!whale )freed|frees|set free|walks? free|released (?:from|on|after|unharmed|by|without)|(?:was|were|been|hostages?|pupils|prisoners?|detainees|journalists?|crew) (?:\w+ )?released"
            r"|releas(?:es|ed)(?= (?:[\w']+ ){0,3}(?:hostages?|prisoners?|detainees?|captives?|pupils|students|journalists?|suspects?|crew|sailors|soldiers)\b)|bailed|granted bail"
        ),
        "de": r"freigelassen|freilassung|wieder frei|auf freiem fuss|befreit|kommt frei|kommen frei|kam frei|lass(?:t|en) .{0,40}frei\b",
        "fr": r"liber(?:e|ee|es|ees|ent|ation)|relach(?:e|ee|es|ees)|remise?s? en liberte|sort(?:ent)? de prison",
        "es": r"liber(?:ad[oa]s?|a|an|aron|acion)|en libertad|(?:queda|quedan|sale|salen) libres?|excarcelad[oa]s?|puest[oa]s? en libertad|sale[n]? de prision",
    },
    "acquitted": {
        "en": r"acquit(?:s|ted|tals?)?|cleared of|not guilty|exonerat(?:es|ed)|overturn(?:s|ed)|quash(?:es|ed)",
        "de": rf"freigesprochen|freispruch|sprich(?:t)(?={_REST}frei\b)|aufgehoben",
        "fr": r"acquitt(?:e|ee|es|ees|ement)|relax(?:e|ee|es|ees)|innocent(?:e|ee|es|ees)|non lieu",
        "es": r"absuel(?:ve|ven|t[oa]s?)|absolvio|absolucion|inocentes?|exonerad[oa]s?",
    },
    "convicted": {
        "en": r"convict(?:s|ed|ion)?|sentenc(?:es|ed)|jailed|guilty|gets? (?:\w+ ){1,2}years?|(?:\w+ )years in (?:jail|prison)|imprisoned",
        "de": r"verurteil(?:t|en|te|ung)|schuldig|muss(?:en)? .{0,40}(?:in haft|ins gefangnis)|haftstrafe|freiheitsstrafe|jahren? haft",
        "fr": r"condamn(?:e|ee|es|ees|ent|ation)|coupables?|ans de prison",
        "es": r"conden(?:ad[oa]s?|a|an|o|aron)|culpables?|sentenciad[oa]s?|anos de (?:carcel|prision)",
    },
    "died": {
        "en": r"di(?:es|ed|e)|dead|killed|kill(?:s|ing)?|deaths?|deadly|fatal(?:ly|ities)?|lost (?:his|her|their) li(?:fe|ves)|passed away|drown(?:s|ed)|perish(?:es|ed)|bod(?:y|ies)(?= (?:of|found|was|were|recovered|pulled))|mourn(?:s|ed)",
        "de": r"tot(?:e[rn]?|es)?|gestorben|stirbt|starb(?:en)?|sterben|verstorben(?:e[rn]?)?|getotet|totet|ums leben|todlich|tod|todes\w+|leichen?|umgekommen|ertrunken",
        "fr": r"morte?s?|tue(?:e|s|es|nt)?|deces|deced(?:e|ee|es|ees)|meur(?:t|ent)|perdu la vie|mortels?|mortelles?|disparition de|corps (?:retrouve|sans vie|repeche)|noy(?:e|ee|es|ees)",
        "es": r"muert[oa]s?|muere[n]?|murio|murieron|muertes?|fallec(?:e|en|io|ieron|ido|ida|idos|idas|imiento)|mata[n]?|mato|mortal(?:es)?|perdio la vida|cadaver(?:es)?|cuerpos?|sin vida",
    },
    "resigned": {
        "en": r"resign(?:s|ed|ing|ation)?|steps? down|stepp(?:ed|ing) down|quits?|ousted|remov(?:es|ed)(?= (?:[\w']+ ){0,4}from (?:office|post|power))|sacked|fired as|dismissed as|(?:dismiss(?:es|ed)|fires?|fired|sacks?|remov(?:es|ed)|dissolv(?:es|ed)|replac(?:es|ed))(?= (?:[\w']+ ){0,5}(?:cabinet|ministers?|chief|director|coach|generals?|commanders?|governor|government)\b)",
        "de": rf"zuruckgetreten|rucktritts?|rucktritts\w+|zurucktreten|tritt(?={_REST}zuruck\b)|trat(?={_REST}zuruck\b)|zurucktritt|entlassen|abberufen",
        "fr": r"demission(?:ne|nent|ner|s)?|demissionn(?:e|ee)s?|quitte son poste|limoge(?:e|ee|ees)?",
        "es": r"dimit(?:e|en|io|ir)|dimision|renuncia(?! al? )|renuncio|destituid[oa]s?|destituye[n]?|cesad[oa]",
    },
    "turned down": {
        "en": r"reject(?:s|ed|ion)?|vot(?:es|ed) down|turn(?:s|ed) down|veto(?:es|ed)?|block(?:s|ed)(?= (?:[\w'-]+ ){0,5}(?:bills?|bids?|mergers?|deals?|motions?|laws?|resolutions?|plans?|sales?|takeovers?|nomin\w+|appointments?|orders?|rules?|bans?|funding|proposals?|acquisitions?|extradition|deportations?|reforms?|aid)\b)|refus(?:es|ed)|struck down|defeat(?:s|ed)",
        "de": rf"abgelehnt|ablehn\w*|lehn(?:t|en|te)(?={_REST}ab\b)|abgewiesen|weist(?={_REST}ab\b)|scheitert(?:e)?|blockier(?:t|en)(?={_REST}\w*(?:gesetz|ubernahme|abkommen|resolution|plan|verkauf|fusion|reform|hilfe)\w*\b)",
        "fr": r"rejett(?:e|ent)|rejet(?:ee|es|ees)?|refus(?:e|ent|ee?s?)|repousse(?:e|es|nt)? la|deboute(?:e|es|s)?|bloqu(?:e|ent)(?= (?:[\w']+ ){0,4}(?:loi|projet|accord|rachat|fusion|vente|texte|resolution|motion|reforme|aide)\b)",
        "es": r"rechaz(?:a|an|o|aron|ado|ada)|rechazo|tumba[n]?|veta[n]?|bloquea[n]?(?= (?:\w+ ){0,4}(?:ley|proyecto|acuerdo|compra|fusion|venta|resolucion|mocion|reforma|plan|ayuda)\b)|deniega[n]?|desestim(?:a|an|o)",
    },
    "failed": {
        "en": (
            r"fail(?:s|ed)?(?! (?:to|coup|states?|banks?|polic\w+)\b)|fail(?:s|ed) to (?:reach|launch|land|lift|agree|pass|ignite|separate)"
            r"|(?:in|a|launch|test|engine) failure"
        ),
        "de": r"gescheitert|fehlgeschlagen|schlag(?:t|en) fehl|fehlschlag|missgluckt|misslungen|misslingt",
        "fr": r"(?<!conteneurs )(?<!navire )(?<!cargo )(?<!bateau )(?<!petrolier )(?<!baleine )(?<!s'est )(?<!ferry )(?<!est )(?<!sont )(?<!s')(?<!reste )echou(?:e|ent|ee?s?)(?! (?:sur|pres|au large)\b)|echec",
        "es": r"fracas(?:a|an|o|aron|ado|ada)|fallid[oa]s?",
    },
}  # fmt: skip

# Chinese, Japanese and Korean.
DENSE = {
    "denied": (
        "(?:を|と|は|も)否定|否定し|事実無根|事実(?:で)?は?(?:ない|なく)|打ち消|デマ|誤報|反論|否认|否認|不属实|不屬實|不实|不實|谣言|謠言|辟谣|闢謠|子虚乌有"
        "|子虛烏有|虚假|假消息|澄清|驳斥|反驳|予以否|부인[했하해]|사실무근|사실이? 아니|사실과 다르|허위|가짜 ?뉴스|반박|일축|[没沒无無](?:有)?.{0,14}(?:计划|計劃)"
    ),
    "confirmed": "(?:を|と)(?:正式に)?(?:認め|確認し)|证实|證實|承认|承認了|坦承|确认|인정|시인|확인[했돼]",
    "called off": (
        "中止|欠航|運休|取りやめ|取り止め|撤回|回避|見送[りる]|断念|白紙|取消|撤销|撤銷|撤回|叫停|停办|停辦|作罢|作罷|放弃|放棄|취소|철회|무산|백지화|결항|중단[했하돼한키]"
    ),
    "put off": "延期|先送り|順延|延ばす|后延|推迟|推遲|延后|延後|押后|押後|顺延|미뤄|미루|미룬|미뤘|연기[된돼되하해했]|연기로 (?:결정|가닥|합의)|순연",
    "ended": (
        "鎮火|消し止め|鎮圧|解除|終結|収束|終了|終え|終止|妥結|撲滅|扑灭|撲滅|解除|结束|結束|平息|终止|落幕|完진|완진|진화(?:됐|했|돼|완료| 완료)|꺼졌|꺼져"
        "|해제|종료|끝나|끝났|종결|진압"
    ),
    "goes on again": "再開|復旧|再稼働|復活|恢复|恢復|复产|復產|复工|復工|重启|重啟|重开|重開|复航|复课|恢復|재개|복구|정상화|정상 ?운행|다시 (?:시작|운행|열)|재가동",
    "caused": "原因は(?!.{0,8}(?:調|不明|わか|分か))|が原因|火元は|起因于|起因於|所致|引起|원인은(?!.{0,8}(?:조사|불명|파악))|때문에 발생",
    "agreed": "合意|で一致(?!団結)|妥結|停戦|達成协议|达成协议|達成協議|达成一致|停火|签署|簽署|합의|타결|휴전|서명",
    "found": (
        "発見|救起|救上岸|脱困|脫困|救助(?!活動|隊|要請|作業|を急|に向|に当)|救出(?!活動|作業)|見つか|無事|保護(?!主義|区|貿易|法|者|協)|生存|找到|寻获|尋獲|获救|獲救|救出|寻回|尋回|脱险|脫險|生还|生還"
        "|발견|찾아내|구조(?!조정|적|물|대|활동|작업|요청|에 나|중| 중)|구출|생존"
    ),
    "arrested": (
        "逮捕(?!状)|出頭|拘束|身柄|検挙|被捕|落网|落網|拘留|刑拘|自首|抓获|抓獲|抓捕归案|捉拿|拘捕|被拘|归案|歸案|扣(?:船|留|押|查)|帶回|带回|체포(?!영장)|구속(?!영장)|자수|검거|붙잡|잡혔"
    ),
    "charged": "起訴(?!猶予)|送検|書類送|告訴|起诉|起訴|公诉|公訴|批捕|立案|被调查|被調查|接受.{0,4}[调調]查|기소|송치|입건|고발",
    "freed": "釈放|解放(?!军|軍)|保釈|获释|獲釋|释放|釋放|解救|保释|석방|풀려[나났난]|보석(?:으로|금|허가)",
    "acquitted": "無罪|无罪|不起訴|不起诉|宣告无罪|무죄|무혐의|불기소",
    "convicted": "有罪|罪成|判囚|実刑|懲役|禁錮|判決|死刑|判刑|定罪|获刑|獲刑|判处|判處|徒刑|유죄|징역|실형|벌금형",
    "died": (
        "死亡|死去|亡くな|遺体|死者|犠牲|心肺停止|溺死|身亡|遇难|遇難|罹难|罹難|去世|逝世|病逝|离世|離世|辞世|过世|過世|遗体|遺體|丧生|喪生|死于|致\\d+死"
        "|사망|숨져|숨진|숨졌|숨지|별세|타계|시신|목숨"
    ),
    "resigned": "辞任|辞職|辞意|退任|更迭|解任|辞职|辭職|请辞|請辭|下台|卸任|免职|免職|辞去|사임|사퇴|경질|해임|물러나",
    "turned down": "否決|棄却|却下|拒否|拒絶|否决|驳回|駁回|拒[绝絕](?![离離撤])|부결|기각|거부|거절",
    "failed": "失敗|失败|실패",
}  # fmt: skip

# In front of a verb: it is not done yet, or only wished for. After the verb in Japanese, Korean and,
# at times, German.
AHEAD = (
    r"(?:\b(?:to|will|shall|would|plans?|planned|planning|due|wird|werden|soll(?:en)?|va|vont|doit|doivent|sera|seront|seran|van a|va a|debe[n]?"
    r"|devrait|prevoi(?:t|ent))\b(?: [\w']+){0,3}|\b(?:vor|kurz vor)|[将將拟擬欲]\w{0,3}) ?$"
)
AHEAD_AFTER = r"^(?:を?(?:要求|要請|求め)|へ(?!の|と)|する?(?:方針|意向|予定|見通し)|の?(?:方針|意向|見通し)|[할하키]?(?:기로| 예정| 방침| 계획)|할 |(?: werden)? (?:will|wollen|soll|sollen)\b)"
WISHED = (
    r"(?:\b(?:could|may|might|can|should|must|threatens?|threatened|wants?|urges?|urged|calls? (?:for|on)|demands?|demanded|considers?|considering|hopes?"
    r"|seeks?|asks?|asked|whether|if|unless|until|before|tr(?:y|ies|ied|ying) to|search(?:es|ing)? for|efforts? to|warns? of|risk of"
    r"|konnten?|durften?|fordern?|fordert|droht|drohen|ob|pourrai(?:t|ent)|menace(?:nt)?|reclame(?:nt)?|exige(?:nt)?|demande(?:nt)?|appelle(?:nt)? a"
    r"|podrian?|puede[n]?|pide[n]?|piden|exige[n]?|reclama[n]?|amenaza[n]?|si|para)\b(?: [\w']+){0,3}|[可或若]能?|要求|呼吁|呼籲) ?$"
)
WISHED_AFTER = r"^(?:を(?:求め|検討|要求)|も?検討|か$|の可能性|すべき|(?:을|를)? ?(?:요구|촉구|검토|주장)|할 ?(?:수|지)|론|설$)"
NOT = (
    r"(?:\b(?:not|no|never|n't|without|neither|nor|[\w]+n't|nicht|kein(?:e[nrms]?)?|nie|ohne|ne|n'\w+|pas|aucune?|jamais|sans|ningun[ao]?|sin|nunca|nadie)\b"
    r"(?: [\w']+){0,3}|[未没沒无無不](?:有)?\w{0,2}) ?$"
)
NOT_AFTER = r"^(?:し?(?:ない|なかった|せず|ず|ていない)|されず|されてい?ない|(?:하|되|지)?지 ?(?:않|못)|[을를이가]? ?(?:없|아니)| pas\b| nicht\b)"

# Whether a sentence says that something is not so.
NEGATIVE = {
    "en": r"\b(?:not|no longer|never|\w+n't|no plans?|no intention|neither)\b(?! (?:only|yet|immediately|clear|named|identified|disclosed|available|just|known|all|respond))",
    "de": r"\b(?:nicht(?! zu \w+| nur| mehr als| bekannt| klar)|keine?[nrms]?(?! (?:verletzt|tote|angaben|gefahr))|nie)\b",
    "fr": r"\bn(?:e |'|')(?:[\w']+ )?(?:[\w']+ )?(?:pas|plus|jamais|aucune?)\b|\b(?:pas|aucune?) (?:de |d')?(?!bless|victim)",
    "es": r"\b(?:no|nunca|tampoco|jamas)\b(?! (?:solo|obstante|hay (?:heridos|victimas)))",
}
NEGATIVE_DENSE = "(?:し|され|行わ|認め|応じ|出|事実で?は)(?:ない|なかった|ず)|せず|不会|不會|没有|沒有|并非|並非|未曾|不再|尚无|无.{0,14}计划|지 ?않|아니라|없다고|않기로"

# Whether a report has its news from hearsay, so that to confirm it is news.
HEARSAY = (
    r"\b(?:sources?|reportedly|reports? sa(?:ys?|id)|rumou?rs?|allegedly|people (?:familiar|with knowledge)|aides|according to media"
    r"|kreisen?|medienberichte?n?|einem bericht|angeblich|rumeurs?|sources?|serait|aurait|seraient|auraient|\w+erait"
    r"|rumores?|habria[n]?|seria[n]?|fuentes|segun la prensa)\b"
    r"|関係者|分かった|報道|観測|とみられ|传言|传|消息称|消息人士|据悉|网传|알려졌|전해졌|소식통|관측|소문"
)


# Who or what was looked for, or in need: only then does it end anything that they are found.
SOUGHT = (
    r"\b(?:missing|unaccounted|search(?:es|ing|ed)?|look(?:s|ing) for|hunt(?:s|ing)?|lost|disappear\w*|vanish\w*|trapped|stranded|stuck"
    r"|buried|adrift|overboard|sank|sinks?|sunk|sinking|capsiz\w*|collaps\w*|kidnap\w*|abduct\w*|hostages?|stolen|steals?|stole|theft"
    r"|escaped?|fled|flee\w*|crash\w*|wreck\w*|avalanche|landslide|fire|blaze|quake|earthquake|flood\w*|drown\w*|distress|aground|fell"
    r"|swept|rescue\w*"
    r"|vermisst\w*|such(?:t|en|e)|verschwunden|verschollen|eingeschlossen|gestohlen|entfuhr\w*|gesunken|gekentert|lawine|brand|feuer|beben"
    r"|absturz|abgesturzt|verschuttet|uberschwemm\w*|disparu\w*|recherch\w*|bloque\w*|enlev\w*|naufrag\w*|chavir\w*|incendie|seisme|crue"
    r"|inondation\w*|desaparecid\w*|busca\w*|atrapad\w*|secuestr\w*|robad\w*|hundid\w*|volc\w*|incendio|terremoto|inundaci\w*|perdid\w*)\b"
    "|不明|捜索|捜し|遭难|漂流|転覆|沈没|沈み|座礁|闭じ込め|取り残|孤立|盗|诱拐|拉致|坠落|転落|流され|火灾|地震|大雨|洪水|雪崩|崩|救助|失踪|失联|搜|寻找"
    "|被困|受困|翻覆|翻船|落水|落海|绑架|被盗|失窃|坠|火|震|塌|泥石流|救"
    "|실종|수색|찾|고립|갇|조난|표류|전복|침몰|좌초|납치|도난|훔|추락|화재|지진|홍수|산사태|붕괴|무너|구조"
)
