"""The command line as the beheerder uses it: options before or after what they belong to, and links that work."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli import _options
from bot.serve import address_left, address_of_running
from bot.settings import Settings, SettingsError


def werkmaat(folder: Path, *arguments: str, **environment: str) -> tuple[int, str, str]:
    """Exit code, and what was printed where people and programs read."""
    command = [sys.executable, "-m", "bot.cli", *arguments, "--data", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={"PYTHONPATH": str(Path.cwd()), **environment})
    return done.returncode, done.stdout.strip(), done.stderr.strip()


@pytest.mark.parametrize(
    "arguments",
    [
        ("set", "leesmoment=x", "hulplijnen.alarm=911", "--data", "d"),
        ("set", "--data", "d", "leesmoment=x", "hulplijnen.alarm=911"),
        ("--data", "d", "set", "leesmoment=x", "hulplijnen.alarm=911"),
        ("set", "leesmoment=x", "--data", "d", "hulplijnen.alarm=911"),
    ],
)
def test_options_may_stand_anywhere_among_the_values(arguments: tuple[str, ...]) -> None:
    """Before, after and in between."""
    found = _options(["instellingen", *arguments])
    assert (["leesmoment=x", "hulplijnen.alarm=911"], Path("d")) == (found.waarden, found.data)


def test_files_to_measure_may_stand_after_an_option_too() -> None:
    """As paths."""
    assert [Path("a.jsonl")] == _options(["evaluate", "crisis", "--wrong", "a.jsonl"]).files


@pytest.mark.parametrize(
    "arguments", [("instellingen", "set", "--dta", "d", "a=1"), ("invite", "--client", "a", "--begeleider", "b", "c"), ("check", "x")]
)
def test_what_no_command_knows_is_still_refused(arguments: tuple[str, ...]) -> None:
    """A wrong option, and words where none belong."""
    with pytest.raises(SystemExit, match="2"):
        _options(list(arguments))


def test_the_address_stands_in_the_folder_while_werkmaat_runs(tmp_path: Path) -> None:
    """And no longer; the address of another one that was started meanwhile stays, and a folder that cannot be written stops nothing."""
    one, other = Settings(data=tmp_path, port=8212), Settings(data=tmp_path, port=8213)
    assert address_of_running(one) is None
    with address_left(one):
        assert "http://127.0.0.1:8212" == address_of_running(other)
    assert address_of_running(one) is None
    with address_left(other):
        with address_left(one):
            other_started = tmp_path / "address"
            other_started.write_text(other.address)
        assert other.address == address_of_running(one)
    with address_left(Settings(data=tmp_path / "nowhere")):
        pass


def test_an_invitation_leads_to_where_werkmaat_runs(tmp_path: Path) -> None:
    """Whatever the port it was started with; when none runs, that is said apart from the link. An address that is set wins."""
    werkmaat(tmp_path, "begeleider", "--email", "anna@proef.example", "--naam", "Anna", "--organisatie", "Proef")
    arguments = ("invite", "--client", "Kees", "--begeleider", "anna@proef.example")
    code, link, said = werkmaat(tmp_path, *arguments)
    assert (0, True) == (code, link.startswith("http://127.0.0.1:8080/gesprek#"))
    assert "No Werkmaat runs on" in said
    with address_left(Settings(data=tmp_path, port=8212)):
        code, link, said = werkmaat(tmp_path, *arguments)
        assert (0, "http://127.0.0.1:8212/gesprek", "") == (code, link.split("#")[0], said)
        _, link, _ = werkmaat(tmp_path, *arguments, WERKMAAT_PUBLIC_URL="https://werkmaat.proef.example")
        assert "https://werkmaat.proef.example/gesprek" == link.split("#")[0]


def test_a_new_passphrase_is_printed_alone_and_what_it_does_is_said(tmp_path: Path) -> None:
    """The passphrase where programs read, what it ends where people read."""
    werkmaat(tmp_path, "begeleider", "--email", "anna@proef.example", "--naam", "Anna", "--organisatie", "Proef")
    code, wachtzin, said = werkmaat(tmp_path, "begeleider", "--email", "anna@proef.example", "--nieuwe-wachtzin")
    assert (0, 3) == (code, wachtzin.count("-"))
    assert "wrong attempts" in said


def test_a_begeleider_who_leaves_gives_the_clients_away_first(tmp_path: Path) -> None:
    """Refused with what to do, until nothing is left; then the address is nobody's."""
    for naam in ("anna", "bram"):
        werkmaat(tmp_path, "begeleider", "--email", f"{naam}@proef.example", "--naam", naam, "--organisatie", "Proef")
    werkmaat(tmp_path, "invite", "--client", "Kees", "--begeleider", "anna@proef.example")
    anna = ("begeleider", "--email", "anna@proef.example")
    code, _, said = werkmaat(tmp_path, *anna, "--weg")
    assert (1, True) == (code, "1 clients" in said and "--clienten-naar" in said)
    code, _, said = werkmaat(tmp_path, *anna, "--afwezig", "21-12-2098", "31-12-2098")
    assert (2, True) == (code, said.endswith("'21-12-2098' is no day: write it as 2026-12-21"))
    assert (1, "werkmaat: the last day comes before the first") == werkmaat(tmp_path, *anna, "--afwezig", "2098-01-03", "2098-01-01")[::2]
    code, found, _ = werkmaat(tmp_path, *anna, "--clienten-naar", "BRAM@proef.example")
    assert (0, "1") == (code, found[-1])
    assert 0 == werkmaat(tmp_path, *anna, "--weg")[0]
    assert (1, "werkmaat: No begeleider has the e-mail address anna@proef.example") == werkmaat(tmp_path, *anna, "--weg")[::2]


