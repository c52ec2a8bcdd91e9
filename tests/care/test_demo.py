"""Demo data: labelled, complete, and never among real people."""

from __future__ import annotations

from bot.care import caseload, demo
from bot.care.toegang import find_begeleider, redeem
from bot.care.wachtzin import verify_wachtzin
from bot.models.database import Database
from bot.settings import Settings
from tests.people import NOW, add_begeleider, client_names

SETTINGS = Settings(public_url="https://werkmaat.example")


async def test_an_empty_database_gets_people_whose_names_say_demo(database: Database) -> None:
    """Three clients and a begeleider, every name labelled; the links lead to the client's page, the begeleider and the werkgever."""
    links = await demo.fill(database, SETTINGS, now=NOW)
    names = await client_names(database)
    begeleider = await find_begeleider(database, links.email)
    profiel = await caseload.profiel(database, begeleider.id)
    assert len(names) == 3
    assert all("(demo)" in naam for naam in (*names, profiel.naam))
    assert profiel.is_demo
    assert verify_wachtzin(begeleider.password_hash, links.wachtzin)
    assert links.client.startswith("https://werkmaat.example/gesprek#")
    assert ("https://werkmaat.example/begeleider", "https://werkmaat.example/werkgever") == (links.begeleider, links.werkgever)


async def test_the_demo_shows_a_shared_summary_and_a_call_to_make(database: Database) -> None:
    """One client shared part of the summary and waits to be called back; what was not shared stays away."""
    links = await demo.fill(database, SETTINGS, now=NOW)
    begeleider = await find_begeleider(database, links.email)
    first = (await caseload.clienten(database, begeleider.id, now=NOW))[0]
    dossier = await caseload.dossier(database, begeleider.id, first.id)
    assert {"terugbellen": 1} == first.ongelezen
    assert first.nieuw_gedeeld
    assert len(dossier.samenvattingen[0].regels) == 9
    assert all(bron.woorden and bron.datum < NOW for regel in dossier.samenvattingen[0].regels for bron in regel.bronnen)


async def test_every_start_gives_a_usable_link_for_the_same_client(database: Database) -> None:
    """A second start adds nobody, and both links still open."""
    tokens = [(await demo.fill(database, SETTINGS, now=NOW)).client.split("#")[1] for _ in range(2)]
    assert len({await redeem(database, token, None, now=NOW) for token in tokens}) == 1
    assert len(await client_names(database)) == 3


async def test_real_people_are_left_alone(database: Database) -> None:
    """With a real organisatie in the database nothing is added, also when a demo was there before."""
    await demo.fill(database, SETTINGS, now=NOW)
    await add_begeleider(database)
    assert await demo.fill(database, SETTINGS, now=NOW) is None
    assert len(await client_names(database)) == 3
