"""French and Spanish words by which `lasting` tells what is news from what lasts or was long ago."""
# ruff: noqa: E501 (tables of regular expressions)

from bot.pipeline.text.lasting_words import Patterns, Words

_YEAR = r"(?:1[6-9]\d\d|20\d\d)"

# ── French ──────────────────────────────────────────────────────────────────────────────────

_MOIS = r"(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)"
_JOUR = r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)"
_DIT = (
    r"(?:a|ont|avait|avaient) (?:\w+ment )?(?:dit|déclaré|annoncé|indiqué|affirmé|précisé|ajouté"
    r"|expliqué|rapporté|confirmé|estimé|assuré|dénoncé|averti|fait savoir|souligné|écrit|condamné"
    r"|appelé|demandé|démenti|jugé)|selon|d['’]après|a-t-(?:il|elle|on)|ont-ils|dit-(?:il|elle)"
)
_FR_NOW = (
    rf"\b{_JOUR}s?\b",
    (
        r"\b(?:aujourd['’]hui|hier|demain|avant-hier|dans la nuit|ce (?:matin|soir|midi|week-end|mois)"
        r"|cette (?:semaine|nuit|année|fois)|désormais|jusqu['’]ici|pour l['’]heure|à ce stade)\b"
    ),
    r"\b(?:la semaine|le mois) (?:derni(?:er|ère)|prochaine?)\b|\b(?:l['’]an|l['’]année) prochaine?\b",
    r"\bil y a (?:\w+ )?(?:minutes|heures|jours|semaines)\b|\bdepuis (?:\w+ )?(?:heures|jours)\b",
    r"\b\w+(?:ra|ront)\b(?! pas encore)|\b(?:va|vont|doit|doivent|devrait|devraient|prévoi\w+) ",
    rf"\b(?:1er|\d{{1,2}}) {_MOIS}\b(?! \d{{4}})|\b\d{{1,2}} ?h(?:eures)?(?: ?\d\d)?\b",
)
_FR_PAST = (
    (
        r"\bil y a (?:\w+ ){0,3}(?:ans|années|mois|décennies|siècles)\b|\bdepuis (?:\w+ ){0,3}(?:ans"
        r"|années|décennies|siècles|longtemps|toujours)\b"
    ),
    (
        rf"\bdepuis (?:{_MOIS} )?{_YEAR}\b|\bdepuis (?:le|la|les|son|sa|leur|l['’])\W?(?:\w+ )?(?:conflit"
        r"|guerre|invasion|coup|chute|arrivée|retour|début|fin|création|crise|indépendance)"
    ),
    (
        r"\b(?:l['’]an|l['’]année|l['’]été|l['’]hiver|l['’]automne|le printemps|le siècle) "
        r"(?:derni(?:er|ère)|passée?)\b|\bl['’]année précédente\b"
    ),
    (
        r"\b(?:autrefois|jadis|naguère|à l['’]époque|historiquement|traditionnellement|par le passé"
        r"|à l['’]origine)\b|\bannées (?:19|20)?\d0\b|\b(?:Seconde|Première) Guerre\b|\bguerre froide\b"
    ),
    (
        r"\b(?:a|ont|avait|avaient) (?:déjà|souvent|toujours|longtemps|régulièrement|plusieurs fois"
        r"|à plusieurs reprises)\b|\bà plusieurs reprises\b|\bà maintes reprises\b"
    ),
    rf"\b(?:a|ont|avait|avaient|était|étaient|fut|furent)\b[^;]{{0,70}}\ben (?:{_MOIS} )?{_YEAR}\b",
    rf"^En (?:{_MOIS} )?{_YEAR}\b",
    r"\b(?:ces|des|les) (?:\w+ )?dernières (?:années|décennies)\b|\bdernière décennie\b",
)
_FR_COMPARES = (
    r"\b(?:premi(?:er|ère)s?|pires?|(?:plus|moins) \w+)\b[^;]{0,60}\bdepuis\b|\brecord\b",
    (
        r"\b(?:hausse|baisse|recul|progress\w+|augment\w+|diminu\w+|contre|par rapport|plus qu\w*"
        r"|moins qu\w*)\b[^;]{0,60}(?:\d|%|an dernier|an plus tôt|précédente?)"
    ),
    r"\bpour la première fois\b",
)
_FR_IS = r"(?:est|sont|reste|restent|demeure|demeurent)"
_FR_STATES = (
    (
        r"\b(?:revendiqu(?:e|ent)|considèr(?:e|ent)|réclam(?:e|ent) (?:la|le|les|l['’]|une|presque"
        r"|la quasi)|se disput(?:e|ent))\b"
    ),
    (
        r"\b(?:se (?:situe|situent|trouve|trouvent)|borde|bordent|abrite|abritent|emploie|emploient"
        r"|produit|produisent|compte(?:nt)? (?:près|plus|environ|quelque|un|une|\d|parmi)|s['’]étend"
        r"|fait partie|font partie|figure(?:nt)? parmi|possède|possèdent|regroupe|dépend(?:ent)? "
        r"|appartien(?:t|nent)|représente(?:nt)? (?:près|environ|plus|quelque|\d)|fournit|fournissent"
        r"|accuse(?:nt)? (?:régulièrement|souvent)|interdi(?:t|sent)|reconnaît|reconnaissent|siège)\b"
    ),
    (
        rf"\b{_FR_IS} (?:(?:aussi|encore|toujours|techniquement|officiellement|notamment) )*(?:"
        r"(?:le|la|les|l['’]|un|une|des|l['’]un) ?(?:des? )?[^;]{0,50}?(?:du monde|au monde|de la planète"
        r"|d['’]Europe|d['’]Asie|d['’]Afrique|du pays|plus|premi\w+|deuxième|troisième|principa\w+"
        r"|alli\w+|membres?|voisin\w*|producteurs?|fabricants?)"
        r"|(?:considéré|connu|situé|contrôlé|administré|gouverné|dirigé|interdit|divisé|classé|perçu"
        r"|revendiqué|membre|peuplé|soumis|exposé|réputé)\w*"
        r"|fréquente?s|courante?s|rares?|habituel\w*|sous le coup|en guerre|sous embargo|sujet\w*)"
    ),
    (
        r"\b(?:régulièrement|habituellement|généralement|chaque année|tous les ans|quotidiennement"
        r"|fréquemment|souvent|traditionnellement|presque tous les jours)\b"
    ),
    r"^(?:Fondée?|Créée?|Construite?|Située?|Née?) (?:en|à|par|dans)\b",
    r", située?s? (?:à|au|dans|en|entre|sur)\b[^,;]{2,60}, (?:est|sont|compte)\b",
)
_FR_MAYBE = (
    rf"^(?:[^\s,;:]+ ){{1,8}}?(?:{_FR_IS}|a|ont|peut|peuvent|n['’]est|n['’]a)\b(?! \w+(?:é|i|u|it|is)e?s?\b)",
    r"^(?:Beaucoup|La plupart|Les experts|Les observateurs|Ses détracteurs|De nombreu\w+)\b",
    r"\bpar an\b|\bpourrai(?:t|ent)\b",
    r"\b(?:par la suite|plus tard|à l['’]époque|entre-temps|auparavant)\b",
)

