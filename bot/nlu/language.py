"""The one spaCy object for Dutch: tokeniser and lemma tables, no downloaded model.

Built at the first call and kept, because making it costs 0.7 s; using it costs microseconds a word.
"""

from __future__ import annotations

from functools import lru_cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc


@lru_cache(maxsize=1)
def dutch() -> Language:
    """Return the shared pipeline: blank Dutch with the lemma lookup table of spacy-lookups-data."""
    nlp = spacy.blank("nl")
    nlp.add_pipe("lemmatizer", config={"mode": "lookup"})
    nlp.initialize()
    return nlp


def analyse(text: str) -> Doc:
    """Return the spaCy doc of a Dutch text."""
    return dutch()(text)
