"""A message that waited for the dialogue engine while the client came in danger.

It was said before, so it counts for what was open before: its answer is kept, its request is passed on. But safety stands above every dialogue:
nothing is asked below what safety asks, until the client goes on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from bot.care.beurt import Beurt
from bot.care.turns import Turn
from bot.care.veiligheid import CONTACT, CONTACT_VRAGEN, OPZIJ, SINDS
from bot.models.tables import Gesprek

# In the state: the number up to which messages were received when the last of these was taken in. What comes next is asked with a recap.
INGEHAALD = "ingehaald"


def van_voor(gesprek: Gesprek, seq: int) -> bool:
    """Whether this message was received before safety last came above the dialogues."""
    return bool(seq < gesprek.stand.get(SINDS, 0))


def houdt_stil(gesprek: Gesprek, seq: int) -> bool:
    """Whether the turn of this message asks nothing. Of who chose contact in the rest the engine asks how, and no more than that."""
    return gesprek.veiligheid is not None and (gesprek.veiligheid != CONTACT or van_voor(gesprek, seq))


def nam_op_na(gesprek: Gesprek, seq: int) -> bool:
    """Whether an earlier message was taken in after this one was received: what was open when this was said may be answered then."""
    return bool(seq <= gesprek.stand.get(INGEHAALD, 0))


def is_ingehaald(gesprek: Gesprek, seq: int) -> bool:
    """Whether a message before this one was taken in since: the question this one was said at was answered then."""
    return van_voor(gesprek, seq) and nam_op_na(gesprek, seq)


def antwoordt_niet(gesprek: Gesprek, seq: int) -> bool:
    """Whether this message was received under safety, at a contact that is over: then it is no answer to the question about work."""
    if not houdt_stil(gesprek, seq) or SINDS not in gesprek.stand or van_voor(gesprek, seq):
        return False
    return OPZIJ not in gesprek.stand or gesprek.stand.get("tussen") not in CONTACT_VRAGEN


def stand_van_toen(gesprek: Gesprek, seq: int) -> Mapping[str, Any]:
    """The state this message was said in: without the contact that was chosen in the rest after it."""
    return {**gesprek.stand, **gesprek.stand[OPZIJ]} if OPZIJ in gesprek.stand and van_voor(gesprek, seq) else gesprek.stand


@contextmanager
def zoals_toen(beurt: Beurt) -> Iterator[None]:
    """Let the turn find what was open then, and leave the contact that was chosen since as it is."""
    opzij = beurt.stand.get(OPZIJ)
    if opzij is None or not van_voor(beurt.gesprek, beurt.seq):
        yield
        return
    # A pause of before the danger must not end the rest that came with it.
    contact = {key: beurt.stand.get(key) for key in (*opzij, "rust")}
    beurt.zet(**opzij)
    yield  # after an error there is nothing to put back: the whole turn is rolled back
    beurt.zet(**{OPZIJ: {key: beurt.stand.get(key) for key in opzij}, **contact})


def neem_op(beurt: Beurt) -> None:
    """Remember that this message was taken in without talking about it."""
    if van_voor(beurt.gesprek, beurt.seq):
        beurt.zet(**{INGEHAALD: beurt.gesprek.last_seq})


def alleen_verteld(turns: list[Turn]) -> list[Turn]:
    """What is left of a turn below a question of safety: what it tells, as notices, so that the question above stays the one that is open."""
    return [replace(turn, kind="notice", progress=None) for turn in turns if not turn.choices and turn.kind != "question"]
