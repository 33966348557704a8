"""`thigh`: the fifteen-second set-up of the strapped-on sensor, and its check after the test.

If the check is off by more than 3°, the strap has slipped and the thigh's values are discarded.
"""

from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass

import numpy as np

from trainer.motion.calibration import CalibrationError
from trainer.motion.readings import accel_g, gyro_deg_s, unit
from trainer.motion.thigh_setup import (
    LEAN_WARNED_ABOVE_DEG,
    PHASES_S,
    AnotherRunNeeded,
    ThighPhases,
    find_thigh_setup,
    phases_of,
)
from trainer.motion.thigh_swing import check_strap
from trainer.motion.thigh_zero import (
    CHECKED_STAND_S,
    GYRO_SD_LIMIT_DEG_S,
    SlippedError,
    check_zero,
)
from trainer.recording.body import BodySamples, BodySetup, ThighSetup
from trainer.recording.guidance import Figure, Finished, Guidance, Guide
from trainer.recording.sensor import SensorSetup
from trainer.recording.vocabulary import Side
from trainer.sessions.board import NO_BODY_SENSOR, OpenBoard
from trainer.sessions.calibration.steps import (
    Check,
    Follower,
    Step,
    checked,
    until_refused,
    waiting_for_data,
)
from trainer.sessions.errors import SessionError
from trainer.texts import said

THIGH = "Thigh sensor"
STEPS = 1 + len(PHASES_S)
STILL_S = 1.0
PATIENCE_S = 120.0
SILENT_S = 2.0
SITS_ASKEW = "arrow along the thigh, face outward"

STILL, SECONDS = "stand still", "seconds"
STANDING, STANDING_AGAIN = "Stand still on both legs.", "Stand still on both legs again."
ONE_AXIS, OFF_MARK = "motion about one axis", "axis off the strap's mark"
BIAS, LEAN_ON_LEG = "gyroscope's bias", "lean standing on the leg"
LEANS_IN, LEANS_OUT = "{angle}° in", "{angle}° out"
LEAN_WARNED = (
    "{lean}, more than {limit}° (ours): look at pelvis and trunk in this stance; the set-up holds"
)
KEPT = {
    Side.LEFT: "thigh set-up of the left side, for the next two hours",
    Side.RIGHT: "thigh set-up of the right side, for the next two hours",
}
DISCARDED, VALUES_OF = "discarded", "thigh values of {trials} trials"
OFF_ZERO = "off the set-up's zero"

Keep = Callable[[ThighSetup], ThighSetup]

THIGH_CHECK = "Thigh sensor after the test"
STRAP_ON = {
    Side.LEFT: "Strap the sensor low on the outside of the left thigh. Then stand still on both "
    "legs: it starts by itself.",
    Side.RIGHT: "Strap the sensor low on the outside of the right thigh. Then stand still on both "
    "legs: it starts by itself.",
}
ONCE_MORE = (
    "The swings are too far off the strap's mark: leave the strap as it is. Stand still on both "
    "legs: it starts by itself."
)
SWING = {
    Side.LEFT: "Rail at your right side. Swing the left leg forward three times: knee straight, "
    "kneecap to the front, trunk still.",
    Side.RIGHT: "Rail at your left side. Swing the right leg forward three times: knee straight, "
    "kneecap to the front, trunk still.",
}
STAND_ON = {
    Side.LEFT: "Stand on the left leg, fingertips on the rail.",
    Side.RIGHT: "Stand on the right leg, fingertips on the rail.",
}
CHECK_PATIENCE_S = 60.0
CHECK = Step(THIGH_CHECK, 1, 1, Figure.STAND_STILL, "Stand still on both legs, as in the set-up.")

Discard = Callable[[], int]
"""Discards the set-up and its values; returns how many trials had such values."""


def thigh_guide(board: OpenBoard, keep: Keep, side: Side) -> Guide:
    """Strapped on and upright; then stand, three swings, stand on the leg, stand: 15 s."""
    return until_refused(THIGH, _thigh(board, keep, side))


def _thigh(board: OpenBoard, keep: Keep, side: Side) -> Guide:
    body = _body(board)
    yield from waiting_for_data(board, THIGH, STEPS)
    watch = _Watch(Follower(board), body.setup)
    runs = [(yield from _run(watch, side, _strapping_on(side)))]
    try:
        found = find_thigh_setup(runs, body.setup, side)
    except AnotherRunNeeded:
        runs.append((yield from _run(watch, side, _once_more())))
        found = find_thigh_setup(runs, body.setup, side)
    return checked(THIGH, _checks(found), lambda: _kept(keep(found)))


def _run(watch: "_Watch", side: Side, first: Step) -> Generator[Guidance, None, ThighPhases]:
    """The four phases, once the patient stands still."""
    watch.forget()
    yield from _upright(watch, first)
    from_s = watch.newest_s
    for number, (step, seconds) in enumerate(zip(_phases(side), PHASES_S, strict=True)):
        phase_s = from_s + sum(PHASES_S[:number])
        while watch.newest_s < phase_s + seconds:
            left_s = phase_s + seconds - watch.newest_s
            yield step.moment(1 - left_s / seconds, readings=((SECONDS, f"{left_s:.0f}"),))
            watch.wait()
    return phases_of(watch.samples(), from_s)


def _strapping_on(side: Side) -> Step:
    return Step(
        THIGH,
        1,
        STEPS,
        Figure.STRAP_ON_THIGH,
        STRAP_ON[side],
    )


def _once_more() -> Step:
    return Step(
        THIGH,
        1,
        STEPS,
        Figure.STAND_STILL,
        ONCE_MORE,
    )


