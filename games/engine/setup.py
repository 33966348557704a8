"""Everything one trial is played with; made by `trainer.sessions`, read by loops and scenes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from trainer.recording.conditions import Conditions, FootPlacement
from trainer.recording.envelope import Range, Rim
from trainer.recording.json_form import Json


@dataclass(frozen=True)
class Station:
    """The place: how far away the patient stands from which screen, and what they prefer.

    `screen_delay_ms` is what the screen itself adds between a flip and light. `rail_button` is
    False where a wire link closes the rail stop, so that nobody is told to press a button that
    is not there.
    """

    viewing_distance_m: float = 2.5
    screen_height_mm: float = 299.0
    screen_delay_ms: float = 0.0
    muted: bool = False
    reduced_motion: bool = False
    rail_button: bool = True


LIKELY_STATION = Station()


@dataclass(frozen=True)
class TrialSetup:
    """One trial's conditions, limits, parameters and place.

    `parameters` and `seed` go into the recording's header as they are: with them and the samples
    the trial is played again. `labels` are shown small on every screen: "simulated board",
    "uncalibrated". Where the rim came from is shown without being asked for. With load cells,
    a load below `least_load_n` is a foot beside the board. `feet` says where the standing foot
    belongs, `feet_on` the day it last stood there.
    """

    conditions: Conditions
    rim: Rim
    range: Range | None = None
    parameters: Mapping[str, Json] = field(default_factory=dict)
    seed: int = 0
    station: Station = LIKELY_STATION
    labels: tuple[str, ...] = ()
    least_load_n: float | None = None
    feet: FootPlacement | None = None
    feet_on: date | None = None
