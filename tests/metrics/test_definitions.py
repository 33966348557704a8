"""The name of the definitions says whether a trial is due to be measured anew."""

from dataclasses import replace

import pytest

from tests.recomputing import change_definitions, twice_as_much
from trainer.metrics import Metric, definitions_name
from trainer.metrics.kinds import Better, Family, Fits, Posture, Validity


@pytest.mark.parametrize(
    ("changes", "due"),
    [
        ({"version": 2}, True),
        ({"unit": "rad"}, True),
        ({"function": twice_as_much}, True),
        ({"source": "another publication"}, False),
        ({"fits": (Fits.BOARD, Fits.FORCE_PLATE)}, True),
        ({"validity": Validity.EVERY_TRIAL}, True),
        ({"posture": Posture.ANY}, True),
        ({"better": Better.HIGHER, "words": ("a", "b", "c"), "plain": "how far"}, False),
        ({}, False),
    ],
    ids=lambda given: " ".join(given) or "nothing" if isinstance(given, dict) else str(given),
)
def test_trials_are_due_if_a_change_may_change_their_numbers(
    monkeypatch: pytest.MonkeyPatch, changes: dict[str, object], due: bool
) -> None:
    before = definitions_name({})

    def changed(metric: Metric) -> Metric:
        return replace(metric, **changes) if "osi" in metric.names else metric  # type: ignore[arg-type]

    change_definitions(monkeypatch, changed)
    assert (definitions_name({}) != before) == due


def test_metrics_of_one_activity_are_told_apart_by_it() -> None:
    read = (Better.HIGHER, ("lanterns lit",), "How many lanterns you lit.")
    own = (Metric(("lanterns_lit",), twice_as_much, "1", Family.TRIAL, *read),)
    names = {definitions_name(known) for known in ({}, {"marble": own}, {"knee_lane": own})}
    assert len(names) == 3
