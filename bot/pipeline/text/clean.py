"""What is no sentence of a report: tails of feeds, labels of buttons, cut-off ends."""

import re

import regex

from bot.pipeline.text.needed import sought
from bot.pipeline.text.pointers import points_back

# “ and « end a German quotation: „Das ist gut.“; a French one has a space before ».
_ENDS = re.compile(r"[.!?。！？।؟．](?:[\"'”’」』）)\]“‘«]|\s?»)*$")
_CUT_OFF = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\]|……)[\"'”’」』）)\]»]*$")
_MORE = (
    r"(?-i:Read|See|Learn|View|Find out|READ|SEE) (?:the )?(?:more|full (?:story|article)|rest|on)"
)
_ASIAN_MORE = (
    "続きを読む|全文を読む|もっと見る|阅读全文|閱讀全文|查看全文|继续阅读|繼續閱讀|"
    "자세히 보기|기사 더보기|더 보기"
)
_TAILS = (
    r"\[(?:…|\.\.\.)\]",
    rf"\(?\b{_MORE}\b[^.!?]{{0,60}}[.…»→>]*\)?",
    r"Continue reading\b.{0,200}",
    r"The post\b.{1,300}?\bappeared first on\b.{1,200}",
    rf"(?:{_ASIAN_MORE})[》»＞>…。]*",
)
_TAIL = sought(rf"\s*(?:{'|'.join(_TAILS)})\s*$", re.IGNORECASE | re.DOTALL)
_BUTTON = (
    r"(?:share|tweet|e?mail|print|save|copy link|facebook|twitter|whatsapp|linkedin|reddit|telegram"
    r"|x|line|comments?|subscribe|sign up|follow us|advertisement|related|listen|watch)"
)
_LABELS = (
    r"share (?:this|on)|follow us|sign up (?:for|to)|subscribe (?:to|now)|click here|read more",
    r"this article (?:was )?(?:originally|first) (?!said|stated|reported|gave|put|mis)",
    r"photo(?:graph)?:|image:|file photo|getty images",
    r"(?:additional )?(?:reporting|writing|editing) by",
    r"listen\s*[·•|:(-]\s*\d+(?:[.:]\d+)?\s*min|share full article|follow (?:our|the) live",
    r"welcome to (?:our|the|my)\b.{0,40}\blive (?:coverage|blog|updates)",
    r"(?:this is )?a developing story|gift (?:this )?article|\d+ min(?:ute)? read\b",
    r"(?-i:By (?:[A-Z][A-Z.'’-]+ ){1,3}[A-Z][A-Z.'’-]+(?: and (?:[A-Z][A-Z.'’-]+ ?){2,4})*\.?$)",
    r"©|copyright (?:\(c\)|©|\d)|all rights reserved|無断転載|ⓒ|저작권자|무단",
)
_JUNK = re.compile(
    rf"^(?:{_BUTTON}[\s,|·/:]+)*{_BUTTON}[.!]?$|^(?:{'|'.join(_LABELS)})", re.IGNORECASE
)
# "HONG KONG, April 14 (Reuters) - ": says where from, and is kept; but a bare one is no sentence.
_DATELINE = re.compile(r"^[A-Z][A-Za-z ./,]{2,40}(?:\([A-Za-z ]{2,20}\))?\s*[-–—]+\s*$")
# A wire's "HONG KONG, April 14 (Reuters) - " before a report's first words.
_WIRES = (
    "Reuters|AP|AFP|UPI|ANI|PTI|IANS|EFE|EUROPA PRESS|Europa Press|ANSA|Lusa|APA|KNA|epd|SID|sda"
    "|Belga|dpa|DPA|TASS|Xinhua|Kyodo|Jiji Press|Yonhap|CNA|Bernama"
    "|Antara|Bloomberg|BBC|VOA|RFA|Associated Press|CNN Student News|CNN Philippines"
)
_PLACES_JA = (  # 【横浜】; 【特集】 says something else
    "東京|大阪|京都|横浜|神戸|名古屋|札幌|仙台|広島|福岡|那覇|石垣|長崎|熊本|鹿児島|新潟|金沢|静岡|千葉"
    "|北京|上海|香港|台北|ソウル|平壌|ワシントン|ニューヨーク|ロンドン|パリ|ベルリン|モスクワ|ブリュッセル"
    "|ジュネーブ|カイロ|バンコク|マニラ|ジャカルタ|シンガポール|ハノイ|ニューデリー|シドニー|キャンベラ"
)
_DATELINES = (
    (
        r"(?:\p{Lu}[\p{L}\p{M}\p{N} .,'’/()-]{0,60}?)?\s?"
        rf"(?:\(CNN\)\s*(?:[-–—]+\s*)?|\((?:CNN|{_WIRES})(?:/\w{{2,4}})?\)\.?\s*[-–—_:：]+\s*)"
    ),
    r"\p{Lu}[\p{L}\p{M}\p{N} .,'’/()-]{0,60}?\s\(\p{Lu}[\p{Lu} ]{1,14}\)\.\s?[-–—]+\s*",
    # "WASHINGTON (Harbour Post) — ", "Santiago, 27 nov.- ": an outlet's own.
    r"\p{Lu}{3,}[\p{Lu} .,'’]{0,40}(?:,\s\p{L}{3,9}\.?\s\d{1,2})?\s\([^()]{2,30}\)\s*[-–—]{1,2}\s",
    r"\p{Lu}[\p{L} ,()'’-]{2,40},\s\d{1,2}\s(?:de\s)?\p{L}{3,10}\.?\s?[-–—]{1,2}\s",
    # "Lima, 27 nov. (Andina).- El ministro": whatever the agency is called, a sentence begins.
    (
        r"\p{Lu}[\p{L}\p{M}'’-]*(?:[ /]\p{L}[\p{L}\p{M}'’-]*){0,3}"
        r"(?:,\s(?:(?:el )?\d{1,2}\.?\s(?:de\s)?\p{L}{3,10}\.?|\p{Lu}\p{Ll}{2,8}\.?\s\d{1,2}))?"
        r"\s\(\p{L}[\p{L}./ -]{1,22}\)\.?\s?[-–—]+\s(?=[\p{Lu}\d\"“«„¿¡])"
    ),
    rf"\p{{Lu}}[\p{{L}}/ .-]{{1,40}}\s\((?:{_WIRES})(?:/(?:{_WIRES}))?\)\s(?=[\p{{Lu}}\"“«„])",
    r"(?:本報|本报)?[記记]者\p{Han}{2,4}[／/\s]\p{Han}{2,6}(?:報導|报道|報道)\s+",
    rf"[【［](?:{_PLACES_JA})[】］]\s*",
    # "NAHA, Japan - ", "MANILA, Dec. 2 — "
    (
        r"\p{Lu}{2,}[\p{Lu} .,'’]{0,40}(?:,\s\p{Lu}\p{Ll}+(?:\s\p{Lu}\p{Ll}+)?)?"
        r"(?:,\s\p{L}{3,9}\.?\s\d{1,2})?\s[-–—]{1,2}\s"
    ),
    r"[(（【\[［][^()（）]{1,12}[=＝][^()（）]{2,14}[)）】\]］]\s*(?:\p{Hangul}{2,4}\s(?:기자|특파원)\s*=\s*)?",
    r"[【［(（〔﹝][^】］)）〕﹞]{2,24}(?:電|电|社|網|网|讯|訊|消息|報導|报道)[】］)）〕﹞]\s*",
    r"[【［\[][^】］\]]{0,24}(?:時事|共同|ロイター|AFP|聯合ニュース)[】］\]]\s*(?:[-–—]+\s*)?",
    # 【石垣・山田太郎】: a place and who writes; 【速報】: how new it is.
    r"[【［][^】］、。，]{1,10}[・／/\s　][^】］、。，]{1,12}[】］]\s*",
    r"[【［\[](?:速報|詳報|続報|独自|独家|獨家|快讯|快訊|속보|단독)[】］\]]\s*",
    (
        r"(?:[\p{Han}A-Z]{1,6}(?:社|网|網|报|報))\p{Han}{0,10}?(?:\d{1,2}月)?\d{1,2}日(?:电|電|讯|訊)"
        r"(?![撃擊車车力气氣话話视視])"
        r"(?:\s?[（(][^（）()]{2,40}[）)])?[\s:：，]*"
    ),
)
# "DUBAI: A tanker …", at the front of a text alone.
_PLACE_BEFORE = regex.compile(
    r"^(?!(?:WATCH|VIDEO|LISTEN|OPINION|PHOTOS?|GALLERY|UPDATED?|CORRECTION|EXCLUSIVE|RELATED)\b)"
    r"(?:\p{Lu}{5,}(?: \p{Lu}{2,}){0,2}"
    r"|\p{Lu}{3,}(?: \p{Lu}{2,}){0,2},\s\p{L}{3,9}\.?\s\d{1,2}):\s(?=\p{Lu}\p{Ll}|\p{Lu}\s)"
)
# "By Kei Sato, Reuters ", "By KEI SATO and ANN LEE ": only where it is plain where the names end.
_PERSON = r"\p{Lu}[\p{L}\p{M}.'’-]*(?: (?:\p{Ll}{2,3} ){0,2}\p{Lu}[\p{L}\p{M}.'’-]*){1,3}"
_SHOUTED = r"\p{Lu}[\p{Lu}.'’-]+(?: \p{Lu}[\p{Lu}.'’-]*){1,3}"
_BYLINE_BEFORE = regex.compile(
    rf"^(?:By|BY) (?:{_PERSON}(?:,? and {_PERSON}|, {_PERSON})*?\s?[,|/·]\s?"
    rf"(?:(?:{_WIRES})|(?i:(?:the )?(?:staff|senior|special|foreign|political|business) "
    r"(?:writers?|reporters?|correspondents?|editors?)))[,.]?"
    rf"|{_SHOUTED}(?:,? (?:and|AND) {_SHOUTED})?)\s(?:[-–—|]\s)?(?=\p{{Lu}}|[\"“«„\d(])"
)
_BARE = regex.compile(rf"^\p{{Lu}}[^.!?]{{0,60}}(?:\.[^.!?]{{0,12}})?\((?:{_WIRES})\)\.$")
_DATELINE_BEFORE = regex.compile(rf"^(?:{'|'.join(_DATELINES)})")
_OF_THE_PAGE = (
    r"\bscroll down (?:for|to)\b",
    r"\bclick here\b|^click (?:on|to|the)\b",
    r"\bsign up (?:for|to) (?:our|the)\b",
    r"\bour newsletters?\b",
    r"\b(?:follow|like|join) us on\b",
    r"\bcontributed to this (?:report|article|story)\b",
    r"\bnot currently accepting comments\b",
    r"\bthe (?:opinions|views) expressed (?:in|here|above|are)\b",
    r"\ball rights reserved\b",
    r"\b(?:getty images|shutterstock|alamy|courtesy of (?:reuters|ap))\b",
    r"\bfile (?:photo|picture|image)\b",
    r"\bposed by (?:an? )?models?\b|\(posed\)",
    r"\((?:pictured|left|right|centre|center|above|below|top|bottom)(?:[, ][^)]{0,30})?\)",
    r"\bpictured (?:left|right|above|below|here|together|in \d{4})\b",
    r"^(?:pictured|see also|show transcript)\b",
    (
        r"^(?:read|watch|see|more|related|exclusive|video|listen|opinion|photos?|gallery|note"
        r"|update[ds]?|editor['’]s note|correction) ?:"
    ),
)
_PAGE = sought("|".join(_OF_THE_PAGE))
# One of these stands in whatever _PAGE finds: looking for them first takes a tenth of the time.
_HINTS = (
    *("scroll down", "click", "sign up", "newsletter", "us on", "contributed", "comments"),
    *("expressed", "rights reserved", "getty", "shutterstock", "alamy", "courtesy", "file p"),
    *("file i", "posed", "pictured", "(left", "(right", "(cent", "(above", "(below", "(top"),
    *("(bottom", "see also", "transcript"),
)
_LABEL_ENDS = 16  # characters within which the colon of "Editor's note:" stands
_POINTERS = (
    "He|She|It|They|We|You|I|Him|Them|His|Her|Their|Its|My|Our|Your|This|That|These|Those|But|And"
    r"|So|Or|Nor|However|Also|Meanwhile|Instead|Then|Yet|Still|Both(?!\s\p{Lu})|Such|Moreover"
    "|Furthermore|Thus"
    "|Therefore|Hence|Nevertheless|Nonetheless|Elsewhere|Otherwise|Earlier(?=,)|Besides"
    "|Additionally|Similarly"
    "|Likewise|Consequently|Indeed|Afterwards|Here|There|Another|Others|Neither|Either|Plus|Too"
    "|Who|Which|What's more|Accordingly|In addition|As a result|As such|For (?:example|instance)"
    "|(?:By|In) contrast|On the other hand|In fact|Of course|After (?:that|this)|In response"
    "|At the time|(?:At|In|On|During|By|For|From) the same"
    "|(?:At|In|On|For|With|By|From) (?:that|this|it)|Among them"
    "|(?:One|Some|Many|Most|Several|All|None|Two) of (?:them|these|those|whom)"
    "|Asked (?:about|if|whether|why|how)|Despite (?:this|that|these|it)|(?:For now|Until then)(?=,)"
    "|(?:Since|By) then|Even so|The (?:latter|former|pair|duo|trio)(?!\\s\\p{Lu})"
    "|The (?:move|decision|announcement|news|incident|remarks?) (?:comes?|came|follows|followed)"
    "|According to (?:him|her|them)|For (?:his|her|its|their) part"
    "|The (?:former|latter|two|three|pair|couple|duo|trio|same)"
    r"|(?:Said|Says|Asked|Added) (?:he|she|they|\p{Lu}\w+)"
)
_POINTERS_DENSE = (
    "これ|それ|あれ|同(?:氏|省|社|国|紙|局|相|日|署|庁|県|市|町|村|党|船|機|行|容疑者|被告|大臣|首相|知事|"
    "市長|委員会|協会|団体|法人|事務所|関係者)|一方(?!通行|的|向)|また(?!は|聞|が|ぎ|とない)|しかし|ただ(?!ち)|彼(?!岸|方)|"
    "さらに|そして|だが|その(?!日暮|場しのぎ|道の)|この|こう|そこ|なお|ところが|つまり|なぜなら|しかも|すると|"
    "(?:それ)?以来、|いずれも|"
    "当時[、は]|今回[のは、]|前者|後者|両(?:者|国|氏|社|首脳|外相|政府|チーム)(?=[はがのともを])|"
    "他(?!国|國|省|人|社|山之石)|她|它|这|這|此|另外|但(?!丁|凡)|然而|同时|同時|與此同時|与此同时|對此|对此|"
    "不过|不過|该(?!隐)|該|其(?!他|余|餘|实|實)|那|而且|而(?=[，、这這此那])|因此|所以|于是|於是|随后|隨後|"
    "(?:双方|雙方|两人|兩人|两国|兩國)(?=[同就在将將均都也还還没沒未一])|据其|據其|上述|前者|后者|後者|此后|此後|自那以[后後]|从那以后|從那以後|从此|從此"
)
_POINTERS_KO = (
    "그는|그녀는|이는|이에|그러나|하지만|또|또한|한편|이어|이날|그들은|다만|그리고|그의|이들은|이와|"
    "이를|이로써|그러면서|따라서|이에 따라|특히|반면|그러자|그 결과|그 뒤|당시|앞서|해당|같은 날"
    "|이 같은|이 가운데"
    "|양국[은이의]|양측[은이의]|이 (?:회사|관계자|남성|여성|단체|선박|배|업체|법안|사건|사고|지역)"
    "[은는이가의도를을]"
)
# What links a sentence to the one before it and says nothing itself: "However, Japan said …" is
# whole without it. In English only before a capital letter, as a sentence begins.
_CONNECTIVE = regex.compile(
    r"^(?:"
    r"(?:However|Meanwhile|Moreover|Furthermore|Additionally|In addition|Also|Besides|Separately"
    r"|Nevertheless|Nonetheless|Still|Yet|In fact|Of course|At the same time),\s+(?=\p{Lu}|\d)"
    r"|(?:此外|另外|同时|同時|与此同时|與此同時|然而|不过|不過|但是|而且|另一方面|除此之外)[，、,]\s*"
    r"|(?:一方で?|他方で?|また|さらに|なお|しかし|ただ|だが|そして|このほか|そのほか|その一方で?|同時に)、\s*"
    r"|(?:한편|또한|또|그러나|하지만|다만|그리고|아울러|이와 함께|반면),?\s+"
    r")(?=\S)"
)
_WHO_SPEAKS = "I|We|You|My|Our|Your"  # inside a quotation its speaker says who they are
_DANGLING = regex.compile(
    rf"^(?![\"'“‘](?:{_WHO_SPEAKS})\b)[\"'“‘„»«「(『]*"
    rf"(?:(?:{_POINTERS})\b|{_POINTERS_DENSE}|(?:{_POINTERS_KO})(?=[\s,]))"
)
# "…," he said: nobody knows who, with the sentence before it gone.
_SAYS = "said|says|added|told|asked|wrote|continued|explained|tweeted|insisted|admitted|recalled"
_WITH_THAT = (
    r"(?=[.,;:]|$|\s+(?:in|on|at|to|of|as|after|before|during|when|while|from|with|last|today)\b)"
)
# 「…」と話した。 “…”고 말했다. “…”他还说。: nothing but what somebody said whom it does not name.
_SPEAKERLESS = re.compile(
    r"^(?:「[^「」]*」(?:など)?(?:と|とも)(?:(?:話[しす]|答え|説明|指摘|強調|返|明か|つけ加え|付け加え)\w{0,5}"
    r"|(?:述べ|語っ|言っ|振り返っ|訴え)\w{0,5}|コメント\w{0,5})。?"
    r"|[“\"][^“”\"]*[”\"](?:이?라)?고 (?:말|밝혔|전했|설명|강조|덧붙였|답했|주장)[가-힣]{1,5}\.?"
    r"|[“「][^“”「」]*[”」][他她](?:[还還又也则則])?(?:[说說]|表示|[称稱]|[补補]充)[^，。]{0,4}。?)$"
)
_UNNAMED = regex.compile(
    rf"[,.!?]['\"”’]\s+(?:(?:he|she|they|it|I|we)\s+(?:\w+\s+)?(?:{_SAYS})\b"
    rf"|(?:{_SAYS})\s+(?:he|she|they|it)\b{_WITH_THAT})"
    rf"|^[^,]{{1,80}},\s(?:he|she|they|it)\s(?:{_SAYS}),\s"  # The budget, it said, rose.
)
# "On Wednesday it happened."
_ON_A_DAY = regex.compile(
    r"^(?:(?:On|By|In|Since|Until) )?(?:(?:early|late) )?"
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|\p{Lu}\p{Ll}{2,8}\.? \d{1,2}|\d{4}"
    r"|Yesterday|Today),? (?:he|she|it|they)\b"
)
# Somebody says, and nothing of what: 「海上保安庁が明らかにした。」
_SAYS_NOTHING = regex.compile(
    r"^(?:"
    r"[^、。「」をとで]{1,24}[がは](?:同?[0-9０-９]*日(?:に|[、]|朝|夜|午前|午後)*)?"
    r"(?:明らかにした|発表した|伝えた|報じた|述べた|語った|話した|話している|認めた|指摘した)。"
    r"|[^。「」]{1,60}(?:そう|こう|このように)"
    r"(?:語|述べ|話し|説明|強調|訴え|答え|明か|振り返|指摘)[^。]{0,8}。"
    r"|[^，。：“”「」]{1,20}(?:表示|说|說|称|稱|报道|報導|報道|指出|透露|宣布|证实|證實)(?:的)?。"
    r"|(?:[^\s\"“”]+(?<![을를고며])\s){1,4}(?:밝혔다|전했다|말했다|설명했다|보도했다|발표했다)\."
    r")$"
)
# Where a title in front of a text ends: a mark, or where only a new sentence goes on. A text often
# begins with the words of its title and says more: "Talks end in Naha, officials said".
_PARTED = regex.compile(
    r"(?:\s*[:：|·](?!\d)|\s+[-–—]+|[-–—]{2,}|—|[.。!?！？](?!\d)|\s{2,}|\u3000)[\s:：\-–—|·.\u3000]*(?=\S)"
    r"|(?<=[.。!?！？…])\s*(?=\S)|\s+(?=[\"'“‘«„]?\p{Lu})"
    r"|\s*[.。!?！？…]+\s*$"
)
_LEAST = 15  # characters of a sentence; fewer in scripts that need fewer
_LEAST_DENSE = 8


