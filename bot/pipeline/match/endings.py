"""The endings that forms of one word have, by language, on folded letters (no diacritics).

Two words with one beginning are forms of one word when their endings stand in one row. A row is
for beginnings that end in one of ``after``, and where it has a ``head`` one of the two must have
that ending: verbs are found from their dictionary form, and no noun is taken for a verb. Rows
hold inflection only (number, case, gender, article, tense), never what makes another word of a
word: no -ism, -er, -ment, -ung, -ция. Compiled by hand from grammars.
"""

from typing import NamedTuple


class Row(NamedTuple):
    """Endings of one kind of word; "" is none."""

    endings: frozenset[str]
    after: tuple[str, ...] = ()
    head: str | None = None


def _row(endings: str, after: str = "", head: str | None = None) -> Row:
    """Read a row: "_" is no ending."""
    listed = frozenset("" if one == "_" else one for one in endings.split())
    return Row(listed, tuple(after.split()), head)


_ENGLISH = (
    _row("_ s es ed ing"),
    _row("e es ed ing"),
    _row("y ies ied ying"),
)
_FRENCH = (
    _row("_ s"),
    _row("_ x", after="eau eu ou"),
    _row("al ale ales aux"),
    _row("el elle els elles"),
    _row("ien ienne iens iennes"),
    _row("if ive ifs ives"),
    _row("eux euse euses"),
    _row("_ e s es", after="ain ais ois ant"),
    _row("er e es ee ees ent ons ez ant ait aient a era eront", head="er"),
    _row("e ee es ees", after="at is as os er en on ar and end"),
)
_GERMAN = (
    _row("_ e en es s n"),
    _row("_ er ern e es s", after="land haus volk amt gut kind feld geld bild buch wort dorf band"),
    _row(
        "_ e en em er es", after="nisch tisch disch lisch risch gisch lich ig iv bar sam haft los"
    ),
    _row("en e t te ten end", head="en"),
    _row("n t te ten", after="er el", head="n"),
)
_SPANISH = (
    _row("_ s es"),
    _row("z ces"),
    _row("o a os as", after="ic iv os ad id ian ean"),
    _row("es esa eses esas"),
    _row("ar a an o e en ado ada ados adas ando aron aba aban ara aran", head="ar"),
    _row("er e en io ieron ido ida idos idas iendo era eran", head="er"),
    _row("ir e en io ieron ido ida idos idas iendo ira iran", head="ir"),
)
_PORTUGUESE = (
    _row("_ s es"),
    _row("ao oes aes aos"),
    _row("al ais"),
    _row("el eis"),
    _row("il eis is"),
    _row("m ns"),
    _row("o a os as", after="ic iv os ad id ian ean"),
    _row("es esa eses esas"),
    _row("ar a am ou aram ado ada ados adas ando ava avam ara arao", head="ar"),
    _row("er e em eu eram ido ida idos idas endo era erao", head="er"),
    _row("ir e em iu iram ido ida idos idas indo ira irao", head="ir"),
)
_ITALIAN = (
    _row("o i"),
    _row("a e"),
    _row("io i"),
    _row("_ hi", after="c g"),
    _row("co chi"),
    _row("go ghi"),
    _row("ca che"),
    _row("ga ghe"),
    _row("e i", after="ion ent ant il al ar or av es ud on on ic"),
    _row("o a i e", after="ic an iv os at it ut ari ori"),
    _row("are a ano ato ata ati ate ando era eranno", head="are"),
    _row("ere e ono uto uta uti ute endo", head="ere"),
    _row("ire e isce iscono ito ita iti ite endo", head="ire"),
)
_DUTCH = (
    _row("_ s en e"),
    _row("f ven"),
    _row("s zen"),
    _row("en t de den te ten", head="en"),
)
_SWEDISH = (
    _row("_ s en ens et ets ar ars arna arnas er ers erna ernas"),
    _row("a as an ans or ors orna ornas"),
    _row("e es en ens ar arna"),
    _row("_ n ns r rs rna rnas t ts", after="e i o a"),
)
_RUSSIAN = (
    _row("_ а у ом е ы и ов ам ами ах"),
    _row("ь я ю ем е и ей ям ями ях"),
    _row("й я ю ем е и ев ям ями ях"),
    _row("_ а ы и е у ой ою ам ами ах"),
    _row("_ я и е ю ей ь ям ями ях"),
    _row("ия ии ию ией ий иям иями иях"),
    _row("ие ия ию ием ии ий иям иями иях"),
    _row("ь и ью ей ям ями ях ам ами ах"),
    _row("_ о а у ом е ам ами ах"),
    _row("ый ий ой ая яя ое ее ые ие ого его ому ему ым им ых их ую юю ей ыми ими ом ем"),
    _row("ть л ла ло ли", head="ть"),
)
_HINDI = (
    _row("_ ों ो ें"),
    _row("ा े ों ो"),
    _row("ी ियां ियों ियो"),
    _row("ा ाएं ाओं ाओ"),
    _row("ि ियां ियों"),
    _row("ु ुओं"),
    _row("ू ुओं"),
)
_INDONESIAN = (_row("_ nya lah kah"),)

ROWS = {
    "en": _ENGLISH,
    "fr": _FRENCH,
    "de": _GERMAN,
    "es": _SPANISH,
    "pt": _PORTUGUESE,
    "it": _ITALIAN,
    "nl": _DUTCH,
    "sv": _SWEDISH,
    "ru": _RUSSIAN,
    "hi": _HINDI,
    "id": _INDONESIAN,
    "ms": _INDONESIAN,
}

_MEANS_ELSE_LISTED = """
    arms goods customs forces means news headquarters series species
    training building buildings meeting meetings housing marketing holding holdings bearing
    bearings wedding bedding railing feeling being morning evening during nothing something
    string spring wing king ring income incoming united
    boeing sterling viking
"""
# English words that look like a form of another word and mean something else.
MEANS_ELSE = frozenset(_MEANS_ELSE_LISTED.split())


def in_one_row(one: str, other: str, language: str, shared: int) -> bool:
    """Whether two words whose first ``shared`` letters are the same end in one row of endings.

    Where the shared part is cut is tried up to three letters back: journ|al, journ|aux.
    """
    for cut in range(shared, max(shared - 4, 2), -1):
        beginning, endings = one[:cut], (one[cut:], other[cut:])
        for row in ROWS[language]:
            if row.after and not beginning.endswith(row.after):
                continue
            if row.head is not None and row.head not in endings:
                continue
            if row.endings.issuperset(endings):
                return True
    return False
