"""The intent classifier as Rasa sees it: a thin wrapper around bot/nlu/intents.py.

The only module of bot/nlu that imports Rasa; `bot.engine.no_tensorflow.install()` must have run before.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, INTENT_RANKING_KEY, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.intents import IntentModel, rank, train

logger = logging.getLogger(__name__)

# Metadata key with the id of the question that was asked; set by the worker.
QUESTION_KEY = "vraag"
RANKING_LENGTH = 5


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class MoveClassifier(GraphComponent, IntentClassifier):
    """Sets intent, confidence and ranking of a message; gibberish becomes `nlu_fallback`."""

    def __init__(self, model_storage: ModelStorage, resource: Resource, model: IntentModel | None = None) -> None:
        self._model_storage = model_storage
        self._resource = resource
        self._model = model

    @classmethod
    def create(cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext) -> MoveClassifier:
        """Make an untrained component."""
        return cls(model_storage, resource)

    @classmethod
    def load(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext, **kwargs: Any
    ) -> MoveClassifier:
        """Read the trained component; raises ValueError when the model has none."""
        with model_storage.read_from(resource) as directory:
            return cls(model_storage, resource, IntentModel.load(Path(directory)))

    def train(self, training_data: TrainingData) -> Resource:
        """Train on every example with an intent and persist the arrays."""
        pairs = [(example.get(TEXT), example.get(INTENT)) for example in training_data.intent_examples if example.get(TEXT)]
        self._model = train(pairs)
        with self._model_storage.write_to(self._resource) as directory:
            self._model.save(Path(directory))
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Set intent and ranking of messages that do not carry an intent yet."""
        for message in messages:
            text = message.get(TEXT)
            if self._model is None or not text or (message.get(INTENT) or {}).get(INTENT_NAME_KEY):
                continue
            question = (message.get("metadata") or {}).get(QUESTION_KEY)
            ranking = [
                {INTENT_NAME_KEY: name, PREDICTED_CONFIDENCE_KEY: chance} for name, chance in rank(text, question, self._model)[:RANKING_LENGTH]
            ]
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing downstream needs our predictions on the training data, so do not spend time on them."""
        return training_data
