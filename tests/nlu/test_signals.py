"""The warning signals in free Dutch text: what counts, what takes a signal away, and what must not matter."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest
import yaml

from bot.evaluate.signalen import score
from bot.nlu.signals import SIGNALEN, Signal, classifier, learning, patterns, understand
from bot.nlu.signals.text import tokens, windows
from bot.nlu.signals.training import sentences, typing_error

CLEAR = [
    ("ik ben doodmoe na elke dienst", "vermoeidheid"),
    ("ik heb me weer ziek gemeld", "verzuim"),
    ("ik word gek van het lawaai in de hal", "prikkels"),
    ("ik kan me niet meer concentreren op mijn werk", "kwaliteit"),
    ("ik kom niet meer uit mijn woorden", "communicatie"),
    ("ik heb geen tijd meer voor mijn gezin", "balans"),
    ("ik kan namen niet meer onthouden", "geheugen"),
    ("ik raak in paniek als het rooster ineens verandert", "verandering"),
    ("ik maak steeds meer fouten", "fouten"),
    ("ik trek me steeds meer terug", "terugtrekken"),
    ("ik ben somber en huil veel", "stemming"),
    ("ik snauw iedereen af", "prikkelbaarheid"),
]

PLAIN: dict[str, list[str]] = yaml.safe_load(Path(__file__).with_name("signals_plain.yml").read_text(encoding="utf-8"))


CHANGED = (
    "ik heb een nieuwe chef",
    "we werken sinds maandag in een ander pand",
    "mijn vaste maatje is weg bij ons",
    "ik heb sinds kort een andere teamleider",
    "we hebben een nieuw rooster gekregen",
    "er is een nieuwe baas",
    "er zit nu een nieuwe collega naast mij",
    "heb nieuwe leidinggevende",
    "ik zit sinds vorige week op een andere afdeling",
    "mijn rooster is veranderd",
    "onze planning is omgegooid",
    "we zijn naar een ander gebouw verhuisd",
    "ik ben net verhuisd",
    "ik heb andere taken gekregen",
    "wij hebben een nieuw systeem op het werk",
    "er is veel veranderd thuis",
    "mijn jobcoach is vertrokken",
    "kreeg nieuwe werkplek",
    "ik sta nu op een andere plek",
    "ik ben sinds kort gescheiden",
    "we hebben ne nieuwe chef",
    "er is thuis heel veel veranderd",
    "onze ploegbaas is gestopt bij ons",
    "mijn begeleider is sinds maandag weggegaan",
    "wij zijn verhuisd naar een nieuw filiaal",
    "ons kantoor is sinds kort verhuisd",
)
SENSES = (
    "ik heb veel last van prikkels",
    "veel last van prikkels",
    "ik heb heel veel last van geluid",
    "ik heb steeds meer last van de drukte",
    "ik heb last van prikkels",
    "heb erg last van het lawaai",
    "ik heb altijd last van al die geluiden",
)
NOT_NOW = (
    "ik heb geen nieuwe chef",
    "mijn vrouw heeft een nieuwe chef",
    "ik wil een nieuwe chef",
    "ik heb een nieuwe chef en dat bevalt goed",
    "vroeger had ik een andere baas",
    "ik krijg volgende maand een nieuwe chef",
    "misschien komt er een ander rooster",
    "ik heb een nieuwe fiets",
    "we hebben een nieuwe printer gekregen",
    "mijn chef is aardig",
    "ik werk in een pand",
    "mijn rooster is niet veranderd",
    "er is niets veranderd op mijn werk",
    "mijn broer werkt in een ander pand",
    "ik heb geen last van prikkels",
    "mijn zoon heeft veel last van prikkels",
    "minder last van prikkels",
    "ik heb een leuke nieuwe collega",
    "we zijn jaren geleden verhuisd",
    "mijn man is weg",
    "zijn we sinds maandag in een ander pand?",
    "mijn collega is weg naar huis",
    "ik hoop op een nieuwe taak",
    "ik heb nieuwe schoenen",
    "ik heb vroeger veel last van prikkels gehad",
    "ik zoek een andere werkplek",
    "alles loopt vlot op mijn werk",
    "veel gedaan op het werk",
    "heel de dag op mijn werk gezeten",
    "iets gegeten op het werk",
)


def found(text: str) -> set[str]:
    return {signal.signaal for signal in understand(text)}


@pytest.mark.parametrize(("text", "expected"), CLEAR)
def test_a_plain_sentence_gives_its_signal(text: str, expected: str) -> None:
    """Each of the twelve signals is recognised when it is said plainly."""
    assert expected in found(text)


@pytest.mark.parametrize(("text", "expected"), [*((text, "verandering") for text in CHANGED), *((text, "prikkels") for text in SENSES)])
def test_a_plain_statement_is_sure_by_rule(text: str, expected: str) -> None:
    """What changed at work or at home, and much trouble with stimuli, count whatever the classifier makes of them."""
    said = next(signal for signal in understand(text) if signal.signaal == expected)
    assert said.zekerheid >= 0.9


@pytest.mark.parametrize("text", NOT_NOW)
def test_what_only_looks_like_a_plain_statement_is_not_sure(text: str) -> None:
    """Denied, of somebody else, over, planned, asked, or liked: no rule makes a signal of it."""
    assert [] == [match for window in windows(tokens(text)) for match in classifier.read(window).sure]
    assert set() == found(text)


def test_short_plain_statements_are_read() -> None:
    """Of ten short statements of each signal at least nine are read; of forty without one at most two give a signal; none was learned."""
    missed = {name: [text for text in texts if name not in found(text)] for name, texts in PLAIN.items() if name != "geen"}
    assert (set(SIGNALEN), {}) == (set(missed), {name: texts for name, texts in missed.items() if len(texts) > 1})
    assert len([text for text in PLAIN["geen"] if found(text)]) <= 2
    assert set() == {text for text, _ in sentences()} & {text for texts in PLAIN.values() for text in texts}


@pytest.mark.parametrize(
    "text",
    [
        "ik ben niet moe",
        "ik ben niet meer moe na het werk",
        "moe ben ik niet",
        "ik ben niet somber",
        "ik heb geen fouten gemaakt",
        "ik snauw niet meer",
        "ik vergeet de code niet",
        "ik verwissel niks meer",
        "geen last van lawaai",
    ],
)
def test_a_denied_signal_is_none(text: str) -> None:
    """Negation takes a signal away."""
    assert set() == found(text)


def test_a_denied_ability_is_a_signal() -> None:
    """ "Niet meer onthouden" denies the ability, not the trouble."""
    assert "geheugen" in found("ik kan niks meer onthouden")


@pytest.mark.parametrize("text", ["ik ben minder moe", "de vermoeidheid wordt minder", "het gaat beter met onthouden", "ik maak minder fouten"])
def test_improvement_is_no_signal(text: str) -> None:
    """What gets better is not a warning."""
    assert set() == found(text)


COMPARATIVES = {
    "vermoeidheid": "moeër dan anders|ik word steeds moeër van mijn werk|ben veel moeier|nog moejer geworden|zo moeeer de laatste tijd",
    "prikkelbaarheid": "prikkelbaarder geworden|ik ben prikkelbaarer thuis|sneller boos dan eerst",
    "geheugen": "ik word vergeetachtiger|ben vergetachtiger dan anders",
    "kwaliteit": "alles gaat trager op het werk|ik werk tragger|ik word slordiger|veel slordigger met mijn werk",
    "stemming": "ik ben somberder|beetje sombeder dan anders|angstiger dan gewoon|angstigger dan eerst",
    "prikkels": "gevoeliger voor lawaai",
}


@pytest.mark.parametrize(("text", "expected"), [(text, name) for name, texts in COMPARATIVES.items() for text in texts.split("|")])
def test_a_comparative_is_read_also_when_it_is_misspelt(text: str, expected: str) -> None:
    """Who answers "wat is meer dan gewoon" uses them."""
    assert expected in found(text)


@pytest.mark.parametrize("text", ["mijn moeder is er", "de moer zit los", "ik ben niet moeër", "minder moeër", "ik moet vaak plassen"])
def test_what_only_looks_like_tired_is_no_signal(text: str) -> None:
    """Other words that begin so, and a comparative that is denied."""
    assert set() == found(text)


@pytest.mark.parametrize(
    "text",
    ["niet meer zo snel boos", "niet zo vaak boos meer", "nie meer zo moe", "ik ben niet meer zo vergeetachtig", "ik ben niet zo gauw moe"],
)
def test_not_so_much_any_more_is_a_denial(text: str) -> None:
    """With "zo" between the denial and what is denied."""
    assert set() == found(text)


def test_nowhere_so_much_as_now_is_no_denial() -> None:
    """ ""Nooit zo" says how much it is, and so does less of something that goes badly."""
    objections = [[match.bezwaar for match in patterns.find(text.split())] for text in ("nog nooit zo boos", "voel me niet zo goed moe ook")]
    assert [[""], [""]] == objections


