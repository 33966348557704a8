"""A trial's numbers: what board, body sensor and eye saw apart, each with its definition."""

from datetime import UTC, datetime

import pytest

from trainer.metrics import all_metrics
from trainer.reading.measured import READ_FIRST, Seen, censored_words, numbers_of, zones
from trainer.recording.history import StoredTrial
from trainer.recording.vocabulary import Outcome


def trial(**changes: object) -> StoredTrial:
    every = {name: 1.0 for metric in all_metrics() for name in metric.names}
    known: dict[str, object] = {"metrics": every, "headline": "mean_tilt_velocity", **changes}
    at = datetime(2026, 3, 4, tzinfo=UTC)
    return StoredTrial("0" * 36, at, 23.0, Outcome.COMPLETED, **known)  # type: ignore[arg-type]


def test_every_number_stands_once_with_its_definition_under_who_saw_it() -> None:
    groups = numbers_of(trial(), level=2)
    names = [each.name for group in groups for each in group.numbers]
    assert sorted(names) == sorted(trial().metrics)
    assert all(each.definition and each.plain for group in groups for each in group.numbers)
    seen = {each.name: group.seen for group in groups for each in group.numbers}
    assert seen["thigh_medial_lean_at_30"] is Seen.BODY
    assert seen["pelvis_drop_deg"] is Seen.BODY
    assert seen["eye_knee_in"] is Seen.EYE
    assert {seen[name] for name in ("osi", "inside_time_pct", "tracking_rmse")} == {Seen.BOARD}


def test_what_is_read_first_comes_first_and_a_body_sensor_s_number_is_never_among_it() -> None:
    first, *_ = numbers_of(trial(), level=2)
    assert (first.title, first.seen) == (READ_FIRST, Seen.BOARD)
    assert first.numbers[0].name == "mean_tilt_velocity"
    assert not {"thigh_lean_mean", "thigh_lean_sd"} & {each.name for each in first.numbers}


def test_a_censored_time_is_told_as_at_least() -> None:
    one = trial(metrics={"time_to_failure_s": 23.0}, censored=("time_to_failure_s",))
    (group,) = numbers_of(one, level=2)
    assert group.numbers[0].value == "at least 23.0 s"
    (words,) = censored_words(one)
    assert "at least 23.0 s" in words


def test_an_unknown_name_keeps_its_value() -> None:
    (group,) = numbers_of(trial(metrics={"of_a_later_version": 2.5}), level=2)
    assert (group.numbers[0].words, group.numbers[0].value) == ("of_a_later_version", "2.50")


def test_zones_go_from_the_middle_outwards_and_are_absent_without_values() -> None:
    shares = {f"rim_quarter_{nth}_pct": 10.0 * nth for nth in range(1, 5)}
    assert [share for _, share in zones(trial(metrics=shares))] == pytest.approx([10, 20, 30, 40])
    assert zones(trial(metrics={})) == ()
