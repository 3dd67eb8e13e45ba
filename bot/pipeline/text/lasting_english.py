"""English words by which `lasting` tells what is news from what lasts or was long ago."""
# ruff: noqa: E501 (tables of regular expressions)

from bot.pipeline.text.countries import CAPITALS, COUNTRIES
from bot.pipeline.text.lasting_words import Patterns, Words

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_YEAR = r"(?:1[6-9]\d\d|20\d\d)"
_AGES = r"(?:years|decades|centuries|generations)"
_STATE = rf"(?:(?i:{'|'.join(sorted(COUNTRIES | CAPITALS))})|The Hague)"
# A word for who is of a country: what follows it is no verb ("Chinese ships").
_OF_A_COUNTRY = r"\b(?:\w+(?:ese|ish|[aei]an|aqi|ani)|Filipino|French|Dutch|Greek|Thai|Swiss|U\.?S)"
_SAYING = (
    r"(?:said|told|announced|added|confirmed|warned|urged|denied|asked|wrote|reported|showed|found"
    r"|argued|called on|(?<!-)(?<!has )(?<!have )(?<!long )ruled(?! (?:out|by)\b))"
)
_OFTEN = (
    r"(?:long|always|never|traditionally|historically|repeatedly|steadily|consistently|gradually"
    r"|already|previously|often|frequently)"
)
_ADVERBS = (
    r"(?:also |still |now |widely |largely |officially |formally |technically |only |currently "
    r"|often |generally |long |itself |not |both |all )*"
)
_WORD = r"(?!(?:who|which|that|what|to|and|but|if|when|as|it|this|means)\b)(?:[^\s,;:]|,(?=\d))+ "