@pytest.mark.parametrize("text", ["mijn man is moe", "de chef is chagrijnig", "mijn zoon vergeet altijd zijn tas"])
def test_another_person_is_no_signal(text: str) -> None:
    """Trouble of somebody else is not the client's signal."""
    assert set() == found(text)


@pytest.mark.parametrize("text", ["vroeger was ik elke dag doodmoe", "in de revalidatie vergat ik alles"])
def test_a_closed_past_is_no_signal(text: str) -> None:
    """What is over is not a warning."""
    assert set() == found(text)


def test_word_order_does_not_matter() -> None:
    """The same words in another Dutch order give the same signals."""
    assert "vermoeidheid" in found("na elke dienst ben ik doodmoe") & found("ik ben na elke dienst doodmoe")


def test_most_signals_survive_a_typing_error() -> None:
    """One typing error costs at most one in ten of the plain sentences, over five seeds."""
    kept = [expected in found(typing_error(text, random.Random(seed))) for seed in range(5) for text, expected in CLEAR]
    assert sum(kept) >= 0.9 * len(kept)


@pytest.mark.parametrize("text", ["", "   ", "?!?", "🙂🙂", "12345", "\x00\x00", "a" * 5000])
def test_empty_and_odd_input_gives_nothing(text: str) -> None:
    """Nothing to read means no signal and no error."""
    assert () == understand(text)


