"""Plays the conversations of `gesprekken/*.txt` through the real receipt, model and database.

One line, one step. What the client does: `opent` | `typt <words>` | `kiest <id>, <id>` | `zoekt <id>` (at home, behind "Meer" too) |
`herstart` | `later <days>`.
What must be true then: `vraag <what is open>` | `keuzes <ids on offer>` | `zegt <part of the reply>` | `zegt niet <...>` |
`soort <kind of the last turn>` | `bewaard <question> = <literal words>` | `gekozen <question> = <ids>` |
`begrepen <question> = <key>: <value>` | `leeg <question> = <overgeslagen | weet_niet>` | `onbeantwoord <question>` |
`regel <topic> <delen | niet_delen> = <part of the line>` | `geen regel <topic>` | `verzoek <kind> = <words>` | `melding <level>` | `geen melding` |
`weigert <ids>` (these choices are refused) | `voortgang <step> van <of>`.
"""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import pytest
import yaml

from bot.care.aangeboden import KeuzeNietAangeboden
from bot.care.beurt import Invoer
from bot.care.thuis import BEGIN
from bot.models.database import Database
from tests.dialogen.toneel import Reply, Toneel
from tests.engine.model import Engine

SCRIPTS = sorted((Path(__file__).parent / "gesprekken").glob("*.txt"))
ON_POSTGRES = "alles_met_keuzes"


class Speler:
    """Carries out the lines of one script."""

    def __init__(self, toneel: Toneel) -> None:
        self.toneel = toneel
        self.reply: Reply = []

    async def line(self, line: str) -> None:
        verb, _, rest = line.partition(" ")
        step: Callable[[str], Awaitable[None]] = getattr(self, f"_{verb}")
        await step(rest.strip())

    def _said(self) -> str:
        return "\n".join(block for turn in self.reply for block in turn["text"])

    async def _opent(self, _: str) -> None:
        self.reply = await self.toneel.opent()

    async def _typt(self, woorden: str) -> None:
        self.reply = await self.toneel.typt(woorden)

    async def _kiest(self, ids: str) -> None:
        if ids.startswith(BEGIN):  # from here on "gekozen" and the like are about this dialogue
            self.toneel.dialoog = ids.removeprefix(BEGIN)
        self.reply = await self.toneel.kiest(*ids.split(", "))

    async def _zoekt(self, keuze: str) -> None:
        self.toneel.dialoog = keuze.removeprefix(BEGIN)
        self.reply = await self.toneel.zoekt(keuze)

    async def _herstart(self, _: str) -> None:
        old = self.toneel.database
        self.toneel.herstart(Database(old.url.render_as_string(hide_password=False), old.keyring.master))
        await old.close()

    async def _later(self, days: str) -> None:
        self.toneel.later += timedelta(days=int(days))

    async def _vraag(self, plaats: str) -> None:
        assert plaats == await self.toneel.plaats()

    async def _keuzes(self, ids: str) -> None:
        assert ids.split(", ") == [choice["id"] for choice in self.reply[-1]["choices"]]

    async def _zegt(self, deel: str) -> None:
        if deel.startswith("niet "):
            assert deel.removeprefix("niet ") not in self._said()
        else:
            assert deel in self._said()

    async def _soort(self, kind: str) -> None:
        assert kind == self.reply[-1]["kind"]

    async def _bewaard(self, rest: str) -> None:
        vraag, _, woorden = rest.partition(" = ")
        assert woorden == (await self.toneel.woorden()).get(vraag)

    async def _gekozen(self, rest: str) -> None:
        vraag, _, ids = rest.partition(" = ")
        assert tuple(ids.split(", ")) == (await self.toneel.antwoorden())[vraag].waarde.keuzes

    async def _begrepen(self, rest: str) -> None:
        vraag, _, expected = rest.partition(" = ")
        begrepen = (await self.toneel.antwoorden())[vraag].waarde.begrepen
        wanted = yaml.safe_load("{" + expected + "}")
        assert wanted == {key: begrepen.get(key) for key in wanted}

    async def _leeg(self, rest: str) -> None:
        vraag, _, soort = rest.partition(" = ")
        assert soort == (await self.toneel.antwoorden())[vraag].waarde.soort

    async def _onbeantwoord(self, vraag: str) -> None:
        assert vraag not in await self.toneel.woorden()

    async def _regel(self, rest: str) -> None:
        what, _, deel = rest.partition(" = ")
        onderwerp, toestemming = what.split()
        tekst, gegeven = (await self.toneel.regels())[onderwerp]
        assert toestemming == gegeven
        assert deel in tekst

    async def _geen(self, rest: str) -> None:
        if rest == "melding":
            assert [] == await self.toneel.meldingen()
            return
        assert rest.removeprefix("regel ") not in await self.toneel.regels()

    async def _verzoek(self, rest: str) -> None:
        soort, _, woorden = rest.partition(" = ")
        assert (soort, woorden) in await self.toneel.verzoeken()

    async def _melding(self, niveau: str) -> None:
        assert niveau in [gemeld for gemeld, _ in await self.toneel.meldingen()]

    async def _voortgang(self, plek: str) -> None:
        progress = self.reply[-1]["progress"]
        assert plek == f"{progress['step']} van {progress['of']}"

    async def _weigert(self, ids: str) -> None:
        before = await self.toneel.woorden()
        with pytest.raises(KeuzeNietAangeboden):
            await self.toneel.stuurt(Invoer(keuzes=tuple(ids.split(", "))))
        assert before == await self.toneel.woorden()


async def speel(script: Path, toneel: Toneel) -> None:
    """Play a whole script; an error names the line."""
    speler, lines = Speler(toneel), (await asyncio.to_thread(script.read_text, encoding="utf-8")).splitlines()
    await speler.line("opent")
    try:
        for number, raw in enumerate(lines, start=1):
            line = raw.strip()
            if line and not line.startswith("#"):
                try:
                    await speler.line(line)
                except AssertionError as error:
                    raise AssertionError(f"{script.name}:{number}: {line}\nsaid: {speler._said()}\n{error}") from None
        assert [] == await toneel.incidenten()
    finally:
        await speler.toneel.database.close()


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
async def test_the_conversation_goes_as_written(script: Path, engine: Engine, sqlite_template: Path, tmp_path: Path, master_key) -> None:  # type: ignore[no-untyped-def]
    """On a real SQLite file."""
    shutil.copyfile(sqlite_template, tmp_path / "gesprek.sqlite3")
    await speel(script, await Toneel.nieuw(engine, Database(f"sqlite+aiosqlite:///{tmp_path / 'gesprek.sqlite3'}", master_key)))


async def test_a_whole_conversation_goes_the_same_on_postgresql(engine: Engine, postgres_url: str, master_key) -> None:  # type: ignore[no-untyped-def]
    """The longest script, on PostgreSQL."""
    await speel(next(path for path in SCRIPTS if path.stem == ON_POSTGRES), await Toneel.nieuw(engine, Database(postgres_url, master_key)))
