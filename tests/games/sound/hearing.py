"""Sounds for tests: silence, one that notes what it is asked for, and moments to hear."""

from dataclasses import dataclass, field

from games.engine.phase import Phase
from games.engine.scene import Moment, Recent
from games.engine.sound.instruments import Instrument
from games.engine.sound.tuning import Cue

RADIUS_DEG, RIM_DEG = 3.0, 10.0


class Silence:
    """Where nothing is to be heard."""

    def tune(self, instrument: Instrument) -> None: ...

    def note(self, step: int, side: float = 0.0, level: float = 1.0) -> None: ...

    def cue(self, cue: Cue) -> None: ...

    def pad(self, level: float) -> None: ...

    def mute(self, muted: bool) -> None: ...
    def toggle_mute(self) -> None: ...


@dataclass
class Heard(Silence):
    """What was played, in order; `pads` are the pad's levels."""

    notes: list[tuple[int, float]] = field(default_factory=list)
    cues: list[Cue] = field(default_factory=list)
    pads: list[float] = field(default_factory=list)

    def note(self, step: int, side: float = 0.0, level: float = 1.0) -> None:
        self.notes.append((step, side))

    def cue(self, cue: Cue) -> None:
        self.cues.append(cue)

    def pad(self, level: float) -> None:
        self.pads.append(level)


def moment(
    phase: Phase = Phase.MEASURING, ap: float = 0.0, ml: float = 0.0, **more: object
) -> Moment:
    """A moment with the light at this tilt, a ring of 3° in the middle, and a rim of 10°."""
    made = Moment(phase, (0.0, 0.0, RADIUS_DEG), Recent(), 20.0, cursor=(ap, ml))
    away_deg = (ap * ap + ml * ml) ** 0.5
    made.away_share = away_deg / RIM_DEG
    made.lit = 1.0 if away_deg <= RADIUS_DEG else 0.0
    for name, value in more.items():
        setattr(made, name, value)
    return made
