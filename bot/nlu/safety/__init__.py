"""The guard: reads every free text whole, before and independent of the dialogue engine (DIALOGUES.md section 7)."""

from bot.nlu.safety.answers import answer_to_direct_question
from bot.nlu.safety.guard import assess, left_behind, load, train, warm
from bot.nlu.safety.ordinary import is_about_employee
from bot.nlu.safety.recant import meant_otherwise, said_beside, takes_back_no
from bot.nlu.safety.verdict import Verdict

__all__ = [
    "Verdict",
    "answer_to_direct_question",
    "assess",
    "is_about_employee",
    "left_behind",
    "load",
    "meant_otherwise",
    "said_beside",
    "takes_back_no",
    "train",
    "warm",
]
