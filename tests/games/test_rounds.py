"""Going round: the bead's way, the metronome, and what the rim means to whom."""

from dataclasses import replace

import numpy as np
import pytest

from games.engine.ground import NoTargetLeft
from games.engine.player import Round, play_headless
from games.engine.rounds import beats_at_s
from games.engine.setup import TrialSetup
from games.registry import activity_named
from games.replay import measure_recording
from tests.games.playing import Kept, recording_of, setup_of
from tests.games.quick_feed import QuickFeed
from tools.gallery import RIM
from tools.scripted import Motion, at_rest, held, then
from trainer.metrics import TrialMeasures
from trainer.recording.columns import FloatArray
from trainer.recording.conditions import LEAD_IN_S, Conditions
from trainer.recording.envelope import assumed_rim, round_rim
from trainer.recording.going import goings_of, passed_at_deg
from trainer.recording.sector import Sector
from trainer.recording.target import TargetPath, target_of
from trainer.recording.trial import Recording
from trainer.recording.vocabulary import EventKind, Outcome, Side, Source, Stance

BOTH_WAYS = ("circles", "rim_roll")
ALL = (*BOTH_WAYS, "track")
SECONDS = 36.0
GATE_S = 2.0


def path_of(setup: TrialSetup) -> TargetPath:
    path = target_of(setup.parameters)
    assert path is not None
    return path


def recorded(setup: TrialSetup, motion: Motion) -> Recording:
    """A trial played on a scripted board."""
    activity = activity_named(setup.conditions.activity)
    feed, kept = QuickFeed(motion, setup.conditions.seconds + 10.0, None, (0, 0.0, 0.0)), Kept()
    play_headless(Round(activity, setup, feed, kept))
    (end,) = [event.index for event in kept.events if event.kind is EventKind.END]
    return recording_of(setup, feed.samples[:end], kept.events)


def measured(setup: TrialSetup, motion: Motion) -> TrialMeasures:
    return measure_recording(recorded(setup, motion))


def with_bead(setup: TrialSetup, late_s: float = 0.0, share: float = 1.0) -> Motion:
    """Level in the gate, then where the bead was, a share as far out, with a tremor."""
    path, (ap_held, ml_held) = path_of(setup), (0.0, 0.0)

    def motion(t_s: FloatArray) -> tuple[FloatArray, FloatArray]:
        ap, ml, _ = path.at(np.maximum(t_s - GATE_S - late_s, 0.0))
        tremor, _ = held(ap_held, ml_held)(t_s)
        return share * ap + tremor, share * ml

    return motion


@pytest.mark.parametrize("name", BOTH_WAYS)
@pytest.mark.parametrize("side", list(Side))
def test_inside_first_comes_first_and_each_way_has_whole_rounds(name: str, side: Side) -> None:
    stance = Stance.TWO_LEG if side is Side.BOTH else Stance.SINGLE_LEG
    setup = setup_of(name, SECONDS, side=side, stance=stance)
    path = path_of(setup)
    first, second = goings_of(path)
    # Clockwise goes over the right edge first: the inside of a left foot.
    assert first.way == {Side.RIGHT: -1, Side.LEFT: 1, Side.BOTH: 1}[side]
    assert second.way == -first.way
    rounds = {"circles": 4.0, "rim_roll": 2.0}[name]
    for going in (first, second):
        _, turned = path.round_at([going.from_s, going.until_s])
        assert abs(turned[1] - turned[0]) == pytest.approx(360.0 * rounds)
        assert path.now(going.from_s)[1] == pytest.approx(0.0, abs=1e-3)
    assert first.from_s == LEAD_IN_S
    assert second.until_s == pytest.approx(LEAD_IN_S + SECONDS)
    middle_s = (first.until_s + second.from_s) / 2
    assert path.now(middle_s)[:2] == pytest.approx((0.0, 0.0), abs=1e-9)
    assert path.now(0.0)[:2] == pytest.approx((0.0, 0.0), abs=1e-9)


def test_left_and_right_are_asked_for_the_same_in_a_mirror() -> None:
    rim = round_rim(9.0, Source.ASSUMED)
    times = np.linspace(0.0, 39.0, 400)
    for name in BOTH_WAYS:
        left, right = (
            path_of(activity_named(name).setup(Conditions("", side=side, seconds=36.0), rim))
            for side in (Side.LEFT, Side.RIGHT)
        )
        assert left.at(times)[0] == pytest.approx(right.at(times)[0])
        assert left.at(times)[1] == pytest.approx(-right.at(times)[1])


