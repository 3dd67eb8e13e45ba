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
