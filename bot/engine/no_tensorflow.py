"""Answer Rasa's imports of TensorFlow with empty placeholders.

Rasa 3.6 imports TensorFlow in some sixty modules, also when no component of the pipeline uses it. Loading it costs
14 s and 270 MB per process, 0.8 GB on disk, and TensorFlow 2.12 has open security flaws. Our pipeline never calls it,
so the imports get modules whose every attribute is an inert class. Whoever *calls* such an attribute gets a clear
error instead of a wrong result. `install()` must run before the first `import rasa`.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import importlib.util
import sys
import types
from collections.abc import Sequence
from typing import Any

REPLACED = ("tensorflow", "tensorflow_addons", "tensorflow_hub", "tensorflow_text", "keras", "tf_keras")


class TensorFlowMissing(RuntimeError):
    """A component that needs TensorFlow was used; Werkmaat's pipeline has none."""


class _PlaceholderMeta(type):
    """Placeholder classes answer every attribute with another placeholder, so that decorators and base classes work."""

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _placeholder(f"{cls.__name__}.{name}")

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        # A decorator (`@tf.function`, `@register_keras_serializable(...)`) gets its function back unchanged.
        if cls.__module__ == __name__:
            if len(args) == 1 and callable(args[0]) and not kwargs:
                return args[0]
            return lambda target: target
        raise TensorFlowMissing(f"{cls.__name__} needs TensorFlow, which Werkmaat does not install: choose another component in config.yml")

    def __or__(cls, other: Any) -> Any:
        return cls

    def __ror__(cls, other: Any) -> Any:
        return cls

    def __instancecheck__(cls, instance: Any) -> bool:
        return False


def _placeholder(name: str) -> _PlaceholderMeta:
    return _PlaceholderMeta(name, (), {"__module__": __name__, "__class_getitem__": classmethod(lambda cls, _: cls)})


class _PlaceholderModule(types.ModuleType):
    __version__ = "0.0.0"

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        value = _placeholder(name)
        setattr(self, name, value)
        return value


class _PlaceholderFinder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, fullname: str, path: Sequence[str] | None, target: types.ModuleType | None = None) -> importlib.machinery.ModuleSpec | None:
        if fullname.split(".")[0] not in REPLACED:
            return None
        return importlib.machinery.ModuleSpec(fullname, self, is_package=True)

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> types.ModuleType:
        return _PlaceholderModule(spec.name)

    def exec_module(self, module: types.ModuleType) -> None:
        return None


def install() -> None:
    """Put the placeholders in place; harmless when called twice."""
    if any(isinstance(finder, _PlaceholderFinder) for finder in sys.meta_path):
        return
    if "rasa" in sys.modules:
        raise RuntimeError("no_tensorflow.install() must run before the first import of rasa")
    sys.meta_path.insert(0, _PlaceholderFinder())