@pytest.mark.parametrize("level", [1, 3, 5])
def test_the_ring_is_55_pct_of_the_rim_and_the_rim_itself_is_rolled(level: int) -> None:
    rim = assumed_rim(level, stem_hole=1)
    directions = np.arange(0.0, 360.0, 7.5)
    turn = np.radians(directions)
    circles, rolled = (
        path_of(activity_named(name).setup(Conditions("", level=level, seconds=36.0), rim))
        for name in BOTH_WAYS
    )
    ring = passed_at_deg(circles, directions)
    assert ring == pytest.approx(np.full(len(ring), 0.55 * min(rim.tilt_deg)), abs=1e-3)
    along = passed_at_deg(rolled, directions)
    assert along == pytest.approx(rim.limit_deg(np.cos(turn), np.sin(turn)), abs=0.02)


@pytest.mark.parametrize(("name", "beat_s"), [("circles", 1.0), ("rim_roll", 2.0)])
def test_the_metronome_ticks_as_the_bead_passes_each_quarter(name: str, beat_s: float) -> None:
    path = path_of(setup_of(name, SECONDS))
    beats = beats_at_s(path, 4 * beat_s)
    first, second = goings_of(path)
    assert beats[0] == first.from_s
    assert beats[-1] == pytest.approx(second.until_s)
    _, turned = path.round_at(beats)
    assert turned % 90.0 == pytest.approx(np.zeros(len(beats)), abs=1e-3)
    assert np.diff(beats)[: len(beats) // 2 - 1] == pytest.approx(beat_s)


def test_the_beats_of_a_trial_are_those_of_its_path() -> None:
    setup = setup_of("circles", 9.0)
    activity = activity_named("circles")
    recording = recorded(setup, with_bead(setup))
    trial = activity.trial(setup.conditions, setup.rim, setup.parameters, setup.seed)
    heard: list[tuple[int, float]] = []
    for first in range(0, len(recording.samples), 25):
        trial.take(recording.samples[first : first + 25])
        heard.append((trial.rules.beats, trial.running_s))
    beats = beats_at_s(path_of(setup), 4.0)
    assert heard[-1][0] == len(beats) == 10
    for count, t_s in heard:
        assert count == sum(beat <= t_s + 1e-9 for beat in beats)


def test_who_goes_with_the_bead_has_the_numbers_of_a_perfect_circle() -> None:
    setup = setup_of("circles", SECONDS)
    measures = measured(setup, with_bead(setup))
    assert not measures.why_not
    assert measures.value("laps") == pytest.approx(8.0, abs=0.1)
    assert measures.value("radial_error_rms") < 0.25
    assert measures.value("coverage_pct") == 100.0
    assert measures.value("reversals") == 0.0
    assert measures.value("lap_time_cv") < 0.02
    assert abs(measures.value("direction_difference")) < 10.0


def test_who_leans_out_on_one_spot_of_the_ring_has_no_circle() -> None:
    setup = setup_of("circles", 18.0)
    ring_deg = float(passed_at_deg(path_of(setup), 0.0))
    lean = measured(setup, then(held(0.0, 0.0), 3.0, held(ring_deg, 0.0)))
    level = measured(setup, held(0.0, 0.0))
    honest = measured(setup, with_bead(setup, late_s=0.4, share=0.8))
    for cheat in (lean, level):
        assert cheat.value("radial_error_rms") > 0.9 * ring_deg
        assert cheat.value("radial_error_rms") > 2 * honest.value("radial_error_rms")


def test_rolling_along_the_rim_is_no_failure_where_it_is_asked_for_and_one_elsewhere() -> None:
    rolled = setup_of("rim_roll", SECONDS)
    measures = measured(rolled, with_bead(rolled, share=0.99))
    assert not measures.why_not
    assert measures.value("rim_time_pct") > 80.0
    assert measures.value("coverage_pct") == 100.0
    assert measures.value("radial_error_rms") < 0.3
    assert measures.value("time_to_failure_s") == pytest.approx(LEAD_IN_S + SECONDS, abs=0.01)
    elsewhere = setup_of("circles", SECONDS)
    assert "foot down" in measured(elsewhere, with_bead(rolled, share=0.99)).why_not


def test_a_rim_that_is_not_reached_shows_where_and_how_far_short() -> None:
    setup = setup_of("rim_roll", SECONDS)
    path = path_of(setup)

    def short_at_heel(t_s: FloatArray) -> tuple[FloatArray, FloatArray]:
        ap, ml = with_bead(setup)(t_s)
        return np.where(ap < 0, 0.6 * ap, ap), ml

    measures = measured(setup, short_at_heel)
    assert not measures.why_not
    assert measures.value("weakest_sector_deg") == 180.0
    assert measures.value("weakest_sector_error_pct") == pytest.approx(38.0, abs=4.0)
    assert 40.0 < measures.value("coverage_pct") < 75.0
    assert measures.value("radial_error_rms") > 0.15 * float(passed_at_deg(path, 180.0))


def test_a_foot_put_down_from_the_rim_ends_a_rim_roll_and_a_short_stop_does_not() -> None:
    setup = setup_of("rim_roll", SECONDS)
    rolling, on_rim = with_bead(setup), at_rest(0.0, 9.9)
    stopped = recorded(setup, then(then(rolling, 10.0, on_rim), 11.0, rolling))
    assert stopped.outcome() is Outcome.COMPLETED
    put_down = recorded(setup, then(then(rolling, 10.0, on_rim), 12.0, rolling))
    assert put_down.outcome() is Outcome.FOOT_DOWN
    (outcome,) = [event for event in put_down.events if event.kind is EventKind.OUTCOME]
    assert outcome.data["since_s"] == 1.2


@pytest.mark.parametrize("name", ALL)
def test_an_activity_that_goes_everywhere_refuses_a_direction_that_is_forbidden(name: str) -> None:
    activity = activity_named(name)
    with pytest.raises(NoTargetLeft, match="no direction for a target"):
        activity.setup(Conditions(""), RIM, no_go=(Sector(80.0, 100.0),))


def test_the_seed_draws_the_phases_of_the_tracked_path_and_nothing_else() -> None:
    activity = activity_named("track")
    setups = [activity.setup(Conditions("", seconds=40.0), RIM, seed=seed) for seed in (1, 1, 2)]
    first, again, other = map(path_of, setups)
    assert first == again != other
    plain = [
        tuple(replace(wave, ap_phase_rad=0.0, ml_phase_rad=0.0) for wave in path.waves)
        for path in (first, other)
    ]
    assert plain[0] == plain[1]


@pytest.mark.parametrize("seed", range(8))
def test_a_tracked_path_begins_near_level_and_stays_within_three_quarters(seed: int) -> None:
    path = path_of(activity_named("track").setup(Conditions("", seconds=40.0), RIM, seed=seed))
    assert np.hypot(*path.now(0.0)[:2]) < 0.6
    ap, ml, _ = path.at(np.linspace(0.0, 43.0, 5000))
    tilt = np.hypot(ap, ml)
    assert tilt.max() <= 0.75 * min(RIM.tilt_deg)
    assert tilt.max() > 0.4 * min(RIM.tilt_deg)


def test_no_frequency_of_the_tracked_path_is_a_multiple_of_another() -> None:
    path = path_of(activity_named("track").setup(Conditions("", seconds=40.0), RIM))
    hz = np.array(sorted(wave.hz for wave in path.waves))
    ratios = (hz[None, :] / hz[:, None])[np.triu_indices(len(hz), 1)]
    assert (np.abs(ratios - np.rint(ratios)) > 0.04).all()
    # A trial of 40 s can tell neighbours apart.
    assert np.diff(hz, prepend=0.0).min() * 40.0 > 1.0


def test_who_follows_late_and_less_far_is_measured_so() -> None:
    setup = activity_named("track").setup(Conditions("", seconds=40.0), RIM, seed=3)
    measures = measured(setup, with_bead(setup, late_s=0.35, share=0.8))
    assert not measures.why_not
    assert measures.value("tracking_lag_s") == pytest.approx(0.35, abs=0.01)
    for nth in range(1, 7):
        assert measures.value(f"tracking_gain_{nth}") == pytest.approx(0.8, abs=0.03)
    assert measures.value("time_on_target_pct") == measures.value("time_in_ring_pct")