FRENCH = Words(
    days=Patterns(_FR_NOW[0], r"\b(?:aujourd['’]hui|hier|demain|dans la nuit)\b", _FR_NOW[-1]),
    now=Patterns(*(f"(?i:{one})" for one in _FR_NOW)),
    said=Patterns(rf"\b(?:{_DIT})\b"),
    said_then=Patterns(
        rf"^En (?:{_MOIS} )?{_YEAR}\b.*",
        rf"\b(?:{_DIT})[^;]{{0,20}} en (?:{_MOIS} )?{_YEAR}\b",
        r"\b(?:a|ont) (?:toujours|souvent|longtemps|régulièrement|à plusieurs reprises) \w+",
    ),
    past=Patterns(*(f"(?i:{one})" for one in _FR_PAST)),
    compares=Patterns(*_FR_COMPARES),
    states=Patterns(*_FR_STATES),
    maybe=Patterns(*_FR_MAYBE),
    aside=Patterns(r", (?:qui|que|dont|où) [^,;]{3,90},(?= )", r" \([^()]{2,60}\)"),
)

# ── Spanish ─────────────────────────────────────────────────────────────────────────────────

_MES = (
    r"(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|sept?iembre|octubre|noviembre|diciembre)"
)
_DIA = r"(?:lunes|martes|miércoles|jueves|viernes|sábado|domingo)"
_DIJO = (
    r"(?:dijo|dijeron|anunció|anunciaron|informó|informaron|afirmó|afirmaron|aseguró|aseguraron"
    r"|señaló|señalaron|indicó|indicaron|explicó|confirmó|confirmaron|denunció|denunciaron|advirtió"
    r"|agregó|añadió|declaró|comunicó|precisó|sostuvo|reiteró|criticó|condenó|pidió|según"
    r"|de acuerdo con)"
)
_ES_NOW = (
    rf"\b{_DIA}s?\b",
    (
        r"\b(?:hoy|ayer|anoche|mañana|anteayer|est[ae] (?:mañana|tarde|noche|semana|mes|año|vez)"
        r"|de madrugada|ahora|hasta ahora|por el momento|hasta el momento)\b"
    ),
    r"\b(?:la|el) (?:próxim[oa]|semana pasada|mes pasado)\b|\bpróxim[oa]s?\b|\búltim[oa]s (?:horas|días)",
    r"\bhace (?:\w+ )?(?:minutos|horas|días|semanas)\b|\b\w{2,}r(?:á|án)\b|\bv(?:a|an) a \w+",
    rf"\b\d{{1,2}} de {_MES}\b(?! (?:de|del) (?:año )?\d{{4}})|\ba las? \d",
)
_ES_PAST = (
    (
        r"\bhace (?:\w+ ){0,3}(?:años|meses|décadas|siglos)\b|\bdesde hace (?:\w+ ){0,3}(?:años|décadas"
        r"|tiempo|siglos)\b"
    ),
    (
        rf"\bdesde (?:{_MES} de )?{_YEAR}\b|\bdesde (?:el|la|los|su) (?:\w+ )?(?:conflicto|guerra"
        r"|invasión|golpe|caída|llegada|regreso|inicio|fin|creación|crisis|independencia)"
    ),
    (
        r"\b(?:el|del) (?:año|siglo|verano|otoño|invierno) pasado\b|\bla (?:década|primavera) pasada\b"
        r"|\bel año anterior\b"
    ),
    (
        r"\b(?:antiguamente|históricamente|tradicionalmente|en el pasado|en su día|por entonces"
        r"|originalmente)\b|\baños (?:19|20)?\d0\b|\b(?:Primera|Segunda) Guerra\b|\bGuerra Fría\b"
    ),
    (
        r"\b(?:ha|han|había|habían) \w+(?:ado|ido|to|cho)\b[^;]{0,40}(?:en varias ocasiones|varias veces"
        r"|repetidamente|reiteradamente|en múltiples)|\ben (?:varias|reiteradas|múltiples) ocasiones\b"
    ),
    rf"^(?:El \d{{1,2}} de {_MES} de |En (?:{_MES} de )?){_YEAR}\b",
    r"\b(?:las?|los) últim[oa]s? (?:\w+ )?(?:décadas?|años|siglo)\b",
    rf"\b\w+(?:ó|aron|ieron|ió|fue|fueron|había|habían|era|eran)\b[^;]{{0,70}}\ben (?:{_MES} de )?{_YEAR}\b",
)
_ES_COMPARES = (
    r"\b(?:primer[oa]?s?|peor(?:es)?|mayor(?:es)?|menor|más \w+)\b[^;]{0,60}\bdesde\b|\brécord\b",
    (
        r"\b(?:más|menos) que\b|\b(?:aument\w+|sub(?:ió|ieron|e)|baj(?:ó|aron|a)|cay(?:ó|eron)|creci(?:ó|eron)"
        r"|alza|caída|frente|respecto|comparado)\b[^;]{0,60}(?:\d|%|año anterior|año pasado|hace un año)"
    ),
    r"\bpor primera vez\b",
)
_ES_IS = r"(?:es|son|sigue siendo|siguen siendo|está|están|permanece|permanecen)"
_ES_STATES = (
    (
        r"\b(?:reclama|reclaman|reivindica|reivindican|considera|consideran|se disputan?)\b"
        r"(?!n? (?:a las|al) (?:gobierno|autoridad))"
    ),
    (
        r"\b(?:se (?:asienta|asientan|encuentra|encuentran|ubica|ubican|sitúa|sitúan|extiende|extienden"
        r"|considera|consideran|basa|compone)|limita con|alberga|albergan|emplea a|produce|producen"
        r"|cuenta con|cuentan con|tiene(?:n)? (?:una población|unos|cerca|más de|alrededor|su sede|sede|\d)"
        r"|forma parte|forman parte|pertenece|pertenecen|depende de|representa(?:n)? (?:el|cerca|más|un|\d)"
        r"|aporta|aportan|suministra|posee|poseen|figura entre|prohíbe|prohíben|reconoce|reconocen"
        r"|carece|carecen|mantienen? (?:un|una|unos|unas|cerca|más|alrededor|\d))\b"
    ),
    (
        rf"\b{_ES_IS} (?:(?:también|aún|todavía|técnicamente|oficialmente|además) )*(?:"
        r"(?:el|la|los|las|uno|una|un) (?:de l[ao]s )?[^;]{0,50}?(?:del mundo|del planeta|de Europa"
        r"|de Asia|de África|de América|del país|más|mayor(?:es)?|principal(?:es)?|segund[oa]|tercer[oa]?"
        r"|primer[oa]?|alia\w+|miembro\w*|vecin\w+|productor\w*|fabricante\w*|región|zona|provincia)"
        r"|(?:considerad|conocid|situad|ubicad|controlad|administrad|gobernad|dividid|prohibid"
        r"|clasificad|reclamad|sometid|expuest)[oa]s?|miembro|frecuentes?|comun(?:es)?|común|habitual(?:es)?"
        r"|rar[oa]s?|en guerra|bajo (?:sanciones|embargo|control|dominio)|el hogar)"
    ),
    (
        r"\b(?:regularmente|habitualmente|generalmente|normalmente|cada año|todos los años|a diario"
        r"|frecuentemente|con frecuencia|a menudo|suelen?|tradicionalmente|casi a diario)\b"
    ),
    r"^(?:Fundad|Cread|Construid|Ubicad|Situad|Nacid)[oa]s? (?:en|a|por|al)\b",
    r", (?:ubicad|situad)[oa]s? (?:a|al|en|entre|sobre)\b[^,;]{2,60}, (?:es|son|tiene)\b",
)
_ES_MAYBE = (
    (
        rf"^(?:[^\s,;:]+ ){{1,8}}?(?:{_ES_IS}|tiene|tienen|hay|puede|pueden|no es|no hay)\b"
        r"(?! \w+(?:ado|ido|ando|iendo)\b)"
    ),
    r"^(?:Muchos|Muchas|La mayoría|Los expertos|Los analistas|Sus críticos)\b",
    r"\b(?:al|por) año\b|\bpodrían?\b",
    r"\b(?:posteriormente|más tarde|años después|por entonces|desde entonces)\b",
)

SPANISH = Words(
    days=Patterns(_ES_NOW[0], r"\b(?:hoy|ayer|anoche|de madrugada)\b", _ES_NOW[-1]),
    now=Patterns(*(f"(?i:{one})" for one in _ES_NOW)),
    said=Patterns(rf"\b{_DIJO}\b"),
    said_then=Patterns(
        rf"^(?:El \d{{1,2}} de {_MES} de |En (?:{_MES} de )?){_YEAR}\b.*",
        rf"\b{_DIJO}[^;]{{0,20}} en (?:{_MES} de )?{_YEAR}\b",
    ),
    past=Patterns(*(f"(?i:{one})" for one in _ES_PAST)),
    compares=Patterns(*_ES_COMPARES),
    states=Patterns(*_ES_STATES),
    maybe=Patterns(*_ES_MAYBE),
    aside=Patterns(r", (?:que|cuyo|cuya|donde) [^,;]{3,90},(?= )", r" \([^()]{2,60}\)"),
)
