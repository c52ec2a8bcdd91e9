"""The known traps of Rasa 3.6 (PROMISES): each is out of use here."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bot.care.bewegingen import BEWEGINGEN
from bot.care.dialogen import DIALOGEN
from bot.care.teksten import responses
from tests.engine.model import Engine
from tests.lint.test_turns import VERLOREN


def test_errors_of_the_store_are_not_swallowed(engine: Engine) -> None:
    """Rasa's FailSafeTrackerStore would answer normally and lose the message."""
    from rasa.core.tracker_store import FailSafeTrackerStore

    for store in (engine.agent.tracker_store, engine.agent.processor.tracker_store):
        assert engine.store is store
        assert not isinstance(store, FailSafeTrackerStore)


def test_no_sentry_client_exists_and_one_would_stop_the_start(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """What people write never goes to an error service."""
    import sentry_sdk

    from bot.engine.quiet import assert_no_sentry

    assert_no_sentry()
    monkeypatch.setattr(sentry_sdk.Hub.current, "_stack", [(object(), None)], raising=False)
    with pytest.raises(RuntimeError, match="Sentry"):
        assert_no_sentry()


def test_a_choice_of_a_question_is_no_move(engine: Engine) -> None:
    """A choice whose id is a move ("pauze") would be taken for that move, and the answer would be lost. Skipping may be offered."""
    from bot.care.openheid_antwoord import WET_VRAAG
    from bot.engine.runner import CHOICE_IS_MOVE

    wrong = [
        (naam, keuze)
        for naam, one in responses().items()
        if naam.split("_")[1] in DIALOGEN
        for keuze, _ in one.keuzes
        # Beside a question in between a person may be offered: that choice is that move, and no answer.
        if keuze in CHOICE_IS_MOVE - {"overslaan"} and naam != f"utter_openheid_{WET_VRAAG}"
    ]
    assert [] == wrong


def test_sessions_never_expire(engine: Engine) -> None:
    """After a month the form is still there."""
    config = engine.agent.domain.session_config
    assert (0, True) == (config.session_expiration_time, config.carry_over_slots)


@pytest.mark.parametrize(
    "text", ["/restart", "/intent{...}", '/start_werkwensen{"werkwensen_antwoord": "klaar"}', " / / restart", "\0/restart", "//restart"]
)
async def test_a_slash_commands_nothing(engine: Engine, text: str) -> None:
    """Whatever Rasa reads of a typed text does not start with a slash, so it is classified, not carried out."""
    parsed = await engine.runner(None).parse(text, None)  # type: ignore[arg-type]
    assert not parsed["text"].startswith("/")
    assert parsed["intent"]["name"] not in ("restart", "start_werkwensen", "intent", "session_start")
    assert {} == {entity["entity"]: entity["value"] for entity in parsed["entities"]}


async def test_of_a_very_long_text_a_bounded_part_is_understood(engine: Engine) -> None:
    """The rest is stored and guarded, but not classified."""
    parsed = await engine.runner(None).parse("ik wil graag weer werken. " * 4000, "welk_werk")  # type: ignore[arg-type]
    assert len(parsed["text"]) <= 2000


def test_forms_with_free_text_let_moves_through(engine: Engine) -> None:
    """A form that takes any text would otherwise store "stop" as an answer; every dialogue has one form, and it ignores every move."""
    from bot.importer import DialogueImporter

    forms = DialogueImporter().get_domain().forms
    moves = set(BEWEGINGEN) | {f"start_{naam}" for naam in DIALOGEN}
    assert {f"{naam}_form" for naam in DIALOGEN} == set(forms)
    assert {} == {name: moves - set(form["ignored_intents"]) for name, form in forms.items() if moves - set(form["ignored_intents"])}


def test_two_owners_of_a_key_stop_the_run_and_are_both_named(engine: Engine, tmp_path: Path) -> None:
    """Slots, responses, intents, actions and forms alike; also a section that may stand in one file only."""
    from bot.importer import TwoOwners, merge_domains

    one, two = tmp_path / "een" / "domain.yml", tmp_path / "twee" / "domain.yml"
    contents = [
        {"slots": {"x": {"type": "text"}}},
        {"responses": {"utter_x": [{"text": "x"}]}},
        {"forms": {"x_form": {}}},
        {"intents": [{"x": {"use_entities": []}}]},
        {"actions": ["action_x"]},
        {"session_config": {"session_expiration_time": 0}},
    ]
    for path in (one, two):
        path.parent.mkdir()
    for content in contents:
        for path in (one, two):
            path.write_text(yaml.safe_dump({"version": "3.1", **content}))
        with pytest.raises(TwoOwners) as stopped:
            merge_domains([one, two])
        assert str(one) in str(stopped.value)
        assert str(two) in str(stopped.value)
    two.write_text(yaml.safe_dump({"version": "3.1", "actions": ["action_y"]}))
    one.write_text(yaml.safe_dump({"version": "3.1", "actions": ["action_x"]}))
    assert ["action_x", "action_y"] == merge_domains([one, two])["actions"]


def test_every_action_of_the_domain_exists_and_every_action_is_in_the_domain(engine: Engine) -> None:
    """A forgotten registration would only show in a conversation."""
    from bot.engine.local_actions import LocalActions

    known = set(LocalActions().executor.actions)
    named = {action for action in engine.agent.domain.action_names_or_texts if action.startswith(("action_", "validate_"))}
    from rasa.shared.core.constants import DEFAULT_ACTION_NAMES

    wanted = named - set(DEFAULT_ACTION_NAMES)
    assert set() == wanted - known


@pytest.mark.parametrize("text", VERLOREN)
def test_a_stray_brace_breaks_rasa(engine: Engine, text: str) -> None:
    """Rasa formats whatever stands in a response, also under `custom`; `werkmaat check` refuses what raises there (bot/lint/texts.py)."""
    from rasa.core.nlg.interpolator import interpolate

    with pytest.raises((ValueError, IndexError)):
        interpolate({"custom": {"deep": [{"of": text}]}}, {"naam": "Bea"})
