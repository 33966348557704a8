"""One path of a target for rules, scene, simulation and metrics: at one moment and at many."""

import json
from math import pi

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.recording.target import Knot, Step, TargetPath, Wave, target_of

degrees = st.floats(-10, 10)
steps = st.lists(st.tuples(st.floats(0.001, 60), degrees, degrees, st.floats(0.1, 9)), max_size=5)
waves = st.lists(st.builds(Wave, st.floats(0, 3), degrees, degrees, degrees, degrees), max_size=4)


@st.composite
def paths(draw: st.DrawFn) -> TargetPath:
    later = sorted(draw(steps))
    times = [0.0, *np.unique([step[0] for step in later]).tolist()]
    places = [(1.0, -1.0, 2.0), *(step[1:] for step in later)]
    made = (Step(at, *place) for at, place in zip(times, places, strict=False))
    at_s = sorted(set(draw(st.lists(st.floats(0, 60), max_size=4))))
    knots = tuple(Knot(t_s, draw(degrees), 90 * draw(degrees)) for t_s in at_s)
    return TargetPath(tuple(made), tuple(draw(waves)), knots)


@given(paths(), st.lists(st.floats(0, 70), min_size=1, max_size=20))
def test_one_moment_and_many_agree(path: TargetPath, times_s: list[float]) -> None:
    together = np.stack(path.at(times_s), axis=1)
    singly = np.array([path.now(t_s) for t_s in times_s])
    assert together == pytest.approx(singly, abs=1e-9)


@given(paths())
def test_a_path_comes_back_from_a_recordings_parameters(path: TargetPath) -> None:
    stored = json.loads(json.dumps({"target": path.parameter()}))
    assert target_of(stored) == path


def test_a_still_target_stays_and_says_so() -> None:
    path = TargetPath.still(2.5, 1.0, -2.0)
    assert not path.moves
    assert path.now(0.0) == path.now(1e6) == (1.0, -2.0, 2.5)


def test_a_step_holds_from_its_time_on_and_the_first_before_all() -> None:
    path = TargetPath((Step(0.0, 0.0, 0.0, 3.0), Step(4.0, 5.0, 1.0, 2.0)))
    assert [path.now(t_s) for t_s in (-1.0, 0.0, 3.999)] == [(0.0, 0.0, 3.0)] * 3
    assert path.now(4.0) == path.now(99.0) == (5.0, 1.0, 2.0)


def test_waves_are_added_to_the_centre_in_degrees_and_hertz() -> None:
    path = TargetPath.sines(2.0, Wave(0.25, ap_deg=3.0), Wave(0.5, ml_deg=2.0, ml_phase_rad=pi / 2))
    assert path.now(1.0) == pytest.approx((3.0, -2.0, 2.0))


@pytest.mark.parametrize("times_s", [(), (1.0,), (0.0, 2.0, 2.0), (0.0, 3.0, 1.0)])
def test_steps_out_of_order_are_refused(times_s: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match="steps begin at 0 s"):
        TargetPath(tuple(Step(at, 0.0, 0.0, 1.0) for at in times_s))


def test_without_a_target_there_is_no_path_and_a_bad_one_is_refused() -> None:
    assert target_of({}) is None
    for bad in (3, [], {"steps": []}, {"steps": [{"from_s": 0}]}, {"waves": []}):
        with pytest.raises(ValueError, match="target cannot be read"):
            target_of({"target": bad})


def test_a_target_goes_round_from_knot_to_knot_and_waits_at_both_ends() -> None:
    path = TargetPath(
        (Step(0.0, 0.0, 0.0, 2.0),), knots=(Knot(1.0, 5.0, 0.0), Knot(5.0, 5.0, 360.0))
    )
    assert path.moves
    for t_s, place in ((0.0, (5, 0)), (2.0, (0, 5)), (3.0, (-5, 0)), (4.0, (0, -5)), (9.0, (5, 0))):
        assert path.now(t_s)[:2] == pytest.approx(place, abs=1e-9)
    away, turned = path.round_at([0.0, 2.0, 9.0])
    assert away.tolist() == [5.0, 5.0, 5.0]
    assert turned.tolist() == [0.0, 90.0, 360.0]


def test_knots_come_in_time() -> None:
    with pytest.raises(ValueError, match="later than the last"):
        TargetPath((Step(0.0, 0.0, 0.0, 2.0),), knots=(Knot(1.0, 5.0, 0.0), Knot(1.0, 5.0, 9.0)))
    with pytest.raises(ValueError, match="does not go round"):
        TargetPath.still(2.0).round_at(0.0)