def test_a_signal_in_a_long_story_is_found_with_its_words() -> None:
    """A signal deep in a long message is found, and says which words it rests on."""
    story = "we hebben vandaag dozen ingepakt en daarna was er koffie. " * 60 + "ik ben doodmoe na elke dienst. " + "het was mooi weer. " * 40
    signals = [signal for signal in understand(story) if signal.signaal == "vermoeidheid"]
    assert ["doodmoe"] == [signal.woorden for signal in signals]


def test_values_stay_within_bounds() -> None:
    """Certainty lies between 0 and 1, severity is 1 or 2, ids are known."""
    for text, _ in CLEAR:
        for signal in understand(text):
            assert isinstance(signal, Signal)
            assert 0 <= signal.zekerheid <= 1
            assert signal.ernst in (1, 2)
            assert signal.signaal in SIGNALEN


def test_training_is_deterministic_and_survives_the_file(tmp_path: Path) -> None:
    """Training twice gives the same model, and a file gives it back: plain arrays only."""
    few = sentences()[::40]
    first, second = learning.fit(few), learning.fit(few)
    classifier.save(first, tmp_path / "signals.npz")
    for other in (second, classifier.load(tmp_path / "signals.npz")):
        assert all(np.array_equal(getattr(first, name), getattr(other, name)) for name in ("weights", "bias", "anchors", "pull", "thresholds"))


def test_a_damaged_file_is_refused(tmp_path: Path) -> None:
    """Half a file, and a file of another version, say what to do instead of reading everybody wrongly."""
    path = tmp_path / "signals.npz"
    classifier.save(learning.fit(sentences()[::80]), path)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(ValueError, match="werkmaat train"):
        classifier.load(path)
    np.savez_compressed(path, weights=np.zeros((8, 13), np.float16), intercepts=np.zeros(13), thresholds=np.zeros(13))
    with pytest.raises(ValueError, match="werkmaat train"):
        classifier.load(path)


def test_there_is_enough_to_learn_from() -> None:
    """At least 180 sentences for each signal and 1,500 without one."""
    rows = sentences()
    assert [] == [name for name in SIGNALEN if sum(name in labels for _, labels in rows) < 180]
    assert sum(not labels for _, labels in rows) >= 1500


def test_score_counts_as_the_evaluation_format_says() -> None:
    """Micro-F1 over ids, and the share of quiet lines left alone."""
    lines = [{"signalen": ["fouten", "balans"]}, {"signalen": []}, {"signalen": []}]
    figures = score(lines, [{"signalen": ["fouten"]}, {"signalen": []}, {"signalen": ["fouten"]}])
    assert (0.5, 0.5, 0.5, 0.5) == (figures["micro_f1"], figures["precision"], figures["recall"], figures["met_rust_gelaten"])


def test_a_signal_between_two_other_sentences_is_found() -> None:
    """A message of a few sentences is read sentence by sentence: what is said in the middle does not drown."""
    assert "prikkelbaarheid" in found("We hebben vandaag de etalage ingericht. Ik snauw iedereen af. Daarna was er taart want Ahmed is jarig.")
    assert set() == found("We hebben vandaag de etalage ingericht. Daarna was er taart want Ahmed is jarig. Morgen ben ik vrij.")
