"""End to end on the articles in `seeds/`: guards the level that the shipped models reach."""

from __future__ import annotations

from pathlib import Path

import pytest

import stance
from stance.evaluation.documents import read_articles, score_documents

SEEDS = Path(__file__).parent.parent / "seeds"
