"""Links that work once, and the people they are for."""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from bot.care import toegang
from bot.care.invoer import OngeldigeInvoer
from bot.care.toegang import (
    LINK_VALID,
    RETRY_WINDOW,
    BegeleiderOnbekend,
    ToegangGeweigerd,
    enroll_begeleider,
    find_begeleider,
    invite,
    invite_by_name,
    link,
    new_begeleider,
    new_client,
    open_until,
    qr_svg,
    redeem,
)
from bot.care.wachtzin import new_wachtzin, verify_wachtzin
from bot.models.crypto import MasterKey
from bot.models.database import Database
from bot.models.gegevens_tables import Inzage
from bot.settings import Settings
from tests.people import NOW, WACHTZIN, add_begeleider, add_client, add_organisatie, client_names

SECOND = timedelta(seconds=1)


@pytest.fixture
async def client_id(database: Database) -> int:
    return await add_client(database, await add_begeleider(database))


async def _refusal(database: Database, token: str, device: str | None, now=NOW) -> str:
    with pytest.raises(ToegangGeweigerd) as refused:
        await redeem(database, token, device, now=now)
    return refused.value.reason


async def test_a_link_lets_its_client_in_once(database: Database, client_id: int) -> None:
    """The first device gets in; another device, later, does not."""
    token = await invite(database, client_id, now=NOW)
    assert client_id == await redeem(database, token, "first", now=NOW)
    assert await _refusal(database, token, "second", NOW + SECOND) == "gebruikt"


async def test_a_lost_reply_does_not_lock_a_client_out(database: Database, client_id: int) -> None:
    """The same device may send the same token again for a quarter of an hour, and not longer."""
    token = await invite(database, client_id, now=NOW)
    await redeem(database, token, "first", now=NOW)
    assert client_id == await redeem(database, token, "first", now=NOW + RETRY_WINDOW)
    assert await _refusal(database, token, "first", NOW + RETRY_WINDOW + SECOND) == "gebruikt"


async def test_without_a_device_there_is_no_second_time(database: Database, client_id: int) -> None:
    """Two nameless devices are not the same device."""
    token = await invite(database, client_id, now=NOW)
    await redeem(database, token, None, now=NOW)
    assert await _refusal(database, token, None, NOW) == "gebruikt"
    assert await _refusal(database, token, "", NOW) == "gebruikt"


async def test_a_retry_may_come_after_the_link_would_have_expired(database: Database, client_id: int) -> None:
    """Who got in just before the end keeps the quarter of an hour."""
    token = await invite(database, client_id, now=NOW)
    last = NOW + LINK_VALID - SECOND
    await redeem(database, token, "first", now=last)
    assert client_id == await redeem(database, token, "first", now=last + 2 * SECOND)


async def test_an_expired_and_an_unknown_link_are_refused(database: Database, client_id: int) -> None:
    """Fourteen days, not a moment more; a token nobody made opens nothing."""
    token = await invite(database, client_id, now=NOW)
    assert await _refusal(database, token, "first", NOW + LINK_VALID) == "verlopen"
    assert await _refusal(database, token[:-1] + ("A" if token[-1] != "A" else "B"), "first", NOW) == "onbekend"
    assert await _refusal(database, "", "first", NOW) == "onbekend"


async def test_of_twenty_devices_at_once_exactly_one_gets_in(database: Database, database_url: str, master_key: MasterKey, client_id: int) -> None:
    """The race is decided by the database: two pools of connections, as two front processes would have."""
    token = await invite(database, client_id, now=NOW)
    other = Database(database_url, master_key)

    async def attempt(number: int) -> str:
        try:
            return str(await redeem((database, other)[number % 2], token, f"device {number}", now=NOW))
        except ToegangGeweigerd as refused:
            return refused.reason

    try:
        outcomes = Counter(await asyncio.gather(*(attempt(number) for number in range(20))))
    finally:
        await other.close()
    assert {str(client_id): 1, "gebruikt": 19} == outcomes


async def test_the_database_holds_no_token_and_no_name(database: Database, client_id: int) -> None:
    """What is stored cannot be read or used by who copies the tables."""
    await new_client(database, (await find_begeleider(database, "anna@proef.example")).id, "Kanarie Naam", "06 00000000", now=NOW)
    token = await invite(database, client_id, now=NOW)
    await redeem(database, token, "device-canary", now=NOW)
    stored = b""
    async with database.engine.connect() as connection:
        for table in ("toegang", "client", "begeleider"):
            for row in await connection.execute(text(f"SELECT * FROM {table}")):
                stored += b"|".join(bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode() for value in row)
    for canary in (token, "device-canary", "Kanarie", "00000000", "anna@proef", "Anna"):
        assert canary.encode() not in stored


async def test_tokens_carry_128_bits_and_differ(database: Database, client_id: int) -> None:
    """22 characters of base64: sixteen random bytes."""
    tokens = {await invite(database, client_id, now=NOW) for _ in range(20)}
    assert len(tokens) == 20
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{22}", token) for token in tokens)


