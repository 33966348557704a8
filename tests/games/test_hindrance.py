"""What keeps a gate closed is told as far as the board can see it."""

import pytest

from games.engine.control import LoadChanged
from games.engine.scene import Onlooker
from games.engine.words import AT_THE_GATE, Hindrance
from tests.games.playing import setup_of, trial_of
from tools.scripted import at_rest, scripted_samples, sway
from trainer.recording.samples import FLAG_FOOT_ON_MAT, FLAG_NEW_DATA

LEANING = sway(0.6, seed=5, lean_deg=7.0)


def looked_at(motion=LEANING, flags: int = FLAG_NEW_DATA, loaded: bool = True) -> Onlooker:
    trial = trial_of(setup_of("bullseye"))
    onlooker = Onlooker(trial)
    trial.control(LoadChanged(loaded))
    samples = scripted_samples(motion, 4.0, flags=flags)
    trial.take(samples)
    onlooker.see(samples)
    return onlooker


@pytest.mark.parametrize(
    ("seen", "hindrance"),
    [
        ({"motion": at_rest(0.0, 0.0)}, Hindrance.NOBODY),
        ({"flags": FLAG_NEW_DATA | FLAG_FOOT_ON_MAT}, Hindrance.FOOT_BESIDE),
        ({"loaded": False}, Hindrance.NOT_ALL_WEIGHT),
    ],
)
def test_a_closed_gate_has_its_reason_and_a_word_for_the_patient(seen, hindrance) -> None:
    onlooker = looked_at(**seen)
    assert onlooker.moment().hindrance is onlooker.why_not_started is hindrance
    assert hindrance in AT_THE_GATE


def test_without_anything_to_see_the_ring_was_not_held() -> None:
    onlooker = looked_at()
    assert onlooker.moment().hindrance is None
    assert onlooker.why_not_started is Hindrance.NOT_IN_RING
