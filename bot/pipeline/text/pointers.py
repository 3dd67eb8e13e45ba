"""How sentences begin that need the one before them, by language: "Er nannte es …", "Selon lui".

Apart from the English ones of `clean`, which are looked for in every text: "Il" is an article in
Italian, "Son" and "Su" are names in English. What begins with "it" and says something by itself
("Es gibt", "Il y a") is no such sentence.
"""

import regex

_GERMAN = (
    r"Er|Sie|Ihm|Ihn|Ihnen|Ihre?[mnrs]?|Seine?[mnrs]?|Dies(?:e[mnrs]?)?(?! (?:Woche|Jahr|Monat"
    r"|Tage|Saison|Jahres|Sommer|Herbst|Winter|Frühjahr))|Das (?=(?:ist|war|sei|wäre|hat|hatte"
    r"|habe|hätte|sagte|teilte|geht|gilt|heißt|hieß|bedeutet|zeigt|macht|wird|wurde|würde|werde"
    r"|soll|sollte|kann|könnte|muss|dürfte|berichtet\w*|meldete|kündigte|betont\w*|entspricht"
    r"|liegt)\b)|Es (?=(?:sagte|erklärte|teilte|nannte|betonte|verwies|kritisierte|warnte"
    r"|forderte|hatte|habe)\b)|Dabei|Damit|Dazu|Daher|Deshalb|Deswegen|Daraufhin|Danach|Darauf"
    r"|Dafür|Dagegen|Davor|Daneben|Doch|Aber|Jedoch|Allerdings|Dennoch|Trotzdem|Außerdem|Zudem"
    r"|Ferner|Hingegen|Stattdessen|Zuvor|Anschließend|Demnach|Dort|Damals|Hier|Hierzu|Beide"
    r"|Letztere[rns]?|Erstere[rns]?|Solche?[nrs]?|Und|Oder|Denn|Sondern|Somit|Folglich"
    r"|Schließlich|Unterdessen|(?:Nach|Laut) (?:eigenen|seinen|ihren|dessen|deren) "
    r"|Darüber hinaus|Des Weiteren|Hinzu kommt|Hinzu kommen|Im Gegenzug|Überdies|Zusätzlich|Ebenso"
    r"|Weiterhin|Währenddessen|Infolgedessen|Dadurch|Darunter|Darin|Davon|Daran|Zugleich"
    r"|Gleichzeitig|Auch(?= (?:er|sie|der|die|das)\b)|Im Anschluss|Aus diesem Grund|Trotz allem"
    r"|Seither|Seitdem|Einige von ihnen|Viele von ihnen"
)
_FRENCH = (
    r"Il(?! (?:y a|y avait|y aura|s['’]agit|faut|pleut|fallait|est (?:\d|une heure|midi"
    r"|possible)))|Elle|Ils|Elles|Lui|Leurs?|Sa|Son|Ses|Celui-ci|Celle-ci|Ceux-ci|Celles-ci|Cela"
    r"|Ça|Ceci|Cet(?:te)? (?!semaine|année|été|hiver|automne|nuit)|Ce(?: (?!matin|soir|mois"
    r"|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|week-end|printemps))"
    r"|Ces (?!derniers jours|dernières)|C['’](?:est|était|sera)|Mais|Or|Donc|Ainsi|Pourtant"
    r"|Cependant|Toutefois|Néanmoins|Aussi|Puis|Ensuite|Enfin|En outre|De plus|Par ailleurs"
    r"|De même|De son côté|Pour sa part|Dans ce contexte|Dans la foulée|À l['’]inverse|Dès lors"
    r"|En effet|D['’]autre part|À cet égard|Outre cela|Quant à (?:lui|elle|eux|elles)"
    r"|En revanche|Et|Car|Selon (?:lui|elle|eux|elles)|D['’]après (?:lui|elle)|Parmi (?:eux"
    r"|elles)|Là|Depuis(?= lors|,)|Tous deux|Toutes deux|Ces? derniers?|Cette dernière"
)
_SPANISH = (
    r"Él|Ella|Ellos|Ellas|Ello|Est[eoa]s? (?!semana|año|mes|verano|invierno|otoño|lunes|martes"
    r"|miércoles|jueves|viernes|sábado|domingo|noche|mañana|tarde|fin)|Es[eoa]s? |Aquel(?:la|los"
    r"|las|lo)?|Esto|Eso|Sus?(?= \p{Ll})|Pero|Además|Sin embargo|No obstante|Así|Asimismo"
    r"|También|Tampoco|Por ello|Por eso|Por (?:su|otra) parte|Mientras tanto|Entonces|Luego"
    r"|Después|Y|O|Ambos|Ambas|Según (?:él|ella|ellos|ellas)|Entre ell[oa]s|Desde entonces|Allí"
    r"|Aquí|Por otro lado|En cambio|A su vez|De hecho|En efecto|Por (?:lo )?tanto|Con ello"
    r"|Ante (?:esto|ello)|De ahí|Igualmente|En (?:este|ese) sentido|A raíz de (?:ello|esto)"
    r"|De est[ae] "
)
_ITALIAN = (
    r"Lui|Lei|Loro|Egli|Ella|Essi|Esse|Quest[oaie]|Quell[oaie]|Ciò|Ma|Però|Inoltre|Tuttavia"
    r"|Infatti|Quindi|Dunque|Poi|Anche lui|Anche lei|Secondo (?:lui|lei|loro)|E"
    r"|Anche|Nel frattempo|Per questo|Di conseguenza|Al contrario|A sua volta|Dal canto suo"
    r"|In questo contesto|Oltre a ciò|Nonostante ciò"
    r"|Su[oaei]i? \p{Ll}"
)
_PORTUGUESE = (
    r"Ele|Ela|Eles|Elas|Isso|Isto|Ess[ea]s?|Est[ea]s? (?!semana|ano|mês)|Aquel[ea]s?|Mas|Porém"
    r"|Contudo|Além disso|No entanto|Entretanto|Assim|Seus?(?= \p{Ll})|Suas?(?= \p{Ll})"
    r"|Por isso|Também|Por sua vez|Nesse sentido|Com isso|Enquanto isso|Depois disso"
    r"|Ao mesmo tempo|Apesar disso|Segundo (?:ele|ela|eles)|E"
)
_DUTCH = (
    r"Hij|Zij|Ze|Hem|Haar|Hun|Zijn (?=\p{Ll})|Dit|Dat (?=(?:is|was|zou|heeft|had|zei|blijkt)\b)"
    r"|Deze|Die (?=\p{Ll}+(?:t|de|te)\b)|Maar|Daarnaast|Daarom|Daarmee|Daardoor|Toch|Echter"
    r"|Bovendien|Verder|Daarbij|Hierdoor"
    r"|Hiermee|Intussen|Ondertussen|Vervolgens|Tevens|Overigens|Desondanks"
    r"|Ook|En|Volgens (?:hem|haar|hen)"
)
_BEGINS = {
    # A word to its end, or words up to a space.
    language: regex.compile(rf"^[\"'“‘„»«]*(?:{words})(?:(?<= )|(?![\p{{L}}\p{{N}}-]))")
    for language, words in {
        "de": _GERMAN, "fr": _FRENCH, "es": _SPANISH,
        "it": _ITALIAN, "pt": _PORTUGUESE, "nl": _DUTCH,
    }.items()
}  # fmt: skip
# "…“, sagte er.": nobody knows who.
_UNNAMED = {
    "de": regex.compile(
        r"[“”«»\"],? (?:sagte|erklärte|betonte|meinte|fügte|schrieb|teilte|warnte|hieß|berichtete) "
        r"(?:er|sie|es)\b|\b, (?:sagte|erklärte|betonte|meinte|hieß) (?:er|sie|es)[.,]"
    ),
    "fr": regex.compile(
        r"\b(?:a-t-(?:il|elle|on)|ont-(?:ils|elles)|dit-(?:il|elle)|(?:explique|affirme|assure|estime"
        r"|ajoute|précise|souligne|raconte|poursuit|conclut)-t-(?:il|elle|on))\b"
    ),
    "es": regex.compile(
        r"[»”\"], (?:dijo|añadió|afirmó|señaló|explicó|aseguró|indicó|declaró|sostuvo|agregó"
        r"|concluyó)"
        r"(?: (?:él|ella))?(?:\.|$)"
    ),
}  # fmt: skip


def points_back(sentence: str, language: str | None) -> bool:
    """Whether a sentence of this language begins with what only the one before it explains."""
    known = (language or "").split("-")[0]
    begins, unnamed = _BEGINS.get(known), _UNNAMED.get(known)
    return bool((begins and begins.match(sentence)) or (unnamed and unnamed.search(sentence)))
