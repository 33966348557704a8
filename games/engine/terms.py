"""What decides the course of a trial; `games.engine.activity` makes it for `games.engine.trial`."""

from dataclasses import dataclass

from trainer.recording.envelope import Rim
from trainer.recording.sector import Sector
from trainer.recording.target import Ring, TargetPath
from trainer.recording.vocabulary import Side, Support


@dataclass(frozen=True)
class Terms:
    """What decides the course of a trial, from its activity and its setup.

    `gate` is the ring to hold for 2 s before the start and after a pause. `target` is None if there
    is nothing to hit. `pausable` is False for an assessment: what would pause it ends it. A
    `seated` patient may rest the board on its rim, put a foot down and hold on. On a plate
    (`on_plate`) the tilt says nothing, and load cells alone tell whether somebody stands there. On
    the floor (`on_floor`) the sensors are on the patient: nobody steps off, and a pelvis may be as
    still as an empty board. Time in a `no_go` sector counts for nothing, nor does time with a load
    outside `weight_n`, from the least to the most in N. `contact_intended`: the rim is where to be,
    and resting on it no failure; only a board that lies still on it has a foot beside it. `felt`:
    nothing tells how it goes until the trial is over. `thigh_of`: the thigh of that side moves the
    light, and not the board; None where the board does.
    """

    gate: Ring
    target: TargetPath | None
    cursor_visible: bool
    rim: Rim
    seconds: float
    pausable: bool
    headline: str
    support: Support = Support.NONE
    seated: bool = False
    on_plate: bool = False
    on_floor: bool = False
    no_go: tuple[Sector, ...] = ()
    weight_n: tuple[float, float] | None = None
    contact_intended: bool = False
    felt: bool = False
    thigh_of: Side | None = None

    @property
    def tilt_shows_presence(self) -> bool:
        """Whether an empty board is told by how still it lies."""
        return not self.on_plate and not self.on_floor
