"""One patient, one board, one activity after another: what `baps play` and `baps log` run."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from games.engine.activity import Activity, Surface
from games.engine.headless import play_headless
from games.engine.loop import Round, play_in_window
from games.engine.setup import Station, TrialSetup
from games.engine.window import Window
from trainer.link.faults import RAIL_OPEN
from trainer.recording.conditions import NO_DOME, Conditions
from trainer.recording.envelope import Range, Rim
from trainer.recording.interfaces import Steering, Stimulus
from trainer.recording.sensor import STANDARD_GRAVITY
from trainer.recording.trial import Recording
from trainer.recording.vocabulary import Side, Stance
from trainer.sessions.board import OpenBoard
from trainer.sessions.delivery import Delivery, NoDelivery
from trainer.sessions.errors import SessionError
from trainer.sessions.keeper import Keeper, KeptTrial
from trainer.sessions.listening import Obstacles
from trainer.sessions.rims import rim_of_board
from trainer.store.errors import StoreError
from trainer.store.store import Store
from trainer.store.values import KnownPlacement

T = TypeVar("T")

LEAST_SHARE = 0.5
"""Less of the body weight than this on the board: the other foot stands beside it."""
SOMEBODY_N = 50.0
"""More than anything but a person leaves on a board, where the body weight is not known."""


@dataclass(frozen=True)
class Visit:
    """Who is here on which board, and where their trials go."""

    board: OpenBoard
    patient_code: str
    delivery: Delivery
    journals: Path
    say: Callable[[str], None]
    store: Store | None = None
    station: Station = field(default_factory=Station)
    visit_id: str = field(default_factory=lambda: str(uuid.uuid4()))

    def setup(self, activity: Activity, conditions: Conditions, seed: int) -> TrialSetup:
        """Everything for one trial; of a replayed trial, as it was then."""
        replayed = self.board.replayed
        if replayed is not None and replayed.header.conditions.activity == activity.name:
            return _setup_of(replayed, self.station)
        self._check_surface(activity)
        if self.board.is_plate:
            conditions = replace(conditions, level=NO_DOME)
        rim = self._rim(conditions)
        feet = self._placement(conditions.side)
        footwear = feet.feet.footwear if feet else conditions.footwear
        conditions = replace(conditions, calibrated=self.board.calibrated, footwear=footwear)
        labels = self._labels()
        reach = self._range(conditions)
        setup = activity.setup(
            conditions, rim, limit=reach, seed=seed, station=self.station, labels=labels
        )
        return replace(
            setup,
            least_load_n=self._least_load_n(conditions.stance),
            feet=feet.feet if feet else None,
            feet_on=feet.made_at.astimezone().date() if feet else None,
        )

    def keeper(self, activity: Activity, setup: TrialSetup) -> Keeper:
        """What records and commits the trials of this setup."""
        delivery = NoDelivery() if self.board.replayed is not None else self.delivery
        return Keeper(
            self.board,
            setup,
            delivery,
            self.journals,
            self.say,
            self.patient_code,
            activity.headline.name,
            self.visit_id,
            self._body_weight_n(),
        )

    def play_headless(
        self,
        activity: Activity,
        conditions: Conditions,
        seed: int,
        stimulus: Stimulus,
        progress: Callable[[float], None],
    ) -> KeptTrial:
        """One trial without a window."""
        self.check_rail()
        setup = self.setup(activity, conditions, seed)
        keeper = self.keeper(activity, setup)
        with closing(keeper), self._telling():
            play_headless(
                activity,
                setup,
                self.board.feed,
                stimulus,
                keeper,
                progress=progress,
                controls=self.board.controls,
            )
        if keeper.kept is None:
            raise SessionError("the trial ended without a result")
        return keeper.kept

    def play_in_window(
        self,
        activity: Activity,
        conditions: Conditions,
        seed: int,
        window: Window,
        steering: Steering | None,
        stimulus: Stimulus,
    ) -> tuple[Round, KeptTrial | None]:
        """One round in the patient's window, and what was kept of it."""
        setup = self.setup(activity, conditions, seed)
        keeper = self.keeper(activity, setup)
        with closing(keeper), self._telling():
            played = play_in_window(
                activity,
                setup,
                self.board.feed,
                steering=steering,
                stimulus=stimulus,
                keeper=keeper,
                window=window,
                controls=self.board.controls,
            )
        return played, keeper.kept

    def check_rail(self) -> None:
        """`SessionError` with advice while the rail stop is open."""
        if self.board.feed.status().rail_open:
            raise SessionError(RAIL_OPEN)

    @contextmanager
    def _telling(self) -> Iterator[None]:
        """What goes wrong with board or sensors is said as it happens."""
        obstacles = Obstacles(self.board, self.say)
        stop = self.board.feed.on_pump(obstacles)
        try:
            yield
        finally:
            stop()
            # What ended the trial may have come after its last pump.
            obstacles()
            obstacles.sum_up()

    def _check_surface(self, activity: Activity) -> None:
        """`SessionError` for an activity that cannot be stood on this board."""
        if (activity.surface is Surface.PLATE) is self.board.is_plate:
            return
        if self.board.is_plate:
            raise SessionError(
                f"no motion sensor answers, so this board is taken for a force plate, which does "
                f"not tilt: {activity.name} needs one. Play quiet-stance, or run baps diagnose"
            )
        raise SessionError(f"{activity.name} needs a force plate; play steady-stance on this board")

    def _rim(self, conditions: Conditions) -> Rim:
        level, hole = conditions.level, conditions.stem_hole
        known = self._asked(lambda store: rim_of_board(self.board, store, level, hole))
        return known or rim_of_board(self.board, None, level, hole)

    def _range(self, conditions: Conditions) -> Range | None:
        return self._asked(lambda store: store.newest_range(self.patient_code, conditions.side))

    def _least_load_n(self, stance: Stance) -> float | None:
        cells, weight_n = self.board.intake.load_setup, self._body_weight_n()
        if cells is None or not cells.calibration.calibrated:
            return None
        standing = stance in (Stance.SINGLE_LEG, Stance.TWO_LEG) and weight_n is not None
        return LEAST_SHARE * weight_n if standing and weight_n else SOMEBODY_N

    def _placement(self, side: Side) -> KnownPlacement | None:
        if side is Side.BOTH:
            return None
        return self._asked(lambda store: store.newest_placement(self.patient_code, side))

    def _body_weight_n(self) -> float | None:
        known = self._asked(lambda store: store.newest_weight(self.patient_code))
        return known.kg * STANDARD_GRAVITY if known else None

    def _asked(self, question: Callable[[Store], T | None]) -> T | None:
        if self.store is None:
            return None
        try:
            return question(self.store)
        except StoreError as error:
            self.say(str(error))
            return None

    def _labels(self) -> tuple[str, ...]:
        labels = ["simulated board"] if self.board.simulated else []
        if not self.board.calibrated:
            labels.append("uncalibrated")
        return tuple(labels)


def _setup_of(recording: Recording, station: Station) -> TrialSetup:
    header = recording.header
    return TrialSetup(
        header.conditions,
        header.rim,
        header.range,
        header.parameters,
        header.seed,
        station=station,
        labels=("replay",),
    )