async def test_an_open_link_is_open_for_its_own_client_only(database: Database, client_id: int) -> None:
    """The page that shows a link asks this, so it must not answer for another client, after use or after the end."""
    token = await invite(database, client_id, now=NOW)
    assert NOW + LINK_VALID == await open_until(database, client_id, token, now=NOW)
    assert await open_until(database, client_id + 1, token, now=NOW) is None
    assert await open_until(database, client_id, token, now=NOW + LINK_VALID) is None
    await redeem(database, token, "first", now=NOW)
    assert await open_until(database, client_id, token, now=NOW) is None


def test_the_token_stands_in_the_fragment() -> None:
    """Browsers never send a fragment, so the token reaches no log of any server between."""
    assert link(Settings(public_url="https://werkmaat.example"), "tok_en") == "https://werkmaat.example/gesprek#tok_en"


def test_a_qr_code_has_a_name_for_who_cannot_see_it() -> None:
    """Role and title make a screen reader say what it is; nothing in it needs an inline style, which our CSP forbids."""
    svg = qr_svg("https://werkmaat.example/gesprek#abc", title="QR-code van de link")
    assert svg.startswith('<svg role="img" ')
    assert "<title>QR-code van de link</title>" in svg
    assert "style=" not in svg


async def test_every_client_has_a_key_of_its_own(database: Database) -> None:
    """Erasing the key of one client must leave all others readable."""
    begeleider_id = await add_begeleider(database)
    await add_client(database, begeleider_id, "Een")
    await add_client(database, begeleider_id, "Twee")
    async with database.engine.connect() as connection:
        keys = (await connection.execute(text("SELECT sleutel_id FROM client UNION ALL SELECT sleutel_id FROM organisatie"))).scalars().all()
    assert len(keys) == len(set(keys)) == 3


@pytest.mark.parametrize(
    ("naam", "telefoon", "veld", "reden"),
    [
        ("", None, "naam", "leeg"),
        (" \t\n", None, "naam", "leeg"),
        ("a" * 101, None, "naam", "te_lang"),
        ("Jan\x00", None, "naam", "vorm"),
        ("Jan\x1b[2J", None, "naam", "vorm"),
        ("Jan", "bel me maar", "telefoon", "vorm"),
        ("Jan", "1" * 40, "telefoon", "vorm"),
        ("Jan", "0612345678901234567890", "telefoon", "vorm"),
        ("Jan", "+31 6 1234 5678 9012 3", "telefoon", "vorm"),
    ],
)
async def test_a_name_or_number_that_cannot_be_is_refused(sqlite_database: Database, naam: str, telefoon: str | None, veld: str, reden: str) -> None:
    """The error says which field and why, and nothing is stored."""
    begeleider_id = await add_begeleider(sqlite_database)
    with pytest.raises(OngeldigeInvoer) as refused:
        await new_client(sqlite_database, begeleider_id, naam, telefoon, now=NOW)
    assert (veld, reden) == (refused.value.veld, refused.value.reden)
    assert await client_names(sqlite_database) == []


async def test_names_of_all_kinds_are_kept(database: Database) -> None:
    """Accents, other scripts, quotes and the longest name come back as typed; double spaces become one."""
    begeleider_id = await add_begeleider(database)
    for naam in ("Zoë 't Hoen-Ávila", "عمر", "<b>Jan</b>", "a" * 100, "  Jan   de  Vries "):
        await add_client(database, begeleider_id, naam)
    assert ["Zoë 't Hoen-Ávila", "عمر", "<b>Jan</b>", "a" * 100, "Jan de Vries"] == await client_names(database)


@pytest.mark.parametrize(
    "email", ["", "anna", "anna@", "@proef.nl", "anna@proef", "a b@proef.nl", "a@b@proef.nl", "anna@-.nl", "a" * 250 + "@proef.nl"]
)
async def test_an_address_that_cannot_be_is_refused(sqlite_database: Database, email: str) -> None:
    """A begeleider is found by this address, so it must at least look like one."""
    organisatie_id = await add_organisatie(sqlite_database)
    with pytest.raises(OngeldigeInvoer) as refused:
        await new_begeleider(sqlite_database, organisatie_id, "Anna", email, WACHTZIN, now=NOW)
    assert refused.value.veld == "email"


async def test_an_address_belongs_to_one_begeleider_whatever_its_capitals(database: Database) -> None:
    """Found in any case, refused a second time in any case."""
    begeleider_id = await add_begeleider(database, "Anna@Proef.example")
    assert (await find_begeleider(database, " anna@proef.EXAMPLE ")).id == begeleider_id
    assert await find_begeleider(database, "anne@proef.example") is None
    with pytest.raises(OngeldigeInvoer) as refused:
        await add_begeleider(database, "ANNA@proef.example")
    assert ("email", "bestaat") == (refused.value.veld, refused.value.reden)


async def test_a_short_passphrase_is_refused(sqlite_database: Database) -> None:
    """Twelve characters at least."""
    organisatie_id = await add_organisatie(sqlite_database)
    with pytest.raises(OngeldigeInvoer) as refused:
        await new_begeleider(sqlite_database, organisatie_id, "Anna", "anna@proef.example", "kort", now=NOW)
    assert ("wachtzin", "te_kort") == (refused.value.veld, refused.value.reden)


