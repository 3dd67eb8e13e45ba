"""Words of who speaks to whom: an outlet of itself, or to its reader. Closed classes, by language.

A report speaks of others. Where one line among many says "we" or "you" outside of a quotation, the
outlet speaks. Languages that spaces part are looked up by word; Japanese and Korean speak to
somebody by how a sentence ends.
"""
# ruff: noqa: E501 (tables of words)

import re

_SPACED = {
    "en": "you your yours yourself we our ours (?-i:us) let's we're you're you'll you've we've",
    "de": "wir uns unser\\w* (?-i:Ihr|Ihnen|Ihre[mnrs]?) du dein\\w* dir dich euch euer eure\\w*",
    "fr": "vous votre vos nous notre nos",
    "es": "usted ustedes tu tus ti te tú nosotros nosotras nos nuestr[oa]s? vuestr[oa]s? os",
    "pt": "você vocês nós nosso nossa nossos nossas te tua teu",
    "it": "noi nostr[oaie] tu tuo tua tuoi tue voi vostr[oaie] ti vi",
    "nl": "wij we ons onze je jij jouw u uw jullie",
    "sv": "vi oss vår våra vårt du dig din ditt dina ni er ert era",
    "da": "vi os vores du dig din dit dine jer jeres",
    "no": "vi oss vår våre vårt du deg din ditt dine dere deres",
    "fi": "me meidän meille sinä sinun sinulle te teidän teille",
    "pl": "nas nam nami nasz\\w* my ciebie tobie twoj\\w* twój twoi\\w* was wam wasz\\w*",
    "cs": "nás nám naš\\w* vás vám vaš\\w* vy tvůj tvoj\\w*",
    "ro": "noi nostru noastr\\w* voi vostru voastr\\w* tău ta dumneavoastră vă",
    "hu": "mi nekünk minket ön önnek önök téged neked",
    "tr": r"biz\w{0,5} siz\w{0,6} \w{2,}[ıiuü]n(?:[ıiuü]z)?(?=[.!]*$)",  # and its imperative
    "ru": "мы нас нам нами наш\\w* вы вас вам вами ваш\\w* ты тебя тебе твой твоя",
    "uk": "ми нас нам нами наш\\w* ви вас вам вами ваш\\w* ти тебе тобі твій твоя",
    "el": "εμείς μας εσείς σας εσύ σου",
    "id": "kami kita anda kamu",
    "ms": "kami kita anda awak",
    "tl": "kami tayo natin namin kayo ninyo inyo iyo",
    "vi": "chúng\\stôi chúng\\sta bạn quý\\svị",
    "ar": "نحن لدينا موقعنا قناتنا صفحتنا تطبيقنا نشرتنا أنت لك لكم بريدك",
    "hi": "हम हमारे हमारी हमारा हमें आप आपके आपकी आपका आपको",
}
_DENSE = {
    "zh": r"您|你们|你們|本站|本网|本網|本报记者微信|小编|小編|读者|讀者|请|請(?!求|愿|願|辭|假)"
    r"|(?:扫|掃)(?:码|碼)|点击|點擊|欢迎|歡迎",
    "ja": r"(?:です|ます|ました|ません|ください|下さい|ましょう|でしょう|ませんか|ですか|よ|ね)"
    r"(?=[。!！?？♪☆★…\s]|$)|あなた|皆さん|皆様|みなさん|みなさま|当社|当サイト|編集部|(?:お|ご)[^。、]{1,6}ください",
    "ko": r"(?:요|니다|시오|니까|세요|죠|드려요|합니다)(?=[.!?~…♪]|$)|여러분|독자|당신|저희|고객님",
}


# How a line begins that tells its reader to do something, where no pronoun does it.
_URGES = {
    "fr": r"(?!chez|assez)\w{3,}ez\b",
    "es": "suscríbe\\w* descubre únete síguenos recibe hazte conoce apúntate",
    "pt": "assine leia veja siga saiba receba baixe clique participe acompanhe confira",
    "it": "leggi scopri iscriviti segui abbonati scarica guarda unisciti ricevi",
    "nl": "lees volg word ontvang bekijk download abonneer schrijf",
    "pl": "dołącz zapisz sprawdź obserwuj posłuchaj kup oceń napisz przeczytaj zobacz polub "
    "pobierz poznaj wesprzyj masz chcesz",
    "cs": "přihlas\\w* sledujte kupte přečtěte poslechněte stáhněte",
    "sv": "missa läs följ prenumerera köp lyssna tipsa",
    "da": "læs følg køb lyt tilmeld abonner",
    "no": "les følg kjøp lytt meld abonner tips",
    "fi": "tilaa lue seuraa kuuntele lataa",
    "hu": "iratkozz\\w* kövess\\w* olvass\\w*",
    "ro": "abonează citește urmărește descarcă ascultă",
    "ru": "подпи\\w+тесь читайте следите скачайте оформите оцените напишите пришлите узнайте "
    "смотрите присоединяйтесь слушайте",
    "uk": "підпи\\w+теся читайте стежте завантажте напишіть долучайтеся слухайте дивіться",
    "id": "baca unduh dapatkan hubungi ikuti simak beli tonton bergabung",
    "vi": "đăng\\ský theo\\sdõi xem tải mua mời",
    "tr": "abone takip",
    "el": "εγγραφείτε διαβάστε ακολουθήστε κατεβάστε",
    "ar": "اشترك\\w* تابع\\w* حمل\\w* شارك\\w* انضم\\w*",
}


