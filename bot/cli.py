"""The command `werkmaat`. Every error is one line on standard error and an exit code other than 0."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from bot.settings import PROJECT, Settings, SettingsError, database_url

TRAINED = ("crisis", "signalen")  # measured with the guard and the signals of models/
EVALUATIONS = ("crisis", "signalen", "werkwensen", "globaal", "openheid", "kennis")


class CommandError(Exception):
    """A command cannot do its work; the message says why and what to do."""


def main(arguments: list[str] | None = None) -> None:
    """Run one command. Exits with 0, with 1 when the command found or met something wrong, with 2 when it was called wrongly."""
    options = _options(arguments)
    try:
        code = options.run(options)
    except (CommandError, SettingsError) as error:
        print(f"werkmaat: {error}", file=sys.stderr)
        code = 1
    except KeyboardInterrupt:
        code = 130
    except OSError as error:
        print(f"werkmaat: {error.strerror or error or type(error).__name__}{f': {error.filename}' if error.filename else ''}", file=sys.stderr)
        code = 1
    except Exception as error:
        line = _in_one_line(error)
        if line is None:
            raise
        print(f"werkmaat: {line}", file=sys.stderr)
        code = 1
    sys.exit(code or 0)


def _in_one_line(error: Exception) -> str | None:
    """What went wrong while the database was used, without what stands in it; None for an error of our own, which keeps its trace."""
    from sqlalchemy.exc import SQLAlchemyError

    from bot.models.crypto import CryptoError

    if isinstance(error, OverflowError):
        return "A number is too large"
    if isinstance(error, CryptoError):
        return f"{error}. Is this the master.key of this database?"
    if isinstance(error, SQLAlchemyError):
        return f"The database could not do this ({type(getattr(error, 'orig', None) or error).__name__}). Check --data or --database"
    return None


def _options(arguments: list[str] | None) -> argparse.Namespace:
    """What was asked. argparse gives a list (`nargs="*"`) only what stands before an option; what stands after it belongs to the list as well."""
    parser = _parser()
    options, left = parser.parse_known_args(arguments)
    if left:
        name, kind = getattr(options, "list", ("", str))
        if not name or any(one.startswith("-") for one in left):
            parser.error(f"unrecognized arguments: {' '.join(left)}")
        getattr(options, name).extend(kind(one) for one in left)
    return options


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="werkmaat", description="Dutch conversational assistant for people with NAH who want to work")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, run: Callable[[argparse.Namespace], int | None], help_text: str, place: bool = False) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=help_text, description=help_text)
        command.set_defaults(run=run)
        if place:
            command.add_argument("--data", type=Path, metavar="DIR", help="folder of the database and the keys (default: var)")
            command.add_argument("--database", metavar="URL", help="a PostgreSQL URL; without it SQLite in the data folder")
        return command

    serve = add("serve", _serve, "start Werkmaat: the front and its workers", place=True)
    serve.add_argument("--host", metavar="H", help="address to listen on (default: 127.0.0.1)")
    serve.add_argument("--port", type=int, metavar="N", help="port to listen on (default: 8080)")
    serve.add_argument("--workers", type=int, metavar="N", help="engine processes (default: 1)")
    serve.add_argument("--demo", action="store_true", help="fill an empty database with demo data and print three links")
    train = add("train", _train, "train the model into models/")
    train.add_argument("--if-stale", action="store_true", help="only when the model is missing or does not fit the project any more")
    add("demo", _demo, "fill an empty database with clearly labelled demo data and print three links", place=True)
    invite = add("invite", _invite, "make a single-use link for a client (made when the begeleider has none of that name)", place=True)
    invite.add_argument("--client", required=True, metavar="NAME")
    invite.add_argument("--begeleider", required=True, metavar="EMAIL")
    invite.add_argument("--json", action="store_true", help="print JSON")
    who = "add a begeleider and print the first passphrase, or change one who is known"
    _begeleider_options(add("begeleider", _begeleider, who, place=True))
    settings = add("instellingen", _instellingen, "show or change the settings of an organisatie, or send a synthetic melding", place=True)
    settings.add_argument("wat", choices=("show", "set", "proefmelding"))
    settings.add_argument("waarden", nargs="*", metavar="NAME=VALUE", help="for set; an empty value is the default again")
    settings.set_defaults(list=("waarden", str))
    settings.add_argument("--organisatie", metavar="NAME", help="needed when there is more than one")
    settings.add_argument("--json", action="store_true", help="print JSON")
    erase = add("wis", _wis, "erase everything of one client, for good", place=True)
    erase.add_argument("--client", required=True, type=int, metavar="ID", help="the number in the address of the begeleider's page")
    erase.add_argument("--ja", action="store_true", help="erase without asking")
    erase.add_argument("--toch", action="store_true", help="also while a melding of level rood is open")
    add("check", _check, "check every text against the writing rules, and the log of who looked, if there is a database", place=True)
    evaluate = add("evaluate", _evaluate, "measure understanding on a file of labelled sentences")
    evaluate.add_argument("set", choices=(*EVALUATIONS, "leakage", "data"))
    evaluate.add_argument("files", nargs="*", type=Path, metavar="FILE", help="labelled sentences; none for data")
    evaluate.set_defaults(list=("files", Path))
    evaluate.add_argument("--json", action="store_true", help="print the figures as JSON")
    evaluate.add_argument("--predictions", type=Path, metavar="OUT", help="write every line again, with the prediction")
    evaluate.add_argument("--wrong", action="store_true", help="print the lines that went wrong")
    evaluate.add_argument("--report", type=Path, metavar="OUT", help="write a page to read (HTML): figures, confusions, the worst lines")
    evaluate.add_argument("--typos", type=int, metavar="SEED", help="judge every line with one random typing error in it")
    rasa = add("rasa", _rasa, "Rasa's own command line: werkmaat rasa data validate, train, test, shell")
    rasa.add_argument("arguments", nargs=argparse.REMAINDER)
    return parser


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is no day: write it as 2026-12-21") from None


def _begeleider_options(enroll: argparse.ArgumentParser) -> None:
    enroll.add_argument("--email", required=True)
    enroll.add_argument("--naam", metavar="NAME")
    enroll.add_argument("--organisatie", metavar="NAME")
    which = enroll.add_mutually_exclusive_group()
    which.add_argument(
        "--nieuwe-wachtzin", action="store_true", help="for who forgot it: a new passphrase; logs out everywhere, ends the wait after wrong attempts"
    )
    which.add_argument("--nieuw-adres", metavar="EMAIL", help="another address to log in and be mailed with")
    which.add_argument("--afwezig", nargs=2, type=_day, metavar=("FROM", "UNTIL"), help="away, both days included (2026-12-21)")
    which.add_argument("--clienten-naar", metavar="EMAIL", help="give every client, with the meldingen that are open, to this colleague")
    which.add_argument("--weg", action="store_true", help="this begeleider left: no login, no mail; only without clients and open meldingen")
    enroll.add_argument("--vervanger", metavar="EMAIL", help="with --afwezig: who takes over (default: the standing deputy)")


def _settings(options: argparse.Namespace) -> Settings:
    settings = Settings.from_env()
    if getattr(options, "data", None):
        settings = replace(settings, data=options.data.absolute())
    if getattr(options, "database", None):
        settings = replace(settings, database_url=database_url(options.database, "--database"))
    for name in ("host", "port", "workers"):
        if getattr(options, name, None) is not None:
            settings = replace(settings, **{name: getattr(options, name)})
    if not 0 <= settings.port <= 65535 or not 1 <= settings.workers <= 64:
        raise SettingsError("--port must be 0 to 65535 and --workers 1 to 64")
    return settings


def _has_database(settings: Settings) -> bool:
    return bool(settings.database_url) or (settings.data / "werkmaat.sqlite3").exists()


def _needs_database(settings: Settings, otherwise: str = "Check --data or WERKMAAT_DATA") -> None:
    """For a command that works on what exists: it makes no empty database in a folder that was mistyped. Raises CommandError."""
    if not _has_database(settings):
        raise CommandError(f"There is no database in {settings.data}. {otherwise}")


def _settings_of_running(options: argparse.Namespace) -> Settings:
    """The settings for a command that prints links: they start with the address of the Werkmaat that runs on the data folder."""
    from bot.serve import address_of_running

    settings = _settings(options)
    address = settings.public_url or address_of_running(settings)
    if address:
        return replace(settings, public_url=address)
    print(f"No Werkmaat runs on {settings.data} now. The link works when it is started at {settings.address}", file=sys.stderr)
    return settings


def _serve(options: argparse.Namespace) -> None:
    from bot.serve import serve

    asyncio.run(serve(_settings(options), with_demo=options.demo))


def _train(options: argparse.Namespace) -> None:
    from bot.engine.training import ModelError, is_stale, train

    models = Settings.from_env().models
    if options.if_stale and not is_stale(models):
        return
    try:
        train(models)
    except ModelError as error:
        raise CommandError(str(error)) from None


def _demo(options: argparse.Namespace) -> None:
    from bot.serve import print_demo

    asyncio.run(print_demo(_settings_of_running(options)))


def _invite(options: argparse.Namespace) -> None:
    from bot.care import toegang
    from bot.care.invoer import OngeldigeInvoer
    from bot.models.database import utcnow
    from bot.serve import opened

    async def run() -> str:
        settings = _settings_of_running(options)
        _needs_database(settings, toegang.EERST_BEGELEIDER)
        async with opened(settings) as database:
            return await toegang.invite_by_name(database, settings, options.client, options.begeleider, utcnow())

    try:
        link = asyncio.run(run())
    except (OngeldigeInvoer, toegang.BegeleiderOnbekend) as error:
        raise CommandError(str(error)) from None
    print(json.dumps({"link": link}) if options.json else link)


def _begeleider(options: argparse.Namespace) -> None:
    from bot.care import toegang
    from bot.care.invoer import OngeldigeInvoer
    from bot.cli_begeleider import run
    from bot.cli_instellingen import Onmogelijk
    from bot.serve import opened

    async def work() -> tuple[str, str]:
        settings = _settings(options)
        if not (options.naam and options.organisatie):
            _needs_database(settings, toegang.EERST_BEGELEIDER)
        async with opened(settings) as database:
            return await run(database, settings, options)

    try:
        found, said = asyncio.run(work())
    except (Onmogelijk, OngeldigeInvoer, toegang.BegeleiderOnbekend) as error:
        raise CommandError(str(error)) from None
    print(found)
    if said:
        print(said, file=sys.stderr)


def _instellingen(options: argparse.Namespace) -> None:
    from bot.cli_instellingen import Onmogelijk, run
    from bot.serve import opened

    async def work() -> str:
        settings = _settings(options)
        _needs_database(settings)
        async with opened(settings) as database:
            return await run(database, settings, options)

    try:
        print(asyncio.run(work()))
    except Onmogelijk as error:
        raise CommandError(str(error)) from None


def _wis(options: argparse.Namespace) -> None:
    from bot.care.gegevens.profiel import ClientOnbekend
    from bot.care.gegevens.wissen import Gewist, NogMelding, wis
    from bot.care.inzage import OPDRACHT
    from bot.models.database import utcnow
    from bot.serve import opened

    async def run() -> Gewist:
        settings = _settings(options)
        _needs_database(settings)
        async with opened(settings) as database:
            return await wis(database, options.client, OPDRACHT, now=utcnow(), toch=options.toch)

    if not options.ja:
        _confirm(f"Everything of client {options.client} will be gone for good. Type the number {options.client} to erase", str(options.client))
    try:
        gewist = asyncio.run(run())
    except ClientOnbekend:
        raise CommandError(f"There is no client {options.client}") from None
    except NogMelding:
        raise CommandError("A melding of level rood is open: let a begeleider handle it first, or add --toch") from None
    print(f"Erased: {sum(gewist.rijen.values())} rows and the key")
    if not gewist.opgeruimd:
        print("The freed room on disk is overwritten later by `werkmaat serve`: others were using the database")


def _confirm(question: str, answer: str) -> None:
    """Ask in a terminal; elsewhere --ja is needed. Raises CommandError without the answer."""
    if not sys.stdin.isatty():
        raise CommandError("Nothing was erased. Add --ja to erase without a question")
    try:
        said = input(f"{question}: ").strip()
    except EOFError:
        said = ""
    if said != answer:
        raise CommandError("Nothing was erased")


def _check_inzage(options: argparse.Namespace) -> int:
    """Check the chain of the log of who looked, when there is a database. Returns how many chains are wrong."""
    from bot.care.inzage import controleer
    from bot.serve import opened

    settings = _settings(options)
    if not _has_database(settings):
        return 0

    async def run() -> int:
        async with opened(settings) as database:
            found = await controleer(database)
        for one in found:
            where = "unbroken" if one.fout is None else f"BROKEN at row {one.fout}" if one.fout else "BROKEN: an end was changed"
            print(f"Log of who looked, organisatie {one.organisatie_id}: {one.rijen} rows, {where}, ends in {one.einde[:16] or 'nothing'}")
        return sum(one.fout is not None for one in found)

    return asyncio.run(run())


def _check(options: argparse.Namespace) -> int:
    from bot.lint import knowledge, lists, turns

    broken = _check_inzage(options)
    findings = [*turns.check(PROJECT), *knowledge.check(PROJECT / "knowledge"), *lists.check(PROJECT / "knowledge")]
    for finding in findings:
        print(f"{os.path.relpath(finding.path)}:{finding.line}: {finding.message}")
    print(f"{len(findings)} found" if findings else "No errors found")
    return 1 if findings or broken else 0


def _evaluate(options: argparse.Namespace) -> int:
    from bot.evaluate import data, leakage, report

    if options.set == "data":
        return data.run()
    if options.set == "leakage":
        if not options.files:
            raise CommandError("give at least one FILE")
        return leakage.run(options.files)
    if len(options.files) != 1:
        raise CommandError("give one FILE")
    if options.set in TRAINED:
        _use_trained()
    return report.run(
        options.set,
        options.files[0],
        as_json=options.json,
        predictions_out=options.predictions,
        wrong=options.wrong,
        page_out=options.report,
        typos=options.typos,
    )


def _use_trained() -> None:
    from bot.engine.training import ModelError, use

    try:
        if not use(Settings.from_env().models):
            print("No trained model fits these sources: training in memory, some six minutes (`werkmaat train` keeps it)", file=sys.stderr)
    except ModelError as error:
        raise CommandError(str(error)) from None


def _rasa(options: argparse.Namespace) -> None:
    from bot.engine.rasa_cli import main as rasa_main

    os.chdir(PROJECT)
    rasa_main(options.arguments)


if __name__ == "__main__":
    # As `bot.cli` and not as `__main__`: a CommandError that another module raises is then the one that is caught here.
    from bot.cli import main as command

    command()