def test_generated_passphrases_can_be_read_out_and_differ() -> None:
    """Four groups of three syllables, 75 bits."""
    made = {new_wachtzin() for _ in range(200)}
    assert len(made) == 200
    assert all(re.fullmatch(r"([bdfghjkmnprstvwz][aeiou]){3}(-([bdfghjkmnprstvwz][aeiou]){3}){3}", wachtzin) for wachtzin in made)


async def test_inviting_by_name_again_keeps_one_client_and_stands_in_the_log(database: Database) -> None:
    """Same name, same begeleider: the same client, with a fresh link; who looked says both times that it was the beheerder."""
    await add_begeleider(database)
    settings = Settings()
    first, second = [await invite_by_name(database, settings, naam, "anna@proef.example", NOW) for naam in ("Kees Proef", "kees  proef")]
    assert first != second
    assert await redeem(database, first.split("#")[1], None, now=NOW) == await redeem(database, second.split("#")[1], None, now=NOW)
    assert await client_names(database) == ["Kees Proef"]
    async with database.read() as session:
        rows = list(await session.scalars(select(Inzage).order_by(Inzage.id)))
    assert [("beheerder", "opdracht", "inschrijving"), ("beheerder", "opdracht", "link")] == [(row.wie, row.plek, row.soort) for row in rows]


async def test_inviting_by_name_never_takes_the_client_of_somebody_else(database: Database) -> None:
    """Two begeleiders with a client of the same name have two clients."""
    organisatie_id = await add_organisatie(database)
    for email in ("anna@proef.example", "bram@proef.example"):
        await add_begeleider(database, email, organisatie_id=organisatie_id)
        await invite_by_name(database, Settings(), "Kees", email, NOW)
    assert await client_names(database) == ["Kees", "Kees"]


async def test_inviting_for_an_unknown_begeleider_says_what_to_do(database: Database) -> None:
    """No begeleider appears by a typing error, on a database in use nor on an empty one."""
    with pytest.raises(BegeleiderOnbekend, match="werkmaat begeleider"):
        await invite_by_name(database, Settings(), "Kees", "onbekend@proef.example", NOW)
    await add_begeleider(database)
    with pytest.raises(BegeleiderOnbekend, match="werkmaat begeleider"):
        await invite_by_name(database, Settings(), "Kees", "onbekend@proef.example", NOW)
    assert await client_names(database) == []


async def test_a_refused_begeleider_leaves_no_organisatie_behind(database: Database) -> None:
    """All or nothing; and who is added to a known organisatie does not make a second one."""
    await enroll_begeleider(database, "Een", "Anna", "anna@proef.example", now=NOW)
    with pytest.raises(OngeldigeInvoer):
        await enroll_begeleider(database, "Twee", "Anna", "anna@proef.example", now=NOW)
    await enroll_begeleider(database, "Een", "Bram", "bram@proef.example", now=NOW)
    async with database.engine.connect() as connection:
        assert (await connection.execute(text("SELECT naam FROM organisatie"))).scalars().all() == ["Een"]


async def test_who_forgot_the_passphrase_gets_a_new_one_and_is_logged_out(database: Database) -> None:
    """The old passphrase and every open session end with it; an unknown address is told so."""
    old = await toegang.enroll_begeleider(database, "Praktijk", "Bea", "bea@praktijk.example", now=NOW)
    new = await toegang.renew_wachtzin(database, "bea@praktijk.example")
    found = await toegang.find_begeleider(database, "bea@praktijk.example")
    assert found is not None
    assert (False, True) == (verify_wachtzin(found.password_hash, old), verify_wachtzin(found.password_hash, new))
    with pytest.raises(toegang.BegeleiderOnbekend):
        await toegang.renew_wachtzin(database, "niemand@praktijk.example")


async def test_one_form_makes_one_client_and_one_link(database: Database) -> None:
    """Also sent four times at once; other content, another form or another begeleider is another client, and nobody can reckon the link out."""
    anna, bram = [await add_begeleider(database, f"{naam}@proef.example") for naam in ("anna", "bram")]
    form = "5b0f3bd6-2f0c-4d4e-9f1c-0a1b2c3d4e5f"
    made = await asyncio.gather(*(toegang.enroll_client(database, anna, "Kees", None, formulier=form, now=NOW) for _ in range(4)))
    assert 1 == len(set(made))
    client_id, token = made[0]
    assert client_id == await toegang.redeem(database, token, "device", now=NOW)
    others = [
        await toegang.enroll_client(database, anna, "Kees", "06 12345678", formulier=form, toch=True, now=NOW),
        await toegang.enroll_client(database, anna, "Noor", None, formulier=form, now=NOW),
        await toegang.enroll_client(database, bram, "Kees", None, formulier=form, now=NOW),
    ]
    assert 4 == len({client_id, *(one for one, _ in others)}) == len({token, *(one for _, one in others)})
    with pytest.raises(toegang.NaamBestaat):
        await toegang.enroll_client(database, anna, " KEES ", None, formulier=form[::-1], now=NOW)
