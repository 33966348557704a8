"""The documentation lists exactly what is registered."""

from pathlib import Path

import pytest

from trainer.metrics.document import DOCUMENT, renewed, tables
from trainer.metrics.registry import all_metrics

PATH = Path(__file__).parents[2] / DOCUMENT


def test_the_document_is_up_to_date() -> None:
    written = PATH.read_text(encoding="utf-8")
    assert written == renewed(written), "run python -m trainer.metrics.document"


def test_every_metric_is_in_the_tables() -> None:
    for metric in all_metrics():
        assert all(f"`{name}`" in tables() for name in metric.names)


def test_a_document_without_marks_is_refused() -> None:
    with pytest.raises(ValueError, match="marks"):
        renewed("# Metrics\n")