def _upright(watch: "_Watch", step: Step) -> Generator[Guidance, None, None]:
    """Moments until the sensor sits as marked and was still for a second."""
    begun_s = watch.now_s
    while watch.now_s - begun_s < PATIENCE_S:
        watch.wait()
        notice, still = watch.trouble()
        if not notice and still >= 1.0:
            return
        yield step.moment(0.0 if notice else still, notice)
    raise step.gave_up(PATIENCE_S)


@dataclass
class _Watch:
    """Everything the body sensor has sent since the start of a run."""

    follower: Follower
    setup: SensorSetup

    def __post_init__(self) -> None:
        self._parts: list[BodySamples] = []
        self._heard_s = self.now_s
        self.newest_s = 0.0

    @property
    def now_s(self) -> float:
        return self.follower.now_s()

    def wait(self) -> None:
        """Wait for about one frame; `SessionError` if the sensor is silent."""
        new = self.follower.wait().body
        if len(new):
            self._parts.append(new)
            self._heard_s, self.newest_s = self.now_s, float(new.t_s[-1])
        elif self.now_s - self._heard_s > SILENT_S:
            raise SessionError(
                "the body sensor sends nothing: check its cable, then run baps calibrate thigh "
                "again"
            )

    def forget(self) -> None:
        """Begin a run: what came before is not part of it."""
        self._parts.clear()

    def samples(self) -> BodySamples:
        return BodySamples.concatenate(self._parts)

    def trouble(self) -> tuple[str, float]:
        """What is wrong with strap or stance, and the share of the wanted stillness."""
        wanted = round(STILL_S * self.setup.rate_hz)
        recent = BodySamples.concatenate(self._parts[-wanted:])[-wanted:]
        if len(recent) < wanted:
            return "", len(recent) / wanted
        accel = accel_g(recent.accel_counts, self.setup)
        gyro = gyro_deg_s(recent.gyro_counts, self.setup)
        try:
            check_strap(unit(accel.mean(axis=0)))
        except CalibrationError:
            return SITS_ASKEW, 0.0
        moving = float(gyro.std(axis=0).max()) > GYRO_SD_LIMIT_DEG_S
        return (STILL, 0.0) if moving else ("", 1.0)


def _body(board: OpenBoard) -> BodySetup:
    if board.streams.body_setup is None:
        raise SessionError(NO_BODY_SENSOR)
    return board.streams.body_setup


def _phases(side: Side) -> tuple[Step, ...]:
    what = (
        (Figure.STAND_STILL, STANDING),
        (
            Figure.SWING_LEG,
            SWING[side],
        ),
        (Figure.STAND_ON_LEG, STAND_ON[side]),
        (Figure.STAND_STILL, STANDING_AGAIN),
    )
    return tuple(Step(THIGH, 2 + i, STEPS, figure, text) for i, (figure, text) in enumerate(what))


def _checks(found: ThighSetup) -> tuple[Check, ...]:
    bias = float(np.abs(found.gyro_bias_deg_s).max())
    return (
        Check(ONE_AXIS, f"{found.explained_pct:.0f} %"),
        Check(OFF_MARK, f"{found.off_mark_deg:.1f}°"),
        Check(BIAS, f"{bias:.1f} °/s"),
        *_lean_on_leg(found),
    )


def _lean_on_leg(found: ThighSetup) -> Iterator[Check]:
    """A lean is said and never refused: it is what the sensor is there to see."""
    if found.lean_on_leg_deg is None:
        return
    lean_deg = found.lean_on_leg_deg
    text = said(LEANS_IN if lean_deg >= 0 else LEANS_OUT).format(angle=f"{abs(lean_deg):.0f}")
    if abs(lean_deg) > LEAN_WARNED_ABOVE_DEG:
        text = said(LEAN_WARNED).format(lean=text, limit=f"{LEAN_WARNED_ABOVE_DEG:.0f}")
    yield Check(LEAN_ON_LEG, text)


def _kept(kept: ThighSetup) -> str:
    return said(KEPT[kept.side])


def thigh_check_guide(board: OpenBoard, discard: Discard) -> Guide:
    """Two still seconds on both legs, compared with the set-up's zero."""
    return until_refused(THIGH_CHECK, _checked(board, discard))


def _checked(board: OpenBoard, discard: Discard) -> Guide:
    thigh, sensor = _worn(board)
    yield from waiting_for_data(board, THIGH_CHECK, 1)
    follower, parts = Follower(board), [BodySamples.empty()]
    wanted = round(CHECKED_STAND_S * sensor.rate_hz)
    begun_s, why = follower.now_s(), "the thigh sensor sends nothing: check its cable"
    while follower.now_s() - begun_s < CHECK_PATIENCE_S:
        parts = [BodySamples.concatenate([*parts, follower.wait().body])[-wanted:]]
        if len(parts[0]) < wanted:
            yield CHECK.moment(len(parts[0]) / wanted)
            continue
        try:
            off_deg = check_zero(thigh, parts[0], sensor)
        except SlippedError as slipped:
            trials = discard()
            lines = ((DISCARDED, said(VALUES_OF).format(trials=trials)),)
            return Finished(THIGH_CHECK, False, lines, str(slipped))
        except CalibrationError as moved:
            why = str(moved)
            yield CHECK.moment(0.0, STILL)
            continue
        return Finished(THIGH_CHECK, True, ((OFF_ZERO, f"{off_deg:.1f}°"),))
    raise CHECK.gave_up(CHECK_PATIENCE_S, why)


def _worn(board: OpenBoard) -> tuple[ThighSetup, SensorSetup]:
    body = board.streams.body_setup
    if body is None:
        raise SessionError(NO_BODY_SENSOR)
    if body.thigh is None:
        raise SessionError(
            "the body sensor was not set up in the last two hours: run baps calibrate thigh first"
        )
    return body.thigh, body.setup