@pytest.mark.parametrize(
    "arguments",
    [
        ("invite", "--client", "Kees", "--begeleider", "a@b.example"),
        ("instellingen", "show"),
        ("wis", "--client", "1", "--ja"),
        ("begeleider", "--email", "a@b.example", "--weg"),
        ("begeleider", "--email", "a@b.example", "--nieuwe-wachtzin"),
    ],
)
def test_a_command_about_what_exists_makes_nothing_in_a_mistyped_folder(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    """It says that there is no database, and the folder stays as it was: not there."""
    code, _, said = werkmaat(tmp_path / "vergist", *arguments)
    assert (1, True, False) == (code, said.splitlines()[-1].startswith("werkmaat: There is no database in"), (tmp_path / "vergist").exists())


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("--database", "mysql://x/y"), "--database must look like postgresql://"),
        (("--database", "sqlite:///x.db"), "For SQLite leave it out"),
        (("--database", "postgresql://x:99999999/y"), "a port is a whole number"),
        (("--database", "postgresql://nobody@127.0.0.1:1/y"), "The database cannot be opened"),
    ],
)
def test_a_database_that_cannot_be_is_one_line(tmp_path: Path, arguments: tuple[str, str], expected: str) -> None:
    """That says what to write; never a trace."""
    code, _, said = werkmaat(tmp_path, "instellingen", "show", *arguments)
    assert (1, 1, True) == (code, len(said.splitlines()), expected in said)


def test_another_master_key_is_one_line(tmp_path: Path) -> None:
    """Said of the key, not of a step inside."""
    werkmaat(tmp_path, "begeleider", "--email", "anna@proef.example", "--naam", "Anna", "--organisatie", "Proef")
    (tmp_path / "master.key").unlink()
    code, _, said = werkmaat(tmp_path, "begeleider", "--email", "bea@proef.example", "--naam", "Bea", "--organisatie", "Proef")
    assert (1, 1, True) == (code, len(said.splitlines()), "master" in said)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("WERKMAAT_PUBLIC_URL", "werkmaat.example.nl"),
        ("WERKMAAT_PUBLIC_URL", "ftp://werkmaat.example.nl"),
        ("WERKMAAT_PUBLIC_URL", "https://werkmaat.example.nl/pad"),
        ("WERKMAAT_PUBLIC_URL", "https://werkmaat.example.nl?x=1"),
        ("WERKMAAT_PUBLIC_URL", "https://werkmaat.example.nl:99999"),
        ("WERKMAAT_PUBLIC_URL", "https://naam@werkmaat.example.nl"),
        ("WERKMAAT_PUBLIC_URL", "https://werkmaat .nl"),
        ("WERKMAAT_SMTP_URL", "smtp://mail.example.nl:587x"),
        ("WERKMAAT_SMTP_URL", "http://mail.example.nl"),
        ("WERKMAAT_SMTP_URL", "smtp://anna:ge[heim@mail.example.nl"),
        ("WERKMAAT_MAIL_FROM", "werkmaat@"),
        ("WERKMAAT_MAIL_FROM", "niemand"),
        ("WERKMAAT_DATABASE_URL", "mysql://x/y"),
    ],
)
def test_a_setting_that_cannot_work_is_refused_by_name(name: str, value: str) -> None:
    """At the start, not when the first mail goes out or the first link is opened."""
    mail = {"WERKMAAT_SMTP_URL": "smtp://mail.example.nl", "WERKMAAT_MAIL_FROM": "Werkmaat <werkmaat@example.nl>"}
    with pytest.raises(SettingsError, match=name):
        Settings.from_env({**mail, name: value})


def test_settings_in_another_spelling_are_understood() -> None:
    """Capitals in an address are the same address, and cookies are Secure there too; PostgreSQL has two names."""
    found = Settings.from_env({"WERKMAAT_PUBLIC_URL": "HTTPS://Werkmaat.Example.nl:8443/", "WERKMAAT_DATABASE_URL": "postgres://a@b/c"})
    assert ("https://werkmaat.example.nl:8443", True, "postgresql+asyncpg://a@b/c") == (found.address, found.secure, found.database)