def without_tails(sentence: str, title: str, start: int) -> tuple[int, str]:
    """Take feed tails off the end and the title off the front; give the new start too.

    What is left is a slice of the sentence, so also of the text it stands in.
    """
    while (shorter := _TAIL.sub("", sentence)) != sentence:
        sentence = shorter
    if title and sentence.startswith(title) and (parted := _PARTED.match(sentence, len(title))):
        start, sentence = start + parted.end(), sentence[parted.end() :]
    return start, sentence.rstrip()


def is_whole(sentence: str) -> bool:
    """Whether it is a sentence to its end, and of a report: no label, no cut-off tail."""
    dense = not sentence.isascii() and _is_dense(sentence)
    if len(sentence) < (_LEAST_DENSE if dense else _LEAST):
        return False
    return bool(
        _ENDS.search(sentence)
        and not _CUT_OFF.search(sentence)
        and not is_label(sentence)
        and not _DATELINE.search(sentence)
        and not _BARE.match(sentence)
    )


def _is_dense(sentence: str) -> bool:
    return sum(not letter.isascii() for letter in sentence) * 2 > len(sentence)


def is_label(sentence: str) -> bool:
    """Whether it is none of a report's words: a button, a credit, a byline."""
    return bool(_JUNK.search(sentence))


def is_of_the_page(sentence: str) -> bool:
    """Whether it speaks of the page or a picture on it: "Scroll down for video", "(left)"."""
    lower = sentence.lower()
    if ":" not in lower[:_LABEL_ENDS] and not any(hint in lower for hint in _HINTS):
        return False
    return bool(_PAGE.search(lower))


