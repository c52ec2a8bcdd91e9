"""The command line as the beheerder uses it: options before or after what they belong to, and links that work."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli import _options
from bot.serve import address_left, address_of_running
from bot.settings import Settings


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
