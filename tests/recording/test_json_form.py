"""Records to JSON and back."""

import json
import math
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.recordings import STARTED_AT, header
from trainer.recording.json_form import JsonFormError, from_json, to_json
from trainer.recording.sensor import SensorCalibration
from trainer.recording.trial import ClockMap, TrialHeader


def through_text(value: object) -> object:
    return json.loads(json.dumps(to_json(value), allow_nan=False))


def test_a_header_comes_back_exactly_through_text() -> None:
    assert from_json(TrialHeader, through_text(header())) == header()


@given(st.floats(allow_nan=False), st.floats(allow_nan=False))
def test_any_floats_come_back_exactly(offset: float, rate: float) -> None:
    clock_map = ClockMap(offset, rate)
    assert from_json(ClockMap, through_text(clock_map)) == clock_map


def test_not_a_number_is_written_in_standard_json() -> None:
    back = from_json(ClockMap, through_text(ClockMap(math.nan)))
    assert math.isnan(back.offset_ns)


def test_a_missing_field_takes_its_default_and_an_unknown_one_is_passed_over() -> None:
    assert from_json(ClockMap, {"offset_ns": 2.0, "drift": 1}) == ClockMap(offset_ns=2.0)


def test_a_missing_field_without_default_is_named() -> None:
    data = to_json(header())
    assert isinstance(data, dict)
    del data["rim"]
    with pytest.raises(JsonFormError, match="TrialHeader lacks rim"):
        from_json(TrialHeader, data)


@pytest.mark.parametrize(
    ("field", "value"), [("steps", 3), ("mount", [1.0]), ("counter", "4"), ("made_at", "soon")]
)
def test_a_value_of_the_wrong_kind_is_refused(field: str, value: object) -> None:
    data = to_json(SensorCalibration())
    assert isinstance(data, dict)
    with pytest.raises(JsonFormError):
        from_json(SensorCalibration, {**data, field: value})


def test_times_are_written_in_utc_and_refused_without_a_zone() -> None:
    east = STARTED_AT.astimezone(timezone(timedelta(hours=2)))
    assert to_json(east) == to_json(STARTED_AT)
    with pytest.raises(TypeError, match="time zone"):
        to_json(datetime(2026, 3, 4, 5, 6, 7))
