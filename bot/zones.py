"""Local times of a zone as instants, where the clocks skip and repeat hours too."""

import unicodedata
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

# Cities that no zone is called by: those of more than two million people and other well-known
# ones, without those whose name two cities of different clocks share.
OTHERS = {
    "Africa/Casablanca": "rabat marrakesh marrakech fes tangier",
    "Africa/Cairo": "alexandria giza",
    "Africa/Johannesburg": "cape_town pretoria durban",
    "Africa/Lagos": "abuja kano ibadan",
    "Africa/Nairobi": "mombasa",
    "Africa/Dar_es_Salaam": "dodoma zanzibar",
    "Africa/Abidjan": "yamoussoukro",
    "Africa/Douala": "yaounde",
    "America/Argentina/Buenos_Aires": "rosario",
    "America/Bogota": "medellin cali cartagena",
    "America/Caracas": "maracaibo",
    "America/Chicago": "houston dallas austin san_antonio minneapolis milwaukee new_orleans"
    " kansas_city st_louis memphis nashville",
    "America/Denver": "salt_lake_city albuquerque",
    "America/Edmonton": "calgary",
    "America/Guayaquil": "quito",
    "America/La_Paz": "santa_cruz_de_la_sierra",
    "America/Los_Angeles": "san_francisco seattle las_vegas san_diego oakland sacramento"
    " palo_alto silicon_valley",
    "America/Mexico_City": "guadalajara puebla",
    "America/New_York": "washington washington_dc boston miami philadelphia atlanta pittsburgh"
    " baltimore cleveland charlotte tampa orlando",
    "America/Sao_Paulo": "rio_de_janeiro rio brasilia belo_horizonte curitiba porto_alegre",
    "America/Toronto": "montreal ottawa quebec",
    "Asia/Baghdad": "basra mosul erbil",
    "Asia/Dhaka": "chittagong chattogram",
    "Asia/Dubai": "abu_dhabi sharjah",
    "Asia/Ho_Chi_Minh": "hanoi saigon da_nang danang haiphong",
    "Asia/Jakarta": "bandung surabaya semarang medan",
    "Asia/Makassar": "denpasar bali",
    "Asia/Jerusalem": "tel_aviv haifa",
    "Asia/Karachi": "lahore islamabad rawalpindi faisalabad peshawar",
    "Asia/Kolkata": "delhi new_delhi mumbai bombay bangalore bengaluru chennai madras hyderabad"
    " pune ahmedabad surat jaipur lucknow",
    "Asia/Kuala_Lumpur": "george_town penang johor_bahru putrajaya",
    "Asia/Manila": "quezon_city cebu davao",
    "Asia/Riyadh": "jeddah mecca medina dammam",
    "Asia/Seoul": "busan incheon daegu daejeon gwangju ulsan sejong",
    "Asia/Shanghai": "beijing peking shenzhen guangzhou canton tianjin wuhan chengdu hangzhou"
    " nanjing xian suzhou qingdao dalian shenyang xiamen ningbo zhengzhou changsha kunming fuzhou"
    " jinan",
    "Asia/Taipei": "kaohsiung taichung tainan hsinchu keelung",
    "Asia/Tehran": "mashhad isfahan shiraz tabriz",
    "Asia/Tokyo": "osaka kyoto sapporo fukuoka nagoya yokohama kobe hiroshima sendai kawasaki"
    " naha okinawa",
    "Asia/Almaty": "astana",
    "Australia/Sydney": "canberra newcastle wollongong",
    "Australia/Brisbane": "gold_coast cairns",
    "Europe/Berlin": "munich hamburg frankfurt cologne stuttgart dusseldorf leipzig dresden bonn"
    " munchen koln",
    "Europe/Brussels": "antwerp ghent",
    "Europe/Amsterdam": "rotterdam the_hague utrecht",
    "Europe/Istanbul": "ankara izmir",
    "Europe/London": "edinburgh glasgow manchester liverpool leeds cardiff bristol",
    "Europe/Kyiv": "kharkiv odesa odessa lviv dnipro",
    "Europe/Madrid": "barcelona valencia seville bilbao",
    "Europe/Moscow": "st_petersburg saint_petersburg",
    "Europe/Paris": "lyon marseille toulouse nice strasbourg",
    "Europe/Rome": "milan naples turin florence venice genoa",
    "Europe/Stockholm": "gothenburg",
    "Europe/Warsaw": "krakow gdansk wroclaw",
    "Europe/Zurich": "geneva basel bern",
    "Europe/Lisbon": "porto",
    "Pacific/Auckland": "wellington christchurch",
}


@lru_cache(maxsize=1_000)
def is_known(name: str) -> bool:
    """Say whether this machine knows a zone of that name."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True


def zone_of(name: str | None) -> ZoneInfo:
    """Give the zone of an IANA name; UTC where none is set, or this machine does not know it.

    A name may have been known where it was set: data of zones gain and lose names.
    """
    return ZoneInfo(name if name and is_known(name) else "UTC")


@lru_cache(maxsize=20_000)  # every look for digests asks for the same days of each channel
def instant(day: date, text: str, zone: ZoneInfo, *, last: bool = False) -> datetime:
    """Give the instant (UTC) of a local time such as "08:00".

    One that the clocks skip is taken right after the gap, at the first valid minute; one that
    comes twice at its first pass, or with ``last`` at its second (PEP 495).
    """
    local = datetime.combine(day, time.fromisoformat(text), tzinfo=zone)
    at = local.replace(fold=int(last)).astimezone(UTC)
    if at.astimezone(zone).replace(tzinfo=None) == local.replace(tzinfo=None):
        return at
    return _after_gap(local, zone)


def _after_gap(local: datetime, zone: ZoneInfo) -> datetime:
    """Give the instant at which the clocks jump over a local time.

    A skipped time does not survive the way to UTC and back. Its two readings (fold 0 and 1) lie
    on either side of the jump, so the jump itself is found between them.
    """
    early, late = sorted(local.replace(fold=fold).astimezone(UTC) for fold in (0, 1))
    offset = early.astimezone(zone).utcoffset()
    while late - early > timedelta(minutes=1):
        middle = early + (late - early) / 2
        if middle.astimezone(zone).utcoffset() == offset:
            early = middle
        else:
            late = middle
    return late.replace(second=0, microsecond=0)


def city_zone(name: str) -> str | None:
    """Give the zone of a city, however it is written: "São Paulo", new_york; None: not known."""
    return _cities().get(plain(name))


def plain(name: str) -> str:
    """Write a name of a city or a zone in small letters, without accents, points and bars."""
    letters = unicodedata.normalize("NFKD", name).casefold()
    bare = "".join(c for c in letters if not unicodedata.combining(c) and c not in ".'’")
    return " ".join(bare.replace("_", " ").replace("-", " ").split())


@lru_cache(maxsize=1)
def _cities() -> dict[str, str]:
    named = {plain(z.rsplit("/", 1)[-1]): z for z in sorted(places(), reverse=True)}
    return named | {plain(city): zone for zone, all_ in OTHERS.items() for city in all_.split()}


@lru_cache(maxsize=1)
def places() -> tuple[str, ...]:
    """Give the names of the zones of the IANA database that are called by places, in order."""
    return tuple(sorted(z for z in available_timezones() if "/" in z and z[:4] != "Etc/"))
