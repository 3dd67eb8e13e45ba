"""Countries and their capitals in English, a word each: at a sentence's start, too, they are names.

Their longer names ("South Korea", "New Zealand") are known by their second capital.
"""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


COUNTRIES = _set(
    "afghanistan albania algeria andorra angola argentina armenia australia austria azerbaijan "
    "bahamas bahrain bangladesh barbados belarus belgium belize benin bhutan bolivia botswana "
    "brazil britain brunei bulgaria burundi cambodia cameroon canada chad chile china colombia "
    "congo croatia cuba cyprus czechia denmark djibouti ecuador egypt eritrea estonia eswatini "
    "ethiopia fiji finland france gabon gambia georgia germany ghana greece greenland grenada "
    "guatemala guinea guyana haiti honduras hungary iceland india indonesia iran iraq ireland "
    "israel italy jamaica japan jordan kazakhstan kenya kiribati korea kosovo kuwait kyrgyzstan "
    "laos latvia lebanon lesotho liberia libya liechtenstein lithuania luxembourg madagascar "
    "malawi malaysia maldives mali malta mauritania mauritius mexico micronesia moldova monaco "
    "mongolia montenegro morocco mozambique myanmar namibia nauru nepal netherlands nicaragua "
    "niger nigeria norway oman pakistan palau palestine panama paraguay peru philippines poland "
    "portugal qatar romania russia rwanda samoa senegal serbia seychelles singapore slovakia "
    "slovenia somalia spain sudan suriname sweden switzerland syria taiwan tajikistan tanzania "
    "thailand togo tonga tunisia turkey türkiye turkmenistan tuvalu uganda ukraine uruguay "
    "uzbekistan vanuatu venezuela vietnam yemen zambia zimbabwe europe scotland wales england"
)
CAPITALS = _set(
    "washington london paris berlin rome madrid lisbon brussels vienna bern copenhagen "
    "stockholm oslo helsinki warsaw prague budapest athens dublin ankara moscow kremlin kyiv "
    "minsk beijing tokyo seoul pyongyang taipei delhi islamabad dhaka bangkok hanoi jakarta "
    "manila canberra wellington ottawa tehran baghdad damascus beirut jerusalem riyadh doha "
    "cairo tripoli khartoum nairobi abuja pretoria brasília bogotá caracas havana lima"
)

# What is said for a country, where the words begin otherwise: its people, its government's seat.
_SAID_FOR = """
netherlands dutch holland hague amsterdam
denmark danish danes copenhagen
france french paris
germany german germans berlin
switzerland swiss bern
greece greek greeks athens
spain spanish spaniards madrid
britain british britons uk england english london
ireland irish dublin
wales welsh
scotland scottish scots
poland polish poles warsaw
finland finnish finns helsinki
sweden swedish swedes stockholm
norway norwegian oslo
turkey turkish türkiye turks ankara
thailand thai thais bangkok
philippines philippine filipino filipinos manila
china chinese beijing
japan japanese tokyo
korea korean koreans seoul pyongyang
taiwan taiwanese taipei
russia russian russians moscow kremlin
ukraine ukrainian ukrainians kyiv
us u.s america american americans washington
iran iranian iranians tehran
iraq iraqi iraqis baghdad
israel israeli israelis jerusalem
syria syrian damascus
lebanon lebanese beirut
egypt egyptian cairo
india indian indians delhi
pakistan pakistani islamabad
vietnam vietnamese hanoi
indonesia indonesian jakarta
malaysia malaysian
peru peruvian lima
mexico mexican
brazil brazilian
canada canadian ottawa
australia australian canberra
italy italian rome
portugal portuguese lisbon
hungary hungarian budapest
czechia czech prague
belgium belgian brussels
austria austrian vienna
argentina argentine argentinian
cyprus cypriot
iceland icelandic
niger nigerien
congo congolese
"""
_TOGETHER = {
    word: tuple(line.split()) for line in _SAID_FOR.strip().splitlines() for word in line.split()
}


def said_for(word: str) -> tuple[str, ...]:
    """Give the words that are said for the country that a folded word is said for, itself too."""
    return _TOGETHER.get(word, (word,))
