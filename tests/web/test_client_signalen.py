"""Mijn signalen, through a real server on a real SQLite file: what the client reads, and what withdrawing does at the begeleider."""

from __future__ import annotations

import re

from bot.care import signaaldelen, signalenblad
from bot.care.antwoorden import Waarde, bewaar
from bot.care.beurt import Beurt
from bot.care.ontvangst import open_gesprek
from bot.care.signaaldelen import Afspraak
from bot.care.signalen import Check
from bot.models.database import Database
from bot.web.sessions import CLIENT_COOKIE
from tests.people import NOW, add_begeleider, add_client
from tests.web.front import Browser
from tests.web.test_client_kaart import browser
from tests.web.test_client_pagina import cookie
from tests.web.test_signalen import add_check

__all__ = ["browser"]
PAD = "/mijn/signalen"


async def _leest(database: Database, begeleider_id: int, client_id: int) -> list[tuple[str, ...]]:
    return [check.meer for check in (await signalenblad.lees(database, begeleider_id, client_id)).checks]


async def test_a_client_withdraws_one_check_and_takes_that_back(browser: Browser, sqlite_database: Database) -> None:
    """All own checks stand there with picture and words; one is withdrawn at once for the begeleider, undone as it was, and all are withdrawn."""
    anna = await add_begeleider(sqlite_database)
    kees, eva = await add_client(sqlite_database, anna, "Kees Proef"), await add_client(sqlite_database, anna, "Eva Proef")
    browser.session.cookie_jar.update_cookies({CLIENT_COOKIE: await cookie(sqlite_database, kees)})
    assert 'value="signaalcheck">Begin nu' in await (await browser.get(PAD)).text()
    await add_check(sqlite_database, kees, Check(meer=("prikkels",)))
    await add_check(sqlite_database, kees, Check(meer=("fouten", "stemming")), dagen=7, nog="kanarie")
    await add_check(sqlite_database, kees, Check(meer=("verzuim",)), dagen=14, gedeeld=False)
    await add_check(sqlite_database, eva, Check(meer=("geheugen",)), nog="van een ander")
    shown = await (await browser.get(PAD)).text()
    for part in ("Kort ziek thuis", "kanarie", "2 signalen", "1 signaal", "Alleen jij leest dit.", "kan dit lezen."):
        assert part in shown
    assert "van een ander" not in shown
    newest = re.findall(r'name="niets" value="(\d+)"', shown)[0]
    done = await (await browser.post(PAD, data={"niets": newest})).text()
    assert ("niet meer lezen" in done, f'name="alles" value="{newest}">Maak ongedaan' in done) == (True, True)
    assert [("Last van geluid of drukte",)] == await _leest(sqlite_database, anna, kees)
    await browser.post(PAD, data={"alles": newest})
    assert 2 == len(await _leest(sqlite_database, anna, kees))
    await browser.post(PAD, data={"intrekken": "alles"})
    assert [] == await _leest(sqlite_database, anna, kees)
    assert 1 == len(await _leest(sqlite_database, anna, eva))


async def test_own_words_are_shared_and_withdrawn_apart(browser: Browser, sqlite_database: Database) -> None:
    """The begeleider keeps reading the choices; the page says what is read, and undo gives back just that. Without own words nothing is asked."""
    anna = await add_begeleider(sqlite_database)
    kees = await add_client(sqlite_database, anna, "Kees Proef")
    browser.session.cookie_jar.update_cookies({CLIENT_COOKIE: await cookie(sqlite_database, kees)})
    await add_check(sqlite_database, kees, Check(meer=("fouten",)), nog="kanarie")
    await add_check(sqlite_database, kees, Check(), gedeeld=False, dagen=7)
    zonder, met = await signalenblad.eigen(sqlite_database, kees)

    async def gelezen() -> list[list[str]]:
        return [[een.woorden for een in check.woorden] for check in (await signalenblad.lees(sqlite_database, anna, kees)).checks]

    assert [["kanarie"]] == await gelezen()
    done = await (await browser.post(PAD, data={"keuzes": str(met.id)})).text()
    assert ("kan deze check nu lezen, zonder je eigen woorden." in done, 'name="alles"' in done, "kanarie" in done) == (True, True, True)
    assert [[]] == await gelezen()
    await browser.post(PAD, data={"alles": str(met.id)})
    assert [["kanarie"]] == await gelezen()
    done = await (await browser.post(PAD, data={"keuzes": str(zonder.id)})).text()
    assert "Anna Proef kan deze check nu lezen.</p>" in done
    assert [[], ["kanarie"]] == await gelezen()


