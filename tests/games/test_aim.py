"""Where to be: the rules' own aim goes before the path; no-go sectors and the load bind all."""

from dataclasses import replace

import numpy as np

from games.engine.activity import Activity
from games.engine.rules import Now, SecondsInRing
from games.engine.setup import TrialSetup
from games.engine.trial import Trial
from games.registry import activity_named
from tests.games.playing import setup_of
from tools.scripted import Motion, held, scripted_samples
from trainer.recording.body import BodySamples
from trainer.recording.load import LoadSamples
from trainer.recording.sector import Sector
from trainer.recording.vocabulary import Feedback, Stance

BULLSEYE = activity_named("bullseye")
GATE_S, LEAD_IN_S = 2.0, 3.0
BODY_N = 700.0


class ToTheRight(SecondsInRing):
    """Where to be is decided from sample to sample: from 5 s on 4° to the right."""

    def take(self, now: Now) -> None:
        super().take(now)
        self.aim = (0.0, 4.0, 1.0) if now.t_s >= 5.0 else None


def after(
    activity: Activity, setup: TrialSetup, motion: Motion, seconds: float, load_n: float = 0.0
) -> Trial:
    trial = activity.trial(setup.conditions, setup.rim, setup.parameters, setup.seed)
    samples = scripted_samples(motion, seconds)
    load = LoadSamples.zeros(round(seconds * 80))
    load.t_s[:] = np.arange(len(load)) / 80
    load.device_us[:] = np.interp(load.t_s, samples.t_s, samples.device_us)
    load.load_n[:] = load_n
    trial.lay_beside(load if load_n else load[:0], BodySamples.empty())
    trial.take(samples)
    return trial


def test_the_rules_own_aim_is_the_ring_for_score_picture_and_simulated_patient() -> None:
    activity = replace(BULLSEYE, rules=lambda _parameters, _seed: ToTheRight())
    trial = after(activity, setup_of("bullseye"), held(0.0, 0.0), 10.0)
    assert trial.ring == (0.0, 4.0, 1.0)
    target = trial.shown_target()
    assert target is not None
    assert (target.ap_deg, target.ml_deg, target.radius_deg) == (0.0, 4.0, 1.0)
    # From 3 to 5 s it stood in the middle; since then it has been outside.
    assert abs(trial.rules.shown - 2.0) < 0.01
    assert trial.rules.earned == 2


def test_time_in_a_no_go_sector_counts_for_nothing_but_level_is_always_free() -> None:
    setup = BULLSEYE.setup(
        setup_of("bullseye", level=1).conditions, setup_of("bullseye").rim, no_go=(Sector(60, 120),)
    )
    wide = replace(setup, parameters=setup.parameters | {"gate_radius_deg": 6.0})
    right = after(BULLSEYE, wide, held(0.0, 3.0), 10.0)
    level = after(BULLSEYE, wide, held(0.0, 2.0), 10.0)
    left = after(BULLSEYE, wide, held(0.0, -3.0), 10.0)
    assert right.running
    assert right.rules.shown == 0.0
    assert level.rules.shown > 4.0
    assert left.rules.shown > 4.0


def test_time_with_too_little_or_too_much_weight_counts_for_nothing_and_is_told() -> None:
    asked = setup_of("bullseye", stance=Stance.PARTIAL, weight_pct=30.0)
    setup = BULLSEYE.setup(asked.conditions, asked.rim, weight_n=BODY_N)
    assert setup.parameters["weight_n"] == [175.0, 245.0]
    told = {}
    for load_n in (170.0, 180.0, 240.0, 250.0):
        trial = after(BULLSEYE, setup, held(0.0, 0.0), 10.0, load_n)
        told[load_n] = (trial.weight_side, trial.rules.shown > 4.0)
    assert told == {170.0: (-1, False), 180.0: (0, True), 240.0: (0, True), 250.0: (1, False)}
    assert after(BULLSEYE, setup, held(0.0, 0.0), 10.0).rules.shown == 0.0


def test_by_feel_the_light_goes_out_after_the_start() -> None:
    asked = setup_of("bullseye", feedback=Feedback.FEEL)
    setup = BULLSEYE.setup(asked.conditions, asked.rim)
    at_gate = after(BULLSEYE, setup, held(0.0, 0.0), 1.0).shown_target()
    running = after(BULLSEYE, setup, held(0.0, 0.0), 4.0).shown_target()
    assert at_gate is not None
    assert running is not None
    assert (at_gate.cursor_visible, running.cursor_visible) == (True, False)
    steady = activity_named("steady-stance")
    assert steady.setup(asked.conditions, asked.rim).conditions.feedback is Feedback.LIGHT
