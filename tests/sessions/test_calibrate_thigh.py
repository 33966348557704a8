"""`thigh`: fifteen seconds led by their own clock, on a simulated thigh; faults are refused."""

from dataclasses import dataclass, field, replace

import pytest
from scipy.spatial.transform import Rotation

from tests.posed_board import TiltedSource
from tests.sessions.calibrating import CALIBRATED, Run, assert_refused, followed, opened
from tests.simulation.thigh_exercises import (
    FAULTY_SQUAT,
    set_up,
    standing,
    swings,
)
from tests.thighs import TYPICAL
from trainer.motion.readings import rotation_of
from trainer.recording.body import BodySetup, ThighSetup
from trainer.recording.sensor import SensorSetup
from trainer.recording.vocabulary import Placement, Side
from trainer.sessions.calibration.thigh import SITS_ASKEW, thigh_check_guide, thigh_guide
from trainer.simulation.imu import read_all
from trainer.simulation.thigh import ThighCourse, strapped, thigh_motion
from trainer.wire.messages import ImuSample

BEFORE_S = 4.2
"""The board settles for three seconds, and then the guide waits for a second of stillness."""
BODY = SensorSetup(rate_hz=100.0)


@dataclass
class StrappedSource(TiltedSource):
    """A resting board and the thigh beside it; `silent_from_s` pulls its cable."""

    course: ThighCourse = field(default_factory=set_up)
    side: Side = Side.RIGHT
    off_deg: tuple[float, float, float] = (0.0, 0.0, 0.0)
    silent_from_s: float = 1e9
    knots: list[tuple[float, float, float]] = field(
        default_factory=lambda: [(0.0, 0.0, 0.0), (60.0, 0.0, 0.0)]
    )

    def begin(self, start, now_us: float) -> None:
        super().begin(start, now_us)
        strap = strapped(self.side, self.off_deg)
        errors = replace(TYPICAL, mount=strap.mount, lever_arm_m=strap.lever_arm_m)
        self.body = read_all(thigh_motion(self.course, self.side), BODY, errors, seed=2)

    def due(self, now_us: float):
        for sample in super().due(now_us):
            yield sample
            at = min(sample.seq, len(self.body.accel_counts) - 1 - sample.seq % 2)
            if sample.seq / self.rate_hz < self.silent_from_s:
                accel, gyro = self.body.accel_counts[at], self.body.gyro_counts[at]
                yield ImuSample(
                    1,
                    sample.seq,
                    sample.device_us,
                    1,
                    0,
                    tuple(accel.tolist()),
                    tuple(gyro.tolist()),
                )


def course_of(swung: ThighCourse | None = None) -> ThighCourse:
    return ThighCourse.joined(standing(BEFORE_S, sway_deg=0.0), set_up(swung))


def run_of(course: ThighCourse, side=Side.RIGHT, asked=Side.RIGHT, **source) -> Run:
    board = opened(
        StrappedSource([], course=course, side=side, **source),
        CALIBRATED,
        body=BodySetup(Placement.THIGH, BODY),
    )
    return followed(lambda keep: thigh_guide(board, keep, asked))


@pytest.mark.parametrize("side", [Side.LEFT, Side.RIGHT])
def test_swings_tell_how_the_sensor_sits_wherever_the_strap_is(side) -> None:
    off = (5.0, 8.0, 3.0)
    run = run_of(course_of(), side, side, off_deg=off)
    assert run.finished.passed, run.finished
    assert len(run.prompts) == 5
    found, truth = run.kept[0], strapped(side, off)
    apart: Rotation = rotation_of(found.mount) * rotation_of(truth.mount).inv()
    assert apart.magnitude() < 0.06
    assert found.side is side
    assert run.line("motion about one axis").endswith("%")
    assert run.line("lean standing on the leg") in ("3° in", "4° in", "5° in")


