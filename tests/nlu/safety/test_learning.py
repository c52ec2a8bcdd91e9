"""What is learned beside the sentences themselves: noise, company and anchors follow from each text, not from what stands before it."""

from __future__ import annotations

import numpy as np

from bot.nlu.nearness import anchors_of, place_of
from bot.nlu.safety import learning


def test_a_sentence_more_leaves_the_noise_and_company_of_the_others_alone() -> None:
    """It only takes the place of its neighbour in some company: a few harmless sentences may not move verdicts everywhere."""
    few = list(learning.sentences()[::400])
    before, after = learning.variants(few), learning.variants([("morgen haal ik verse haring", "geen"), *few])
    assert len(before) > 80
    lost = [text for text, _ in set(before) - set(after)]
    assert len(lost) < len(before) / 20
    assert any(all(neighbour in text for text in lost) for neighbour, _ in few)


def test_a_sentence_more_changes_one_anchor_at_most() -> None:
    """Which sentences are anchors is decided by their text."""
    texts = [text for text, _ in learning.sentences()[::400]]
    meanings = np.arange(2 * len(texts), dtype=np.float32).reshape(-1, 2)
    places = np.array([place_of(text) for text in texts])
    before = anchors_of(meanings[1:], places[1:], 50)
    after = anchors_of(meanings, places, 50)
    assert len(before) == len(after) == 50
    assert len({tuple(row) for row in before} - {tuple(row) for row in after}) <= 1