# What outlets call their own things; a report of something else has few of them.
_PRESS = {
    "en": "article story reader\\w* letters? editors? editorial newsroom journalis\\w+ republish\\w* "
    "licen[cs]\\w+ copyright disclaimer comments? donat\\w+ newsletters? audio podcasts? subscri\\w+ "
    "advertisements? headlines? correction corrections typo print edition bookmark\\w*",
    "de": "artikel\\w* beitrag text leser\\w* redaktion\\w* kommentar\\w* nachdruck verlag\\w* newsletter "
    "abo\\w* mtl kündbar\\w* merkliste inhalte\\w* anzeige\\w* werbung foto\\w* podcast lesezeit",
    "fr": "article\\w* rédaction rédigé lect(?:eurs?|rices?|ure) abonn\\w+ publicité\\w* commentaires? "
    "newsletter\\w* contenus? sujets? journalis\\w+ reproduction infolettre crédits?",
    "es": "artículos? noticias? redacción lector\\w* lectura suscri\\w+ publicidad comentarios? boletín "
    "contenidos? licenci\\w+ newsletter\\w* periodismo reproducción boletines",
    "pt": "artigos? notícias? redação leitor\\w* leitura assina\\w+ publicidade comentários? newsletter\\w* "
    "conteúdos? reportagem jornalismo",
    "it": "articol[oi] notizi[ae] redazione lettor[ei] lettura abbona\\w+ pubblicità commenti newsletter "
    "contenut[oi] giornale riproduzione",
    "nl": "artikel\\w* redactie lezers? leestijd abonn\\w+ advertentie\\w* reacties? nieuwsbrief",
    "sv": "artikel\\w* redaktion\\w* läsare\\w* prenumer\\w+ annons\\w* kommentar\\w* nyhetsbrev\\w*",
    "da": "artikel\\w* artikler redaktion\\w* læser\\w* abonn\\w+ annonce\\w* kommentar\\w* nyhedsbrev\\w*",
    "no": "artikkel\\w* artikler redaksjon\\w* leser\\w* abonn\\w+ annonse\\w* kommentar\\w* nyhetsbrev\\w*",
    "pl": "artyku\\w+ tekst\\w* czyteln\\w+ redakc\\w+ redagowa\\w+ reklam\\w+ komentarz\\w* newsletter\\w* "
    "czytania prenumerat\\w+ subskryp\\w+",
    "tr": "haber(?:in|i|ler)?\\w* bülten\\w* okuma\\w* makale\\w* okur\\w* reklam\\w* yorum\\w* abone\\w* editör\\w*",
    "ru": "стать\\w+ редакци\\w+ читател\\w+ подписк\\w+ реклам\\w+ комментари\\w+ рассылк\\w+ текст\\w* новост\\w+",
    "uk": "статт\\w+ редакці\\w+ читач\\w+ підписк\\w+ реклам\\w+ коментар\\w+ розсилк\\w+ текст\\w* новин\\w+",
    "id": "artikel berita redaksi pembaca langganan iklan komentar editor penulis",
    "vi": "bài\\sviết tòa\\ssoạn bạn\\sđọc quảng\\scáo bình\\sluận",
}
_PRESS_DENSE = {
    "ja": r"記事|編集|読者|写真|動画|音声|スクラップ|保存|コメント|掲載|購読|会員|ログイン|転載|朗読|紙面",
    "zh": r"本文|本报|本報|编辑|編輯|读者|讀者|图片|圖片|评论|評論|订阅|訂閱|转载|轉載|版权|版權|来源|來源|文章|网友|網友|登录|登入",
    "ko": r"기사|기자|독자|구독|본문|댓글|뉴스|편집|저작권|광고|제보|듣기|스크랩|사진",
}


def _spaced(language: str) -> "re.Pattern[str]":
    words = "|".join(_SPACED[language].split())
    urges = "|".join(_URGES.get(language, "(?!)").split())
    return re.compile(rf"(?<![\w’'])(?:{words})(?!\w)|^\W*(?:{urges})(?!\w)", re.IGNORECASE)


VOICE = {language: _spaced(language) for language in _SPACED} | {
    language: re.compile(found) for language, found in _DENSE.items()
}
PRESS = {
    language: re.compile(rf"(?<![\w’'])(?:{'|'.join(words.split())})(?!\w)", re.IGNORECASE)
    for language, words in _PRESS.items()
} | {language: re.compile(found) for language, found in _PRESS_DENSE.items()}

# A line under which it is said who wrote.
AUTHORS = re.compile(
    r"\W*(?:about (?:the|our) (?:author|writer|reporter|journalist|correspondent)s?|who wrote this"
    r"|(?:(?:über|zur?) )?(?:die|den|der|dem|unsere?[rn]?|zur|zum) (?:autor|verfasser|redakteur)(?:in|innen|en|s)?"
    r"|zur person|(?:à propos de )?(?:l['’ ]?aut(?:eur|rice)s?|les auteurs)|sur l['’](?:auteur|autrice)"
    r"|(?:sobre |acerca de )?(?:el|la|los|las) autor(?:a|es|as)?|sobre (?:o|a) autora?"
    r"|(?:chi è |sull['’ ])?l?['’]?autor[ei]|over de auteur|o autorze|筆者(?:について|プロフィール)?|著者(?:について|プロフィール)?"
    r"|作者(?:简介|簡介|介绍|介紹)|关于作者|關於作者|필자 ?소개|글쓴이(?: ?소개)?)\W*$",
    re.IGNORECASE,
)