def make_ready() -> None:
    """Make ready what `is_around` goes by: patterns of many languages, half a second."""
    import bot.pipeline.text.lines  # noqa: F401


def is_around(sentence: str) -> bool:
    """Whether it is of what stands around articles: cookies, bylines, reading times, prompts.

    The first call does what `make_ready` does, unless that was called.
    """
    from bot.pipeline.text.lines import Junk, junk_in

    return junk_in(sentence) not in {None, Junk.SIGNED}


def without_dateline(sentence: str, start: int) -> tuple[int, str]:
    """Take "HONG KONG, April 14 (Reuters) - " off the front; give the new start too.

    A byline that stands before it, or before the report's first words, goes with it.
    """
    if (found := _BYLINE_BEFORE.match(sentence)) and found.end() < len(sentence):
        start, sentence = start + found.end(), sentence[found.end() :]
    if (found := _DATELINE_BEFORE.match(sentence)) and found.end() < len(sentence):
        return start + found.end(), sentence[found.end() :]
    if start == 0 and (found := _PLACE_BEFORE.match(sentence)):
        return found.end(), sentence[found.end() :]
    return start, sentence


def without_connective(sentence: str, start: int) -> tuple[int, str]:
    """Take "However, " or 「一方、」 off what is whole without; give the new start too."""
    found = _CONNECTIVE.match(sentence)
    return (start + found.end(), sentence[found.end() :]) if found else (start, sentence)


def is_dangling(sentence: str, language: str | None = None) -> bool:
    """Whether it needs the one before it: "He went on", "But the ship", “…,” he said."""
    if _DANGLING.match(sentence) or _ON_A_DAY.match(sentence) or _SPEAKERLESS.match(sentence):
        return True
    if _UNNAMED.search(sentence) or points_back(sentence, language):
        return True
    return not sentence.isascii() and bool(_SAYS_NOTHING.match(sentence))
