import pytest

from bot import zones
from bot.commands import values
from bot.errors import CommandError
from bot.model import Mode


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("08:00", ["08:00"]),
        ("18:30, 8:00", ["08:00", "18:30"]),
        ("8", ["08:00"]),
        ("0:05,00:05", ["00:05"]),
        ("7.15", ["07:15"]),
        ("8am, 6:30 pm", ["08:00", "18:30"]),
        ("12am,12pm", ["00:00", "12:00"]),
        ("noon, 20h", ["12:00", "20:00"]),
        ("Midnight 7h30", ["00:00", "07:30"]),
    ],
)
def test_times_of_day_are_read_in_many_ways(typed, read):
    assert values.times(typed) == read


@pytest.mark.parametrize(
    "typed", ["25:00", "08:60", "soon", "-1:00", "13pm", "0am", "8m", ",", "1,2,3,4,5,6,7"]
)
def test_what_is_no_time_says_how_to_write_one(typed):
    with pytest.raises(CommandError, match=r"08:00"):
        values.times(typed)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("mon-fri", [0, 1, 2, 3, 4]),
        ("fri-mon", [0, 4, 5, 6]),
        ("Thursday, mon", [0, 3]),
        ("daily", [0, 1, 2, 3, 4, 5, 6]),
        ("weekends", [5, 6]),
        ("weekend", [5, 6]),
        ("Weekdays", [0, 1, 2, 3, 4]),
        ("every day", [0, 1, 2, 3, 4, 5, 6]),
        ("every,day", [0, 1, 2, 3, 4, 5, 6]),
        ("mon–wed", [0, 1, 2]),
    ],
)
def test_days_are_read_in_many_ways(typed, read):
    assert values.days(typed) == read


@pytest.mark.parametrize("typed", ["funday", "", "m", "mon-"])
def test_what_is_no_day_says_what_is(typed):
    if typed == "mon-":
        assert values.days(typed) == [0]
        return
    with pytest.raises(CommandError, match=r"mon-fri"):
        values.days(typed)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Asia/Tokyo", "Asia/Tokyo"),
        ("asia/tokyo", "Asia/Tokyo"),
        ("tokyo", "Asia/Tokyo"),
        ("new york", "America/New_York"),
        ("utc", "UTC"),
        ("New York", "America/New_York"),
        ("jst", "Asia/Tokyo"),
        ("CET", "Europe/Berlin"),
        ("ET", "America/New_York"),
        ("Beijing", "Asia/Shanghai"),
        ("San Francisco", "America/Los_Angeles"),
        ("são paulo", "America/Sao_Paulo"),
        ("St. Petersburg", "Europe/Moscow"),
        ("Port-au-Prince", "America/Port-au-Prince"),
        ("buenos aires", "America/Argentina/Buenos_Aires"),
        ("Hsinchu", "Asia/Taipei"),
    ],
)
def test_a_zone_is_known_by_its_name_or_its_city(typed, read):
    assert values.zone(typed) == read


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("EST", r"America/New_York\?"),
        ("GMT", r"UTC or Europe/London\?"),
        ("CST", "Shanghai or America/Chicago"),
    ],
)
def test_an_abbreviation_is_answered_with_the_zones_that_it_may_mean(typed, meant):
    with pytest.raises(CommandError, match=meant):
        values.zone(typed)


def test_a_misspelt_zone_is_answered_with_what_was_meant():
    with pytest.raises(CommandError, match=r"no time zone \*Asia/Tokio\*.*Asia/Tokyo"):
        values.zone("Asia/Tokio")
    with pytest.raises(CommandError, match="Write a name such as Asia/Tokyo"):
        values.zone("Mars/Olympus")


def test_languages_are_tags_and_all_is_none():
    assert values.languages("en, JA,en") == ["en", "ja"]
    assert values.languages("zh-Hant") == ["zh-Hant"]
    assert values.languages("all") == []
    assert values.languages("jp,kr") == ["ja", "ko"]  # as lang:jp is read
    with pytest.raises(CommandError, match=r"no language I know. Did you mean ja\?"):
        values.languages("japanese")
    with pytest.raises(CommandError, match=r"\*klingon\* is no language"):
        values.languages("en,klingon")


def test_choices_and_numbers_name_what_is_allowed():
    assert values.mode("Digest") is Mode.DIGEST
    assert values.publishers("3") == 3
    with pytest.raises(CommandError, match=r"mode is one of alert, digest, not \*loud\*"):
        values.mode("loud")
    with pytest.raises(CommandError, match="from 1 to 20"):
        values.publishers("0")
    with pytest.raises(CommandError, match="from 1 to 20"):
        values.publishers("many")
    for digits in ("9" * 5000, "007" * 20):  # more than Python reads as a number, and more to say
        with pytest.raises(CommandError, match="from 1 to 20") as caught:
            values.publishers(digits)
        assert len(str(caught.value)) < 90


def test_tags_are_words_in_lower_case():
    assert values.tags("Think-Tank, japan; japan") == ["think-tank", "japan"]


def test_quiet_hours_may_be_named_by_noon_and_midnight():
    assert values.span("midnight to noon") == ("00:00", "12:00")
    assert values.span("22h-7h") == ("22:00", "07:00")


def test_each_zone_and_city_that_is_taken_is_one_of_the_database():
    meant = {*values._MEANT.values(), *zones.OTHERS}
    assert meant <= set(values.zones())
    assert not values._MEANT.keys() & values._ABBREVIATED.keys()
