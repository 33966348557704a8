"""The light that a thigh moves: where it is, and what happens when the strap falls silent."""

import pytest

from games.engine.control import Continue
from games.engine.phase import Pause, Phase
from games.engine.scene import Onlooker
from games.engine.thigh_light import HALF_WAY_DEG
from games.registry import activities
from games.replay import replay_trial
from tests.games.playing import recording_of
from tests.games.thigh_trial import ThighTrial, played, setup_at, silent, unknown, with_bead
from trainer.recording.body import BodySamples
from trainer.recording.samples import Samples
from trainer.recording.trial import Recording
from trainer.recording.vocabulary import Outcome, Side


def upright(_trial: object, _t_s: float) -> tuple[float, float]:
    return 0.0, 0.0


def bent(_trial: object, _t_s: float) -> tuple[float, float]:
    return 30.0, 4.0


def test_only_what_is_played_by_the_thigh_needs_the_strap() -> None:
    assert [each.name for each in activities().values() if each.by_thigh] == ["knee_lane"]


def test_the_gate_opens_to_who_stands_tall_and_to_nobody_else() -> None:
    assert played(upright, until_s=3.0).phase is Phase.LEAD_IN
    assert played(bent, until_s=10.0).phase is Phase.READY
    assert played(bent, until_s=40.0).outcome is Outcome.NOT_HELD


@pytest.mark.parametrize(("side", "way"), [(Side.RIGHT, -1.0), (Side.LEFT, 1.0)])
def test_a_bend_moves_the_light_down_and_a_lean_to_where_the_thigh_leans(
    side: Side, way: float
) -> None:
    game = ThighTrial(setup_at(side=side))
    onlooker = Onlooker(game.play(upright, 6.0))
    game.play(bent, 6.5)
    assert onlooker.moment().cursor == (HALF_WAY_DEG - 30.0, way * 4.0)


def test_the_trail_and_the_way_are_the_thigh_s() -> None:
    game = ThighTrial(setup_at())
    onlooker = Onlooker(game.play(upright, 6.0))
    onlooker.see(Samples.empty())
    game.play(bent, 7.0)
    onlooker.see(Samples.empty())
    ap_deg, _ = onlooker.path()
    assert ap_deg[0] == HALF_WAY_DEG
    assert ap_deg[-1] == HALF_WAY_DEG - 30.0
    assert onlooker.moment().recent.newest() == (HALF_WAY_DEG - 30.0, -4.0)


def test_a_pulled_strap_pauses_and_goes_on_once_it_is_back_and_the_thigh_upright() -> None:
    game = ThighTrial(setup_at())
    trial = game.play(with_bead(), 13.0)
    lit = trial.rules.earned
    assert trial.phase is Phase.MEASURING
    game.play(silent, 13.2)
    assert trial.phase is Phase.MEASURING, "a few lost readings are nothing"
    game.play(silent, 14.0)
    assert (trial.phase, trial.pause) == (Phase.PAUSED, Pause.STRAP)
    assert Onlooker(trial).moment().cursor is None
    game.play(silent, 19.0)
    trial.control(Continue())
    game.play(silent, 23.0)
    assert trial.phase is Phase.PAUSED, "nobody goes on without a strap"
    game.play(unknown, 25.0)
    assert trial.phase is Phase.PAUSED, "nor before it is known how the thigh faces"
    game.play(with_bead(), 28.0)
    assert trial.phase is Phase.MEASURING
    assert game.play(with_bead(), 80.0).outcome is Outcome.COMPLETED
    assert trial.rules.earned > lit


def test_the_squat_that_a_pause_broke_off_begins_anew() -> None:
    game = ThighTrial(setup_at())
    trial = game.play(with_bead(), 9.0)
    assert trial.rules.depth_deg > 5.0
    game.play(silent, 15.0)
    trial.control(Continue())
    game.play(upright, 18.0)
    assert trial.phase is Phase.MEASURING
    assert trial.rules.depth_deg < 5.0


def test_a_replay_pauses_and_scores_as_live_play_did() -> None:
    game = ThighTrial(setup_at())
    events = []
    for leg, until_s in ((with_bead(), 14.5), (silent, 16.0), (with_bead(), 20.0)):
        trial = game.play(leg, until_s)
        events += trial.drain()
    trial.control(Continue())
    game.play(with_bead(), 60.0)
    events += trial.drain()
    plain = recording_of(game.setup, Samples.concatenate(game.samples), events)
    recording = Recording(
        plain.header, plain.samples, plain.events, body=BodySamples.concatenate(game.body)
    )
    again = replay_trial(recording)
    assert again.result() == trial.result()
    assert again.rules.lit_at_s == trial.rules.lit_at_s
    assert [e.kind for e in again.drain()] == [e.kind for e in events]


def test_without_any_strap_nothing_is_lit_and_no_pause_keeps_the_patient_waiting() -> None:
    trial = played(silent)
    assert trial.outcome is Outcome.COMPLETED
    assert trial.rules.blind
    assert trial.rules.earned == 0