async def test_a_check_of_somebody_else_cannot_be_shared(browser: Browser, sqlite_database: Database) -> None:
    """The same page as for a check that does not exist; nothing changes."""
    anna = await add_begeleider(sqlite_database)
    kees, eva = await add_client(sqlite_database, anna, "Kees Proef"), await add_client(sqlite_database, anna, "Eva Proef")
    await add_check(sqlite_database, eva, Check(meer=("geheugen",)), gedeeld=False)
    (other,) = await signalenblad.eigen(sqlite_database, eva)
    browser.session.cookie_jar.update_cookies({CLIENT_COOKIE: await cookie(sqlite_database, kees)})
    for form in ({"alles": str(other.id)}, {"keuzes": "999999"}, {"niets": str(other.id)}, {"keuzes": "x"}, {}):
        assert 404 == (await browser.post(PAD, data=form)).status
    assert [] == await _leest(sqlite_database, anna, eva)


async def test_whether_new_checks_are_shared_is_read_and_changed_here(browser: Browser, sqlite_database: Database) -> None:
    """With a button for what it is not now; at once, and said. Before the first check it says when it is asked; nonsense changes nothing."""
    kees = await add_client(sqlite_database, await add_begeleider(sqlite_database), "Kees Proef")
    browser.session.cookie_jar.update_cookies({CLIENT_COOKIE: await cookie(sqlite_database, kees)})
    shown = await (await browser.get(PAD)).text()
    assert ("In je eerste check kies je" in shown, "Je nieuwe checks" in shown) == (True, False)
    assert 404 == (await browser.post(PAD, data={"nieuw": "niets"})).status
    async with sqlite_database.begin(client_id=kees) as session:
        beurt = Beurt(session, await open_gesprek(session, kees, NOW, lock=False), kees, "", 1, NOW)
        for vraag in ("lezen", "lezen_woorden", "melden"):
            await bewaar(beurt, "signaalcheck", vraag, "ja", Waarde("keuze", ("ja",)))
    await add_check(sqlite_database, kees, Check(meer=("prikkels",)), nog="kanarie")
    shown = await (await browser.get(PAD)).text()
    for part in (
        "Anna Proef leest je nieuwe checks, ook je eigen woorden.",
        "In dat bericht staat ook waarom, met je eigen woorden.",
        'name="nieuw" value="niets"',
    ):
        assert part in shown
    assert "in de check zelf" not in shown
    done = await (await browser.post(PAD, data={"nieuw": "niets"})).text()
    assert 2 == done.count("Nieuwe checks lees alleen jij.")
    for part in ("Je deelt nog wel eerdere checks.", 'name="nieuw" value="alles"', "In dat bericht staat alleen dat er meer is dan gewoon."):
        assert part in done
    done = await (await browser.post(PAD, data={"bericht": "nee"})).text()
    assert 2 == done.count("Ik stuur Anna Proef geen bericht als er meer is dan gewoon.")
    done = await (await browser.post(PAD, data={"nieuw": "keuzes"})).text()
    assert "Anna Proef leest je nieuwe checks, zonder je eigen woorden." in done
    for form in ({"nieuw": "x"}, {"bericht": "misschien"}):
        assert 404 == (await browser.post(PAD, data=form)).status
    assert Afspraak("keuzes", False) == await signaaldelen.afspraak(sqlite_database, kees)
