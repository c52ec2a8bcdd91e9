"""Times as people say them: every hour of the day, in many phrasings, for getting up, going to bed and working."""

from __future__ import annotations

import pytest

from bot.care.energielezing import WERKDAGEN, andere_dag, begrijp, rondt_af

UREN = "twaalf een twee drie vier vijf zes zeven acht negen tien elf".split()
# The parts of the day that people name with an hour.
DELEN = {
    "nachts": (22, 23, 0, 1, 2, 3, 4, 5),
    "ochtends": (4, 5, 6, 7, 8, 9, 10, 11),
    "middags": (12, 13, 14, 15, 16, 17),
    "avonds": (17, 18, 19, 20, 21, 22, 23, 0),
}
MET_DEEL = (
    "{t} 's {d}",
    "rond {t} s {d}",
    "meestal om {t} ’s {d}",
    "'s {d} om {t}",
    "'s {d} rond {t}, soms later",
    "zo een uur of {k} 's {d}",
    "ik denk {t} 's {d}, want dan ben ik er klaar voor",
)
ZONDER_DEEL = ("{t}", "om {t}", "rond {t}", "een uur of {k}", "uurtje of {k}", "ongeveer {t} denk ik", "om {t}, in de middag doe ik een dutje")
VOLUIT = ("{u:02}:00", "om {u:02}.00 uur", "rond {u:02}:00 uur denk ik")


def gelezen(vraag: str, text: str) -> object:
    return begrijp(vraag, text).get("uur")


@pytest.mark.parametrize("deel", DELEN)
def test_a_named_part_of_the_day_decides(deel: str) -> None:
    """Whole hours and half hours, as a word and as a digit, for getting up and for going to bed; half past is one hour longer awake."""
    for uur in DELEN[deel]:
        woord, cijfer = UREN[uur % 12], str(uur % 12 or 12)
        for zin in MET_DEEL:
            for k in (woord, cijfer):
                text = zin.format(t=f"{k} uur", k=k, d=deel)
                assert (uur, uur) == (gelezen("wakker", text), gelezen("slapen", text)), text
            text = zin.format(t=f"half {UREN[(uur + 1) % 12]}", k=f"half {UREN[(uur + 1) % 12]}", d=deel)
            assert (uur, (uur + 1) % 24) == (gelezen("wakker", text), gelezen("slapen", text)), text


@pytest.mark.parametrize("zin", ZONDER_DEEL)
def test_without_a_part_of_the_day_the_usual_one_counts(zin: str) -> None:
    """Getting up from four o'clock in the morning until three in the afternoon; to bed from six in the evening until five in the night."""
    for uur in range(1, 13):
        text = zin.format(t=f"{UREN[uur % 12]} uur", k=UREN[uur % 12])
        assert (uur + 12 if uur < 4 else uur) == gelezen("wakker", text), text
        assert (uur + 12 if uur >= 6 else uur) % 24 == gelezen("slapen", text), text


@pytest.mark.parametrize("zin", VOLUIT)
def test_a_clock_of_24_hours_is_read_as_it_stands(zin: str) -> None:
    """Also after midnight, and before ten in the morning."""
    for uur in (*range(10), *range(13, 24)):
        text = zin.format(u=uur)
        assert (uur, uur) == (gelezen("wakker", text), gelezen("slapen", text)), text


@pytest.mark.parametrize("text", ["middernacht", "om middernacht", "0 uur", "nul uur", "24 uur", "00:00", "twaalf uur 's nachts", "twaalf uur"])
def test_midnight_by_all_its_names(text: str) -> None:
    """The list of that day ends at 24 hours."""
    assert 0 == gelezen("slapen", text)


@pytest.mark.parametrize(
    ("text", "op", "naar_bed"),
    [
        ("tien voor twaalf", 11, 0),
        ("vijf minuten over half elf", 10, 23),
        ("kwart over tien", 10, 23),
        ("22u30", 22, 23),
        ("om elf uur want ik moet morgen weer vroeg op", 11, 23),
        ("om acht uur, 's avonds ben ik moe", 8, 20),
        ("om acht uur of half negen", 8, 20),
        ("12 uur 's middags", 12, 12),
    ],
)
def test_minutes_and_other_words_around_a_time(text: str, op: int, naar_bed: int) -> None:
    """The list begins at the hour in which one gets up, and ends after the hour in which one goes to bed."""
    assert (op, naar_bed) == (gelezen("wakker", text), gelezen("slapen", text))


