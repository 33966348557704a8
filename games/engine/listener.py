"""Which sound belongs to what happens in a trial."""

from games.engine.activity import Kind
from games.engine.scene import Moment
from games.engine.setup import TrialSetup
from games.engine.sound import Sound
from games.engine.trial import RUNNING, Phase
from trainer.recording.vocabulary import Eyes

AWAY_AT_LEAST_S = 0.5


class Listener:
    """Compares each moment with the one before.

    With eyes closed tones guide to the ring; in an assessment only until it starts.
    """

    def __init__(self, sound: Sound, setup: TrialSetup, kind: Kind) -> None:
        self._sound, self._kind = sound, kind
        self._eyes = setup.conditions.eyes
        self._phase = Phase.READY
        self._outside_since_s: float | None = None

    def hear(self, moment: Moment, now_s: float) -> None:
        """Sound what changed, and where the light is."""
        if moment.phase is not self._phase:
            self._announce(moment.phase)
            self._phase = moment.phase
        if moment.phase is Phase.FINISHED or moment.cursor is None:
            return
        if self._eyes is Eyes.CLOSED:
            if self._guided:
                self._sound.guide(1.0 if moment.lit == 1.0 else 1.0 - moment.rim_share, now_s)
        elif self._kind is Kind.TRAINING or self._phase not in RUNNING:
            self._answer(moment.lit == 1.0, now_s)

    @property
    def _guided(self) -> bool:
        return self._kind is Kind.TRAINING or self._phase not in RUNNING

    def _announce(self, phase: Phase) -> None:
        if phase is Phase.PAUSED:
            self._sound.paused()
        elif phase is Phase.FINISHED:
            self._sound.ended()
        elif self._phase in (Phase.READY, Phase.PAUSED):
            self._sound.started()

    def _answer(self, inside: bool, now_s: float) -> None:
        if not inside:
            self._outside_since_s = self._outside_since_s or now_s
            return
        since_s, self._outside_since_s = self._outside_since_s, None
        if since_s is not None and now_s - since_s >= AWAY_AT_LEAST_S:
            self._sound.reached()
