"""That it was meant otherwise, said in the rest after danger: what it asks is done, and its words go with the melding when the client reads so."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy import select

from bot.care import aanvulling, meldingen
from bot.models.meldingen_tables import MeldingStap
from bot.models.tables import Client, Melding
from tests.dialogen.conftest import Opstelling
from tests.dialogen.toneel import Toneel, gezegd

BijVraag = Callable[[str], Awaitable[Opstelling]]
ROOD = "ik wil niet meer leven, vanavond maak ik er een eind aan"
ANDERS = "dat bedoelde ik niet zo"


async def _stappen(client: Toneel) -> list[str]:
    async with client.database.read() as session:
        return list(await session.scalars(select(MeldingStap.soort).order_by(MeldingStap.id)))


async def _woorden(client: Toneel) -> str:
    ((_, woorden),) = await client.meldingen()
    return woorden or ""


@pytest.mark.parametrize(
    ("woorden", "plaats", "verzoeken"),
    [
        ("ik bedoelde het niet zo, kan Anna mij bellen", "veiligheid:rust", [("terugbellen", "kan Anna mij bellen")]),
        ("het was niet zo bedoeld kan mijn begeleider mij bellen?", "veiligheid:rust", [("terugbellen", "kan mijn begeleider mij bellen")]),
        ("ik bedoel met mijn begeleider praten", "veiligheid:contact", []),
        ("vals alarm, ik wil mijn begeleider spreken", "veiligheid:contact", []),
        ("ik bedoel stoppen", "wissel", []),  # whether to stop is asked
        ("dat was een grapje. pauze", "rust", []),
        ("ik bedoelde het niet zo, ik wil niet dat Anna mij belt", "veiligheid:rust", []),
        ("dat was een grapje, verder", "veiligheid:rust", []),
    ],
)
async def test_what_is_asked_beside_it_is_done(bij_vraag: BijVraag, woorden: str, plaats: str, verzoeken: list[tuple[str, str]]) -> None:
    """A call, the begeleider, a pause; the words go with the melding all the same. Only a message of its own goes on with the questions."""
    client = (await bij_vraag("taken")).toneel
    await client.typt(ROOD)
    reply = await client.typt(woorden)
    assert (plaats, verzoeken) == (await client.plaats(), await client.verzoeken())
    assert (True, True) == ("zet je woorden bij" in gezegd(reply), woorden in await _woorden(client))


async def test_added_words_are_a_step_in_the_log(bij_vraag: BijVraag) -> None:
    """Who opens the melding reads there that something was said later."""
    client = (await bij_vraag("taken")).toneel
    await client.typt(ROOD)
    await client.typt(ANDERS)
    assert ["aangevuld"] == await _stappen(client)


async def test_the_same_words_are_added_once(bij_vraag: BijVraag) -> None:
    """Said again, they stand there already, and the client reads that."""
    client = (await bij_vraag("taken")).toneel
    await client.typt(ROOD)
    await client.typt(ANDERS)
    eerst = await _woorden(client)
    reply = await client.typt(ANDERS)
    assert (eerst, ["aangevuld"], True) == (await _woorden(client), await _stappen(client), "staan al bij" in gezegd(reply))


async def test_a_melding_does_not_grow_without_end(bij_vraag: BijVraag) -> None:
    """After some times nothing is added, and the client does not read that it is."""
    client = (await bij_vraag("taken")).toneel
    await client.typt(ROOD)
    for keer in range(aanvulling.MEEST):
        await client.typt(f"{ANDERS}, {keer}")
    vol = await _woorden(client)
    reply = await client.typt(f"{ANDERS}, weer")
    assert (vol, aanvulling.MEEST) == (await _woorden(client), len(await _stappen(client)))
    assert (True, False) == ("komt daar niet meer bij" in gezegd(reply), "zet je woorden bij" in gezegd(reply))


async def test_nothing_is_added_to_what_is_closed(bij_vraag: BijVraag) -> None:
    """Nobody looks at a closed melding: the client reads so, and the choices lead to the begeleider."""
    client = (await bij_vraag("taken")).toneel
    await client.typt(ROOD)
    async with client.database.read() as session:
        nummer, anna = (await session.execute(select(Melding.id, Client.begeleider_id).join(Client, Client.id == Melding.client_id))).one()
    await meldingen.sluit(client.database, anna, nummer, "gebeld, het gaat goed", now=client.nu)
    reply = await client.typt(ANDERS)
    assert (ROOD, False) == (await _woorden(client), "aangevuld" in await _stappen(client))
    assert (True, ["begeleider", "pauze", "verder"]) == ("al afgehandeld" in gezegd(reply), [choice["id"] for choice in reply[-1]["choices"]])