@pytest.mark.parametrize(
    ("text", "verwacht"),
    [
        ("van een uur of negen tot een uur of half een", [9, 13]),
        ("van een tot vijf", [13, 17]),
        ("van 8 uur 's avonds tot 6 uur 's ochtends", [20, 6]),
        ("van tien uur 's avonds tot 's ochtends zes uur", [22, 6]),
        ("van elf tot zeven uur 's ochtends", [23, 7]),
        ("van 4 tot 8 uur 's ochtends", [4, 8]),
        ("van zes tot tien uur 's avonds", [18, 22]),
        ("van 9 tot 6 uur 's avonds", [9, 18]),
        ("van tien tot twee uur 's nachts", [22, 2]),
        ("'s ochtends van 9 tot 12", [9, 12]),
        ("'s middags van een uur of een tot vijf uur", [13, 17]),
        ("'s avonds van zeven tot elf", [19, 23]),
        ("'s nachts van 11 tot 7", [23, 7]),
        ("van 09:00 tot 12:30", [9, 13]),
        ("10-14", [10, 14]),
        ("half negen tot half een", [8, 13]),
        ("van 13 tot middernacht", [13, 0]),
        ("tien uur in de voormiddag tot twee uur 's middags", [10, 14]),
    ],
)
def test_working_hours(text: str, verwacht: list[int]) -> None:
    """Day, evening and night; a part of the day with one of the two helps the other."""
    assert {"werkuren": verwacht} == begrijp("werkuren", text)


@pytest.mark.parametrize("voor", ["half{n}", "om half{n}", "rond half{n} denk ik", "half {n}"])
@pytest.mark.parametrize(("uur", "n"), enumerate(UREN[6:12], start=5))
def test_half_an_hour_in_one_word_is_half_past_the_hour_before(voor: str, uur: int, n: str) -> None:
    """ "Halfacht" is half past seven: the list begins at seven."""
    assert {"uur": uur} == begrijp("wakker", voor.format(n=n))


@pytest.mark.parametrize(
    ("vraag", "text", "verwacht"),
    [
        ("wakker", "7 uur, nee ik bedoel 8 uur", 8),
        ("wakker", "om 7u, nee 8u", 8),
        ("wakker", "ik sta om 7 op, nee wacht om 8", 8),
        ("wakker", "half zeven sorry half acht", 7),
        ("slapen", "23 uur. oeps nee, 22 uur", 22),
        ("slapen", "tien uur, of nee, elf uur", 23),
        ("wakker", "7 uur of 8 uur", 7),
        ("wakker", "nee, meestal om 8 uur", 8),
        ("wakker", "7 uur, maar nee echt wakker ben ik pas om 10", 7),
    ],
)
def test_a_time_that_is_taken_back_in_one_breath_does_not_count(vraag: str, text: str, verwacht: int) -> None:
    """The time that comes for it does; without such words it is the first."""
    assert {"uur": verwacht} == begrijp(vraag, text)


@pytest.mark.parametrize(
    ("text", "verwacht"), [("van 9 tot 13, nee ik bedoel tot 14", [9, 14]), ("9 tot 12 nee sorry 10 tot 13", [10, 13]), ("van 9 tot 13", [9, 13])]
)
def test_only_what_is_taken_back_of_the_working_hours_changes(text: str, verwacht: list[int]) -> None:
    """The beginning stays when only another end is named."""
    assert {"werkuren": verwacht} == begrijp("werkuren", text)


@pytest.mark.parametrize(
    ("vraag", "text", "rond"),
    [
        ("werkuren", "van half negen tot half een", True),
        ("werkuren", "van 9 tot halfeen", True),
        ("werkuren", "van 9 tot 13", False),
        ("wakker", "halfacht", True),
        ("wakker", "acht uur, soms half negen", False),
        ("slapen", "kwart voor elf", True),
        ("werkdagen", "maandag half", False),
    ],
)
def test_what_the_list_cannot_hold_is_known(vraag: str, text: str, rond: bool) -> None:
    """Only of the times that count."""
    assert rond is rondt_af(vraag, text)


@pytest.mark.parametrize(
    ("text", "dagen"),
    [
        ("vrijdag wordt zaterdag", ["ma", "di", "wo", "do", "za"]),
        ("maandag moet dinsdag zijn", ["di", "wo", "do", "vr"]),
        ("maandag moest toch zondag zijn", ["di", "wo", "do", "vr", "zo"]),
        ("maandag wordt verplaatst naar zaterdag", ["di", "wo", "do", "vr", "za"]),
        ("maandag is nu zaterdag", ["di", "wo", "do", "vr", "za"]),
        ("maandag naar kantoor, dinsdag thuis", []),
        ("maandag moet ik om 9 uur beginnen en dinsdag om 10", []),
        ("maandag moet ik naar de dokter en dinsdag werk ik", []),
        ("maandag wordt het druk, dinsdag rustig", []),
        ("maandag wordt dinsdag, van 9 tot 12", []),
    ],
)
def test_only_a_day_that_comes_in_the_place_of_another_takes_it_away(text: str, dagen: list[str]) -> None:
    """What is told of two days, or of their hours, takes none of them."""
    assert dagen == andere_dag(text, WERKDAGEN)


@pytest.mark.parametrize(
    ("text", "uren"),
    [
        ("maandag moet ik om 9 uur beginnen en dinsdag om 10", None),
        ("maandag van 9 tot 12, dinsdag van 10 tot 14", [9, 12]),
        ("van maandag 9 uur tot vrijdag 17 uur", [9, 17]),
        ("maandag om 9 begin ik en om 13 ben ik klaar", [9, 13]),
    ],
)
def test_times_of_two_days_are_no_begin_and_end(text: str, uren: list[int] | None) -> None:
    """The hours of the first day that has both count."""
    assert ({} if uren is None else {"werkuren": uren}) == begrijp("werkuren", text)
