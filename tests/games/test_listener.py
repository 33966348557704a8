"""Which sound follows from what happens."""

import pytest

from games.engine.activity import Kind
from games.engine.phase import Phase
from games.engine.scene import Moment, Recent
from games.engine.sound import Listener, Silence
from tests.games.playing import setup_of
from trainer.recording.vocabulary import Stance, Support

COURSE = (Phase.READY, Phase.LEAD_IN, Phase.MEASURING, Phase.PAUSED, Phase.MEASURING)


class Heard(Silence):
    def __init__(self) -> None:
        self.names: list[str] = []

    def started(self) -> None:
        self.names.append("started")

    def let_go(self) -> None:
        self.names.append("let go")

    def paused(self) -> None:
        self.names.append("paused")

    def ended(self) -> None:
        self.names.append("ended")


@pytest.mark.parametrize(
    ("conditions", "begins"),
    [
        ({}, "let go"),
        ({"support": Support.FINGERTIP}, "let go"),
        ({"support": Support.RAIL}, "started"),
        ({"stance": Stance.SEATED}, "started"),
    ],
)
def test_a_tone_says_let_go_to_everybody_who_does(conditions, begins) -> None:
    heard = Heard()
    listener = Listener(heard, setup_of("bullseye", **conditions), Kind.TRAINING)
    for at_s, phase in enumerate((*COURSE, Phase.FINISHED)):
        listener.hear(Moment(phase, (0.0, 0.0, 3.0), Recent(), 20.0), float(at_s))
    assert heard.names == [begins, "paused", begins, "ended"]