def test_a_strap_turned_round_the_thigh_is_measured_twice() -> None:
    run = run_of(
        ThighCourse.joined(course_of(), standing(1.2, sway_deg=0.0), set_up(seed=4)),
        off_deg=(0.0, 0.0, 7.0),
    )
    assert run.finished.passed, run.finished
    assert len(run.prompts) == 6
    assert "leave the strap as it is" in run.prompts[-1]
    assert run.kept[0].off_mark_deg == pytest.approx(7.0, abs=1.5)


def test_a_large_lean_on_the_leg_is_warned_about_and_kept() -> None:
    leaning = ThighCourse.joined(standing(BEFORE_S, sway_deg=0.0), set_up(one_leg_lean_deg=13.0))
    run = run_of(leaning)
    assert run.finished.passed, run.finished
    assert "more than 8°" in run.line("lean standing on the leg")
    assert run.kept[0].lean_on_leg_deg == pytest.approx(13.0, abs=1.5)


def test_each_phase_is_shown_for_its_seconds() -> None:
    run = run_of(course_of())
    swinging = [m for m in run.moments if m.step == 3]
    assert len(swinging) / 60 == pytest.approx(6.0, abs=0.3)
    assert swinging[0].readings == (("seconds", "6"),)
    assert max(m.progress for m in swinging) > 0.95


def test_squats_instead_of_swings_are_refused() -> None:
    run = run_of(course_of(swings(forward_deg=50.0, back_deg=0.0, fault=FAULTY_SQUAT)))
    assert_refused(run, "again")


def test_two_axes_swapped_on_the_strap_are_noticed_before_the_patient_moves(monkeypatch) -> None:
    monkeypatch.setattr("trainer.sessions.calibration.thigh.PATIENCE_S", 6.0)
    run = run_of(course_of(), off_deg=(90.0, 0.0, 0.0))
    assert SITS_ASKEW in run.notices
    assert_refused(run, "gave up", "Strap the sensor")


def test_a_sensor_on_the_front_of_the_thigh_is_refused() -> None:
    assert_refused(run_of(course_of(), off_deg=(0.0, 0.0, 90.0)), "swapped", "again")


def test_a_sensor_on_the_other_leg_is_refused() -> None:
    assert_refused(run_of(course_of(), Side.RIGHT, Side.LEFT), "other leg", "again")


def test_a_pulled_cable_is_told_at_once() -> None:
    run = run_of(course_of(), silent_from_s=9.0)
    assert_refused(run, "check its cable", "baps calibrate thigh again")


def test_a_board_without_a_body_sensor_says_so() -> None:
    board = opened(StrappedSource([], course=course_of()), CALIBRATED)
    run = followed(lambda keep: thigh_guide(board, keep, Side.RIGHT))
    assert_refused(run, "no body sensor", "baps diagnose")


def checked(course: ThighCourse, off_deg: tuple[float, float, float]) -> tuple[Run, list[str]]:
    """The check after a test, with the sensor turned by `off_deg` since its set-up."""
    source = StrappedSource([], course=course, off_deg=off_deg)
    worn = ThighSetup(mount=strapped(Side.RIGHT).mount)
    board, discarded = opened(source, CALIBRATED, body=BodySetup(setup=BODY, thigh=worn)), []

    def discard() -> int:
        discarded.append("thigh values")
        return 3

    return followed(lambda _keep: thigh_check_guide(board, discard)), discarded


def test_a_strap_that_sits_where_it_sat_passes_the_check() -> None:
    run, discarded = checked(standing(20.0), (1.0, -1.0, 0.0))
    assert run.finished.passed
    assert discarded == []


def test_a_slipped_strap_discards_what_was_measured_with_it() -> None:
    run, discarded = checked(standing(20.0), (8.0, 0.0, 0.0))
    assert not run.finished.passed
    assert discarded == ["thigh values"]
    assert "slipped by" in run.finished.advice
    assert ("discarded", "thigh values of 3 trials") in run.finished.lines