_NOW = (
    r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?\b",
    r"\b(?:[Tt]o(?:day|night|morrow)|[Yy]esterday|[Oo]vernight|latest|newly|will|so far)\b",
    (
        r"\b(?:[Tt]his|[Nn]ext) (?:week|month|morning|afternoon|evening|spring|summer|autumn|fall"
        r"|winter|weekend)\b|\bnext year\b|(?<!earlier )\bthis year\b"
    ),
    r"\b(?:minutes?|hours?|days?|weeks?) (?:ago|earlier)\b",
    r"\b(?:[Ll]ast|[Pp]ast) (?:week|night|weekend|few days)\b",
    r"\b(?<!most )recent(?:ly)?\b(?! (?:years|decades|times))",
    r"\b(?:plan|want|expect|intend|schedule|demand)(?:s|ed)? to\b|\b(?:is|are) set to\b",
    r"\bon course to\b|\b\d{1,2}(?::\d\d)? ?[ap]\.?m\b",
    rf"\b{_MONTH} \d{{1,2}}\b(?!,? \d{{4}})|\b\d{{1,2}} {_MONTH}(?! \d{{4}})",
)
# What somebody said in another time, or keeps saying: "since she said last year that …".
_SAID_THEN = (
    rf"\b{_SAYING}(?:,| by [\w' ]{{2,40}})? (?:last (?:year|month)|in (?:{_MONTH} )?{_YEAR})",
    rf"^In (?:{_MONTH} )?{_YEAR}\b.*|{_YEAR}\b[^;]{{2,120}} would\b",
    rf"{_YEAR} [\w' -]{{0,30}}\b{_SAYING}|\b{_SAYING} for (?:\w+ )?{_AGES}\b",
    rf"\b(?:has|have) {_OFTEN} {_SAYING}\b|\b(?:is|are|was|were|been) (?:\w+ly )?{_SAYING}\b",
    r"\b(?:that|which) [\w' -]{2,30} says\b",
    rf"^(?:{_STATE}|Both|Critics|Supporters|Experts|Analysts)(?: \w+){{0,5}}? says?\b",
    r"\b[Aa]ccording to (?:the )?(?:\p{Lu}\w+ ?){2,}",
)
_PAST = (
    r"\blast (?:year|spring|summer|autumn|fall|winter|decade|century)\b|\bearlier this year\b",
    rf"\b(?:{_AGES}|months) (?:ago|earlier|before|later)\b|\b{_AGES} of\b",
    rf"\b(?:ha[sd]|have|was|were|been)\b[^;]{{0,60}} for (?:\w+ )?{_AGES}\b|\bfor decades\b",
    r"\b(?:early|late|mid)?[- ]?(?:1[6-9]|20)\d0s\b|\b(?:World|Cold) War\b",
    r"\bin the past\b(?! \w+s\b)",
    r"\bformerly\b|\bused to\b|\bonce \w+(?:ed|ly)?\b(?! (?:the|it|they|he|she)\b)",
    rf"\b(?:has|have) (?:\w+ed )?{_OFTEN}\b",
    r"\bhad (?:long|always|never|traditionally|historically|repeatedly|consistently) \w+",
    r"\b(?:in|over|during) the (?:last|past) (?:\w+ )?(?:decades?|years)\b",
    (
        rf"\b(?:has|have) [^,;]{{2,70}}? since (?:{_YEAR}|{_MONTH} {_YEAR}|\w+ing\b|its |his |her "
        r"|their |the (?:\w+ )?(?:war|coup|invasion|end|fall|collapse|outbreak|crisis|ouster))"
    ),
)
# Figures that are held against those of another time are news.
_COMPARES = (
    (
        rf"\b(?:first|\w+est|most|worst|only)\b[^;]{{0,60}} (?:since|(?:in|for) (?:\w+ ){{0,3}}"
        rf"(?:{_AGES}|months|weeks|days))\b"
    ),
    r"\brecord\b",
    (
        r"\b(?:up(?! to)|down|rose|risen|fell|fallen|gained?|dropped|jumped|grew|more|less|fewer"
        r"|higher|lower|compared)\b[^;]{0,50}\b(?:from|than|compared|against|over)\b[^;]{0,40}"
        rf"(?:{_YEAR}|last year|earlier|previous)"
    ),
)
_LIES = (
    r"(?:lies?|sits?|stands?|stretch(?:es)?|spans?|extends?) [^,;]{0,50}?"
    r"\b(?:km|kilomet\w+|miles?|north\w*|south\w*|east\w*|west\w*|coast|between|along|within)\b"
)
_CLAIMS = (
    r"claims? (?:almost|nearly|virtually|practically|most|all|much|parts|large|vast|sovereignty|ownership|the [\w ]{0,30}?(?:islands?"
    r"|islets?|sea|waters|territory|region|shoals?|reefs?|whole)\b|[\p{Lu}][\w' -]{2,40} as )"
    r"|(?:views|regards?|considers?|sees) [^,;]{3,60}? (?:as|its|part)\b"
)
# Whatever it is of.
_IS = (
    r"banned|barred|prohibited|home to|located|situated|based in|known (?:as|for)"
    r"|called(?! (?:off|for|to|on|in|up|back))|considered|regarded|thought|believed"
    r"|(?:seen|viewed) as|used (?:in|to|for|as)|part of|one of|prone to|rich in|famed|punishable"
    r"|common(?:place|ly)? |frequent\b|among the(?! (?:dead|injured|wounded|victims|missing))|common(?:place)?\b|at war|meant to"
    r"|administered|governed|controlled|claimed|ruled|disputed|divided|the (?:world|country|nation"
    r"|region|largest|biggest|only|main|most|second|third|fourth|fifth|sole|home|workhorse)"
    r"|under (?:\w+ ){0,5}?(?:sanctions|control|rule)|\p{Lu}\w+['’]s? (?:\w+ )?\w+(?:est|main|top)"
    r"|(?:its|their) (?:\w+ )?(?:\w+est|main|top|only|most|closest)"
    r"|an? (?:[\w-]+ ){0,2}?(?:group|handful|part|key|vital|strategic|member|tributary|province"
    r"|treaty|by-product|kind|type|form|series|chain|cluster|citizen|ally|route|hub|metals?"
    r"|major|leading|popular|fact of life)\b"
)
_DOES = (
    r"(?:dominates?|produces?|mines|refines|processes|accounts? for|rel(?:ies|y)|depends? on"
    r"|borders|consists? of|comprises|belongs? to|employs|makes up|rejects)\b"
)
# What has been there before the news, and is there after it.
_THING = (
    r"(?:The|Its|Their|His|Her|\p{Lu}\w+(?:['’]s?)?) (?:[\w-]+ ){0,3}?(?:islands?|isles?|islets"
    r"|straits?|sea|waterway|channel|canal|passage|shoal|reef|river|gulf|peninsula|archipelago"
    r"|country|countries|nations?|kingdom|republic|state|province|prefecture|region|territory|city"
    r"|town|village|company|firm|group|maker|\w+maker|giant|agency|alliance|bloc|union|party|law|act"
    r"|treaty|pact|constitution|resolutions?|dispute|conflict|war|sides?|Koreas|neighbou?rs|rivals"
    r"|relations|ties|line|border|frontier|minerals?|elements?|economy|economies|industry|force"
    r"|regime|residents|militants|militia|brands?|markets?)"
)
_NAME = (
    r"(?!(?:The|An?|I|It|He|She|They|We|You|This|That|These|Those|There|Here|Its|Their|His|Her|Our"
    r"|My|In|On|At|For|With|By|No|Not|But|And|So|If|When|As|Now) )\p{Lu}[\w.'’&-]*"
    rf"(?: (?:of|and|the|\p{{Lu}}[\w.'’&-]*)){{0,5}}(?<!{_OF_A_COUNTRY})"
)
_STANDING = (
    r"(?:denies|says it|recogni[sz]es|supplies|operates|owns|houses|hosts|makes|uses|buys|imports"
    r"|exports|runs|sells|rules|faces|favou?rs|opposes|supports|serves|records|counts|holds|contains"
    r"|bans?|forbids?|requires?|allows?|believes?|dates? (?:from|back)|maintains?|insists?|lacks?"
    r"|enjoys?|boasts?|possess(?:es)?|calls (?:it|him|her|the|\p{Lu})|sends \w+|(?:do|does) not"
    r"|cannot|seldom|(?:has|have) (?:an?|no|one of|some of|close|formal|ties|about|around|some|\d[\d,.]*)|sits?"
    r"|lies?|(?:is|are|remains?) (?:an?|the|home|not|in|on|under|among|without))\b"
)
# Habits: what is done at any time, again and again.
_HABITS = (
    r"\b(?:routinely|regularly|usually|typically|traditionally|commonly|habitually|periodically"
    r"|(?:almost|nearly) (?:daily|every (?:day|week|month))|(?:each|every) (?:year|month|summer"
    r"|winter|spring|autumn|few \w+)|annually|an? (?:year|month) on average|in recent (?:years"
    r"|decades)|over the (?:years|decades)|(?:several|many|multiple) times|time and again"
    r"|from time to time|increasingly (?:frequent|common|tense)"
    r"|worldwide|(?<!the )world['’]s|of the world)\b"
)
_STATES = (
    rf"^(?:{_WORD}){{1,6}}?(?:(?:is|are|remains?) {_ADVERBS}(?:{_IS})|{_CLAIMS}|{_LIES}|{_DOES})",
    rf"^(?:{_THING}|{_NAME}) (?:[a-z]+ly )?{_ADVERBS}{_STANDING}",
    rf"^(?:The )?{_STATE}(?:, [^,;]{{2,60}},)? {_ADVERBS}{_STANDING}",
    rf"^{_NAME}(?:, {_NAME}){{0,4}},? and {_NAME} (?:also |all ){_ADVERBS}{_STANDING}",
    r"^[\p{Lu}][^;]{3,80}\b(?:have|has) (?:\w+ )?(?:overlapping|rival|competing) claims\b",
    r"^(?:Set up|Founded|Established|Built|Based|Located|Born|Formed|Home to|Created|Once)\b",
    _HABITS,
)
_IN_THE_EVENT = (
    r"(?:Rescuers|Police|Officials|Residents|Survivors|Authorities|Investigators|Prosecutors|Crews"
    r"|Three|Two|One|All|Four|Five|At least)\b"
)
_MAYBE = (
    (
        rf"^(?!{_IN_THE_EVENT})(?:{_WORD}){{1,8}}?(?:is|are|has|have|can|cannot|may|does|do|remains?)\b"
        r"(?! \w+ing\b)"
    ),
    r"^(?:[^\s,;:]+ ){1,4}?(?:says?|argues?|insists?|links|connects|ranks|passes)\b",
    (
        rf"^{_NAME} \p{{Ll}}{{3,}}(?<!share|stock|bond|price|ship|plane|jet)s (?:about|around|some"
        r"|more|nearly|almost|an?|the|its|their|most|many|no|\d)\b|^(?:Many|Most|Few) \w+ "
    ),
    r"\bsince then\b|\b(?:following|next|same|two) (?:day|week|month|years?|April|May|June|July)\b",
    r"\b(?:days|weeks) later\b|\bpreviously\b",
)

ENGLISH = Words(
    days=Patterns(_NOW[0], r"\b(?:[Tt]o(?:day|night)|[Yy]esterday|[Oo]vernight)\b", _NOW[-1]),
    now=Patterns(*_NOW),
    said=Patterns(rf"\b(?:{_SAYING}|says|tells|according to|would)\b"),
    said_then=Patterns(*_SAID_THEN),
    past=Patterns(*_PAST),
    compares=Patterns(*_COMPARES),
    states=Patterns(*_STATES),
    maybe=Patterns(*_MAYBE),
    aside=Patterns(
        r", (?:[^,;]|,(?=\d)){3,90},(?= )",
        r" \([^()]{2,60}\)",
        r"^(?:Under|In|At|On|For|With|Like|As|Along|Across|Despite) [^,]{3,60}, (?=\w)",
    ),
)
