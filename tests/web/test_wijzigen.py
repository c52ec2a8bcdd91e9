"""Changing what a client is called and how to reach them, through a real server on a real SQLite file."""

from __future__ import annotations

import re

from sqlalchemy import select

from bot.models.database import Database
from bot.models.tables import Client
from tests.people import add_begeleider, add_client, client_names
from tests.web.test_begeleider import Browser, Practice, page, practice, session_of, site

__all__ = ["practice", "site"]


async def test_a_begeleider_changes_name_and_number_of_an_own_client(site: Browser, sqlite_database: Database, practice: Practice) -> None:
    """Both are new on the page; what is wrong stands beside its field with what was typed and changes nothing; a colleague's form is not found."""
    address = f"/begeleider/clienten/{practice.kees}"
    stranger = await session_of(sqlite_database, begeleider_id=practice.bram)
    refused = await site.post(f"{address}/gegevens", data={"naam": "Gekaapt", "telefoon": ""}, cookies=stranger, allow_redirects=False)
    assert (404, ["Kanarienaam"]) == (refused.status, await client_names(sqlite_database))
    site.session.cookie_jar.clear()
    site.session.cookie_jar.update_cookies(await session_of(sqlite_database, begeleider_id=practice.anna))
    wrong = await site.post(f"{address}/gegevens", data={"naam": " ", "telefoon": "bel <maar>"})
    shown = await wrong.text()
    assert (422, ["Kanarienaam"]) == (wrong.status, await client_names(sqlite_database))
    assert re.search(
        r'<details[^>]* id="gegevens" open>.*id="naam-fout">Vul een naam in\..*id="telefoon-fout">Dit is geen telefoon', shown, re.DOTALL
    )
    assert 'value="bel &lt;maar&gt;"' in shown
    done = await site.post(f"{address}/gegevens", data={"naam": " Kees  Nieuw ", "telefoon": "06 11223344"})
    shown = await page(done)
    assert (200, ["Kees Nieuw"]) == (done.status, await client_names(sqlite_database))
    assert "Dat is veranderd." in shown
    assert 'href="tel:0611223344"' in shown
    assert "06 99887766" not in shown


async def test_a_name_that_another_own_client_has_is_asked_about(site: Browser, sqlite_database: Database) -> None:
    """As when inviting: nothing is changed until one says so; the own name in other capitals, or a colleague's client, is no question."""
    anna = await add_begeleider(sqlite_database)
    kees, noor = [await add_client(sqlite_database, anna, naam) for naam in ("Kees Proef", "Noor Proef")]
    await add_client(sqlite_database, await add_begeleider(sqlite_database, "bram@elders.example"), "Jan Proef")
    site.session.cookie_jar.update_cookies(await session_of(sqlite_database, begeleider_id=anna))
    address = f"/begeleider/clienten/{noor}/gegevens"
    asked = await site.post(address, data={"naam": "kees  proef", "telefoon": "06 11223344"})
    shown = await page(asked)
    expected = f'Je hebt al een cliënt met de naam <a href="/begeleider/clienten/{kees}">'
    assert (409, True, True) == (asked.status, expected in shown, 'value="06 11223344"' in shown)
    assert ["Kees Proef", "Noor Proef", "Jan Proef"] == await client_names(sqlite_database)
    await site.post(address, data={"naam": "kees proef", "telefoon": "", "toch": "1"})
    for naam in ("KEES PROEF", "Jan Proef"):
        assert 200 == (await site.post(address, data={"naam": naam, "telefoon": ""})).status
    assert ["Kees Proef", "Jan Proef", "Jan Proef"] == await client_names(sqlite_database)


async def test_what_was_not_touched_keeps_what_another_window_made_of_it(site: Browser, sqlite_database: Database, practice: Practice) -> None:
    """A new name on an older page does not bring the old number back; also after an error beside a field."""
    address = f"/begeleider/clienten/{practice.kees}/gegevens"
    site.session.cookie_jar.update_cookies(await session_of(sqlite_database, begeleider_id=practice.anna))
    old = {"was_naam": "Kanarienaam", "was_telefoon": "06 99887766"}
    await site.post(address, data={**old, "naam": "Kanarienaam", "telefoon": "06 11223344"})
    wrong = await site.post(address, data={**old, "naam": " ", "telefoon": "06 99887766"})
    assert 'name="was_telefoon" value="06 99887766"' in await page(wrong)
    shown = await page(await site.post(address, data={**old, "naam": "Kees Nieuw", "telefoon": "06 99887766"}))
    assert ["Kees Nieuw"] == await client_names(sqlite_database)
    assert 'href="tel:0611223344"' in shown
    await site.post(address, data={"was_naam": "Kees Nieuw", "was_telefoon": "06 11223344", "naam": "Kees Nieuw", "telefoon": ""})
    async with sqlite_database.read() as session:
        assert await session.scalar(select(Client.telefoon).where(Client.id == practice.kees)) is None
