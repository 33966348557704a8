"""Games with simulated patients on the hardest rung: who is more skilled earns more.

Not glide, whose hardest rung brought skill 0.95 seven rings in two rounds: `test_ladders` has it.
"""

import pytest

from games.engine.control import Continue
from games.registry import activity_named
from tools.gallery import RIM
from trainer.recording.conditions import HARDEST_RUNG, Conditions
from trainer.recording.samples import FLAG_NEW_DATA, Samples
from trainer.simulation.patient import SimulatedPatient
from trainer.simulation.traits import PatientTraits

STEP_S, PER_LOOK = 0.005, 10


def earned(name: str, skill: float, seed: int) -> int:
    """What such a patient earned in 30 s, or within a minute of trying."""
    activity = activity_named(name)
    setup = activity.setup(Conditions("", seconds=30.0, rung=HARDEST_RUNG), RIM, seed=seed)
    trial = activity.trial(setup.conditions, setup.rim, setup.parameters, seed)
    patient = SimulatedPatient(PatientTraits(skill=skill, trial=seed), seed)
    for first in range(0, round(60.0 / STEP_S), PER_LOOK):
        if trial.finished:
            break
        samples = Samples.zeros(PER_LOOK)
        for index in range(PER_LOOK):
            state = patient.step(STEP_S, trial.shown_target())
            samples.ap_deg[index], samples.ml_deg[index] = state.ap_deg, state.ml_deg
            samples.ap_rate_deg_s[index] = state.ap_rate_deg_s
            samples.ml_rate_deg_s[index] = state.ml_rate_deg_s
        samples.seq[:] = range(first, first + PER_LOOK)
        samples.t_s[:] = samples.seq * STEP_S
        samples.device_us[:] = samples.t_s * 1e6
        samples.flags[:] = FLAG_NEW_DATA
        trial.take(samples)
        if trial.may_continue:
            trial.control(Continue("a person"))
    return trial.rules.earned


@pytest.mark.parametrize("name", ["harvest", "marble"])
def test_the_score_rises_with_the_patients_skill(name: str) -> None:
    novice, expert = (sum(earned(name, skill, seed) for seed in (1, 2)) for skill in (0.2, 0.95))
    assert expert >= 8
    assert novice < 0.7 * expert
