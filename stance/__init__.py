"""Who takes which stance toward whom in news text.

>>> import stance
>>> analysis = stance.load()("Kim Jong Un called the United States a reactionary state.")
>>> print(analysis)
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from stance.schema import (
    LABELS,
    Analysis,
    Attribution,
    Coverage,
    Entity,
    Evidence,
    Span,
    Stance,
    StancePrediction,
)

if TYPE_CHECKING:
    from stance.classifier import StanceClassifier, TextTooLong
    from stance.integrations.estimator import StanceEstimator
    from stance.integrations.frames import annotate
    from stance.models import ModelError
    from stance.pipeline import Pipeline, load
    from stance.resolve import Resolver
    from stance.tagger import Tagger

__all__ = [
    "LABELS",
    "Analysis",
    "Attribution",
    "Coverage",
    "Entity",
    "Evidence",
    "ModelError",
    "Pipeline",
    "Resolver",
    "Span",
    "Stance",
    "StanceClassifier",
    "StanceEstimator",
    "StancePrediction",
    "Tagger",
    "TextTooLong",
    "annotate",
    "load",
]

# Imported on first use: `import stance` costs nothing until a model is wanted.
_LAZY = {
    "ModelError": "stance.models",
    "Pipeline": "stance.pipeline",
    "Resolver": "stance.resolve",
    "StanceClassifier": "stance.classifier",
    "StanceEstimator": "stance.integrations.estimator",
    "Tagger": "stance.tagger",
    "TextTooLong": "stance.classifier",
    "annotate": "stance.integrations.frames",
    "load": "stance.pipeline",
}


def __getattr__(name: str) -> Any:
    if name == "__version__":
        return _version()
    if name in _LAZY:
        return getattr(importlib.import_module(_LAZY[name]), name)
    raise AttributeError(f"module 'stance' has no attribute {name!r}")


def _version() -> str:
    from importlib import metadata  # a twentieth of a second that few need

    try:
        return metadata.version("stance-toolkit")
    except metadata.PackageNotFoundError:  # a checkout that is on the path, not installed
        return "unknown"
