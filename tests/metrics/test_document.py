"""The documentation lists exactly what is registered."""

from pathlib import Path

import pytest

from tests.metrics.signals import ordinary_sway
from trainer.metrics import registry
from trainer.metrics.document import DOCUMENT, renewed, tables
from trainer.metrics.facts import Facts
from trainer.metrics.registry import Metric, all_metrics

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


def test_the_example_of_the_document_is_a_metric_as_it_stands(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = PATH.read_text(encoding="utf-8").partition("## Adding one")[2]
    code = text.partition("```python\n")[2].partition("```")[0]
    declared: list[Metric] = []
    monkeypatch.setattr(registry, "_declared", declared)
    exec(code, {})
    (toe_bias,) = declared
    assert toe_bias.formula == "Mean tilt towards the toes"
    sway = ordinary_sway()
    assert toe_bias.values(Facts(sway=sway)) == (pytest.approx(sway.ap.mean()),)
