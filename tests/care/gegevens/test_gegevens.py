"""Mijn gegevens: the list of tables is whole, the download is complete, erased is gone. With canaries in every encrypted column."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from sqlalchemy import inspect, select, text, update

from bot.care import caseload, inzage, klaarzetten, signalen
from bot.care.gegevens import bewaren, delen
from bot.care.gegevens.overzicht import OVERIG, TECHNIEK, overzicht
from bot.care.gegevens.profiel import ClientOnbekend
from bot.care.gegevens.register import tabellen, zonder_client
from bot.care.gegevens.uitvoer import schema, uitvoer
from bot.care.gegevens.wissen import NogMelding, wis
from bot.care.inzage import CLIENT, Kijker
from bot.care.signaalarchief import als_json
from bot.care.signaallezing import labels
from bot.care.signalen import Check, Reden, Uitslag
from bot.models.bericht_tables import Klaargezet
from bot.models.database import Database
from bot.models.gegevens_tables import Inzage, Wissing
from bot.models.instelling_tables import Herinnering
from bot.models.signaal_tables import SignaalCheck
from bot.models.tables import Antwoord, Base, Bericht, Gesprek, Melding, Organisatie, SamenvattingRegel, Sessie, Sleutel
from bot.settings import PROJECT
from tests.care.gegevens.vulling import over, versleuteld, vul
from tests.people import NOW, add_begeleider, add_client, add_samenvatting

SCHEMA = PROJECT / "docs" / "gegevens-uitvoer.schema.json"


async def bestand(database: Database, client_id: int) -> str:
    return "".join([piece async for piece in uitvoer(database, client_id, now=NOW)])


async def test_every_table_is_decided_about(database: Database) -> None:
    """A table of the database holds data of clients and is in view, download and erasure, or is named as holding none: never both or neither."""
    async with database.engine.connect() as connection:
        present = set(await connection.run_sync(lambda sync: inspect(sync).get_table_names()))
    listed, others = {one.naam for one in tabellen()}, set(zonder_client())
    assert set() == listed & others
    assert present == listed | others


def _leads_to_client() -> Iterator[str]:
    """The tables from which foreign keys or a column client_id lead to a client."""
    reached = {"client"}
    while True:
        more = {
            table.name
            for table in Base.metadata.tables.values()
            if table.name not in reached
            and ("client_id" in table.columns or any(key.column.table.name in reached for column in table.columns for key in column.foreign_keys))
        }
        if not more:
            return iter(sorted(reached))
        reached |= more


def test_whatever_leads_to_a_client_is_listed() -> None:
    """Nobody can declare a table with a client_id, or one that hangs on such a table, to be about nobody."""
    assert [] == [naam for naam in _leads_to_client() if naam in zonder_client()]


def test_every_part_is_shown() -> None:
    """A table has a part of the page; one without a part of its own says what its columns are called."""
    known = {"ik", "delen", "antwoorden", "gesprek", "berichten", "meldingen", "apparaten", "inzage", OVERIG, TECHNIEK}
    assert [] == [one.naam for one in tabellen() if one.deel not in known or (one.deel == OVERIG and not one.kolommen)]


async def test_the_download_holds_every_word_of_the_client_and_none_of_another(database: Database) -> None:
    """A canary in every encrypted column of two clients: all of one, none of the other, and the file fits its schema."""
    anna = await add_begeleider(database)
    kees, noor = await add_client(database, anna, "kanarie-kees", "06 98765432"), await add_client(database, anna, "kanarie-noor")
    van_kees, van_noor = await vul(database, kees, "kees"), await vul(database, noor, "noor")
    assert sum(len(set(versleuteld(one.tabel)) - set(one.geheim)) for one in tabellen() if one.naam != "client") == len(van_kees) == len(van_noor)
    found = await bestand(database, kees)
    assert [] == [word for word in (*van_kees, "kanarie-kees", "06 98765432") if word not in found]
    assert "noor" not in found
    document = json.loads(found)
    Draft202012Validator(schema(), format_checker=FormatChecker()).validate(document)
    assert [] == [one.naam for one in tabellen() if not document["tabellen"][one.naam]]


def test_the_schema_is_written_down() -> None:
    """docs/gegevens-uitvoer.schema.json is what the tables say."""
    assert json.loads(SCHEMA.read_text(encoding="utf-8")) == schema()


async def test_the_page_shows_every_word_but_those_of_the_machinery(sqlite_database: Database) -> None:
    """What is encrypted is shown, notes of a begeleider too; except what only the download has: technical records."""
    kees = await add_client(sqlite_database, await add_begeleider(sqlite_database))
    words = await vul(sqlite_database, kees, "kees")
    shown = str(await overzicht(sqlite_database, kees, apparaat="", now=NOW - timedelta(days=1), zone=NOW.tzinfo))
    hidden = {one.naam for one in tabellen() if one.deel in (TECHNIEK, "gesprek")}
    expected = [word for word in words if word.split("-")[2] not in hidden and not word.endswith("antwoord-waarde")]
    assert [] == [word for word in expected if word not in shown]


async def test_the_page_speaks_the_words_the_client_knows(sqlite_database: Database) -> None:
    """Dialogues by the name at home, choices as they were offered, the reasons of a check as they were told to the client: no id, no "je cliënt"."""
    kees = await add_client(sqlite_database, anna := await add_begeleider(sqlite_database))
    redenen = (Reden("oranje_meer_dan_vorige", (("erbij", 2),)), Reden("oranje_eigen_teken"))
    grond = signalen.woorden()["herkomst"] + " ".join(reden.tekst for reden in redenen)
    async with sqlite_database.begin(client_id=kees) as session:
        session.add_all(
            [
                Klaargezet(client_id=kees, begeleider_id=anna, dialoog="energielijst", created_at=NOW),
                Herinnering(client_id=kees, soort="signaalcheck", ritme="twee_weken", uur=10, begin=NOW),
                Melding(client_id=kees, niveau="oranje", regel=grond, created_at=NOW),
                SignaalCheck(
                    client_id=kees,
                    done_at=NOW,
                    waarden=als_json(Check(meer=("prikkels",)), Uitslag("oranje", redenen), ()),
                    woorden="{}",
                    niveau="oranje",
                    gedeeld=False,
                    verteld="x",
                ),
            ]
        )
    await add_samenvatting(sqlite_database, kees, ("Regel", "x", "delen"))
    found = await overzicht(sqlite_database, kees, apparaat="", now=NOW, zone=NOW.tzinfo)
    check = klaarzetten.naam_van("signaalcheck")
    assert f"{check}. Het zijn er 2 meer dan de vorige keer. Je merkt nu ook je eigen eerste teken." == found.meldingen[0].reden
    assert [klaarzetten.naam_van("werkwensen")] == [blad.naam for blad in found.samenvattingen]
    told = {label: value for one in found.overig for row in one.rijen for label, value in row}
    assert (klaarzetten.naam_van("energielijst"), check, "Elke twee weken", "10 uur") == tuple(
        told[label] for label in ("Wat", "Waarvoor", "Hoe vaak", "Hoe laat")
    )
    assert (labels("signaalcheck", ("prikkels",)), "iets om over te praten") == (told["Wat meer was dan gewoon"], told["Wat de check aangaf"])


async def test_erased_is_gone_for_every_process_and_others_stay(database: Database) -> None:
    """No row, no key; another process that knew the key does not use it any more; the colleague client keeps everything."""
    anna = await add_begeleider(database)
    kees, noor = await add_client(database, anna), await add_client(database, anna, "Noor Proef")
    await vul(database, kees, "kees")
    await vul(database, noor, "noor")
    before = await over(database, (noor,))
    other = Database(database.url.render_as_string(hide_password=False), database.keyring.master)
    async with other.read(client_id=kees) as session:
        sleutel = (
            await session.scalar(
                select(Sleutel.id).where(
                    Sleutel.id.in_(select(Base.metadata.tables["client"].c.sleutel_id).where(Base.metadata.tables["client"].c.id == kees))
                )
            )
            or 0
        )
    assert other.keyring.knows(sleutel)
    gewist = await wis(database, kees, Kijker(CLIENT), now=NOW)
    assert gewist.opgeruimd
    assert 1 == gewist.rijen["client"]
    assert {0} == set((await over(database, (kees,))).values())
    assert before == await over(database, (noor,))
    with pytest.raises(Exception, match="No row was found"):
        async with other.begin(client_id=kees):
            pass
    assert not other.keyring.knows(sleutel)
    await other.close()
    async with database.read() as session:
        assert [("client", NOW)] == [(row.door, row.created_at) for row in await session.scalars(select(Wissing))]
        assert ["wissen"] == list(await session.scalars(select(Inzage.actie).where(Inzage.betrokkene == sleutel)))
        assert None is await session.scalar(select(Sleutel.id).where(Sleutel.id == sleutel))
    with pytest.raises(ClientOnbekend):
        await wis(database, kees, Kijker(CLIENT), now=NOW)


async def test_the_key_is_in_no_file_after_erasing(sqlite_database: Database) -> None:
    """The wrapped key and the readable columns are overwritten, in the database file and in its log; before, they were there."""
    kees = await add_client(sqlite_database, await add_begeleider(sqlite_database))
    await vul(sqlite_database, kees, "kees")
    async with sqlite_database.begin() as session:
        await session.execute(text("UPDATE voortgang SET dialoog = 'kanarie-leesbaar'"))
        wrapped = await session.scalar(
            select(Sleutel.wrapped).where(Sleutel.id == select(Base.metadata.tables["client"].c.sleutel_id).scalar_subquery())
        )
    assert wrapped
    path = Path(sqlite_database.url.database or "")

    def content() -> bytes:
        return b"".join(found.read_bytes() for found in path.parent.glob(f"{path.name}*"))

    assert all(word in content() for word in (wrapped, b"kanarie-leesbaar"))
    await wis(sqlite_database, kees, Kijker(CLIENT), now=NOW)
    assert not any(word in content() for word in (wrapped, b"kanarie-leesbaar", b"kanarie-kees"))


async def test_erasing_waits_for_an_open_melding_of_level_rood(database: Database) -> None:
    """Nothing is erased then; once it is closed, or by who runs the machine, it is."""
    kees = await add_client(database, await add_begeleider(database))
    async with database.begin(client_id=kees) as session:
        session.add(Melding(client_id=kees, niveau="rood", regel="regel suicide", created_at=NOW))
    with pytest.raises(NogMelding):
        await wis(database, kees, Kijker(CLIENT), now=NOW)
    assert 1 == (await over(database, (kees,)))["client"]
    async with database.begin() as session:
        await session.execute(update(Melding).values(gesloten_at=NOW))
    await wis(database, kees, Kijker(CLIENT), now=NOW)
    assert 0 == (await over(database, (kees,)))["client"]


async def test_a_begeleider_erases_only_the_own_client(database: Database) -> None:
    """For a colleague the client does not exist."""
    anna = await add_begeleider(database)
    bert = await add_begeleider(database, "bert@proef.example")
    kees = await add_client(database, anna)
    with pytest.raises(ClientOnbekend):
        await wis(database, kees, Kijker(inzage.BEGELEIDER, bert), now=NOW, begeleider_id=bert)


async def test_what_is_withdrawn_cannot_be_read_and_undoing_puts_it_back(database: Database) -> None:
    """A line at once, a summary as a whole, each undone with one press; somebody else's line cannot be touched."""
    anna = await add_begeleider(database)
    kees, noor = await add_client(database, anna), await add_client(database, anna, "Noor Proef")
    await add_samenvatting(database, kees, ("Eerste", "een", "delen"), ("Tweede", "twee", "delen"), ("Derde", "drie", "niet_delen"))
    async with database.read() as session:
        een, _, drie = list(await session.scalars(select(SamenvattingRegel.id).order_by(SamenvattingRegel.id)))
        blad = await session.scalar(select(SamenvattingRegel.samenvatting_id).limit(1)) or 0

    async def leest() -> list[str]:
        return [regel.tekst for one in (await caseload.dossier(database, anna, kees)).samenvattingen for regel in one.regels]

    assert ["Eerste", "Tweede"] == await leest()
    groep = await delen.trek_in(database, kees, regel_id=een, now=NOW) or ""
    assert ["Tweede"] == await leest()
    assert None is await delen.trek_in(database, kees, regel_id=een, now=NOW)
    await delen.deel(database, kees, drie, now=NOW)
    assert ["Tweede", "Derde"] == await leest()
    await delen.maak_ongedaan(database, kees, groep, now=NOW)
    assert ["Eerste", "Tweede", "Derde"] == await leest()
    alles = await delen.trek_in(database, kees, samenvatting_id=blad, now=NOW) or ""
    assert [] == await leest()
    with pytest.raises(delen.NietTeDelen):
        await delen.maak_ongedaan(database, noor, alles, now=NOW)
    with pytest.raises(delen.NietTeDelen):
        await delen.deel(database, noor, een, now=NOW)
    await delen.maak_ongedaan(database, kees, alles, now=NOW)
    assert ["Eerste", "Tweede", "Derde"] == await leest()


async def test_a_summary_that_was_replaced_is_not_shared_again(database: Database) -> None:
    """Only the newest of a dialogue can be shared from; an earlier one can still be withdrawn."""
    kees = await add_client(database, await add_begeleider(database))
    await add_samenvatting(database, kees, ("Oud", "oud", "niet_delen"))
    await add_samenvatting(database, kees, ("Nieuw", "nieuw", "delen"), goedgekeurd_at=NOW + timedelta(days=1))
    async with database.read() as session:
        oud = await session.scalar(select(SamenvattingRegel.id).order_by(SamenvattingRegel.id).limit(1)) or 0
    with pytest.raises(delen.NietTeDelen):
        await delen.deel(database, kees, oud, now=NOW)


async def test_nothing_is_kept_longer_than_set(database: Database) -> None:
    """Old messages go but for the end of the conversation; old versions of answers go, valid ones stay; an organisatie may set another time."""
    kees = await add_client(database, await add_begeleider(database))
    async with database.begin(client_id=kees) as session:
        gesprek = Gesprek(client_id=kees, created_at=NOW, stand={}, last_seq=80)
        session.add(gesprek)
        await session.flush()
        for seq in range(1, 81):
            session.add(Bericht(id=f"b{seq}", gesprek_id=gesprek.id, seq=seq, van="bot", beurt="{}", created_at=NOW))
        for versie in (1, 2):
            session.add(
                Antwoord(
                    client_id=kees, dialoog="werkwensen", vraag="plek", versie=versie, geldig=versie == 2, woorden="x", waarde="{}", created_at=NOW
                )
            )
    assert 0 == sum((await bewaren.ruim_op(database, now=NOW + timedelta(days=300))).values())
    removed = await bewaren.ruim_op(database, now=NOW + timedelta(days=400))
    assert (1, 0) == (removed["oude_antwoorden"], removed["gesprek"])
    async with database.begin() as session:
        await session.execute(update(Organisatie).values(instellingen={"bewaren": {"gesprek": 30, "inzage": 1, "client": 500, "melding": "x"}}))
    assert 30 == (await bewaren.ruim_op(database, now=NOW + timedelta(days=400)))["gesprek"]
    assert 1 == (await bewaren.ruim_op(database, now=NOW + timedelta(days=1000)))["client"]
    assert 0 == (await over(database, (kees,)))["client"]
    found = bewaren.termijnen({"bewaren": {"inzage": 1, "melding": "x"}})
    assert (bewaren.INZAGE_MINSTENS, bewaren.STANDAARD["melding"]) == (found["inzage"], found["melding"])


async def test_sessions_of_begeleiders_are_removed_too(database: Database) -> None:
    """They end by themselves within a day; a month after the last page nothing of them is left, and who is logged in stays so."""
    anna = await add_begeleider(database)
    async with database.begin() as session:
        for token, seen in (("oud", NOW - timedelta(days=31)), ("nu", NOW)):
            session.add(Sessie(token_hash=token, begeleider_id=anna, created_at=seen, seen_at=seen))
    assert 1 == (await bewaren.ruim_op(database, now=NOW))["toegang"]
    async with database.read() as session:
        assert ["nu"] == list(await session.scalars(select(Sessie.token_hash)))
