"""A visit: one patient on one board plays one activity after another. Run by `play` and `log`."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from games.engine.activity import Activity, Surface
from games.engine.loop import Ended, play_in_window
from games.engine.player import Round, play_headless
from games.engine.setup import Station, TrialSetup
from games.engine.window import Window
from trainer.link.faults import RAIL_OPEN
from trainer.recording.conditions import FLOOR, NO_DOME, Conditions
from trainer.recording.envelope import Range
from trainer.recording.interfaces import Steering, Stimulus
from trainer.recording.sensor import STANDARD_GRAVITY
from trainer.recording.trial import Recording
from trainer.recording.vocabulary import Side, Stance
from trainer.sessions.board import OpenBoard, rim_given
from trainer.sessions.delivery import Delivery, NoDelivery
from trainer.sessions.errors import SessionError
from trainer.sessions.floor import check_floor
from trainer.sessions.keeper import Keeper, KeptTrial
from trainer.sessions.listening import Obstacles
from trainer.sessions.store_access import ask_store
from trainer.store.store import Store
from trainer.store.values import BeforeTrial

LEAST_SHARE = 0.5
"""With less of the body weight on the board, the other foot is on the floor."""
SOMEBODY_N = 50.0
"""Used if the body weight is unknown: only a person puts this much load on a board."""


@dataclass(frozen=True)
class Visit:
    """Who is on which board, and where their trials are stored."""

    board: OpenBoard
    patient_code: str
    delivery: Delivery
    journals: Path
    say: Callable[[str], None]
    store: Store | None = None
    station: Station = field(default_factory=Station)
    visit_id: str = field(default_factory=lambda: str(uuid.uuid4()))

    def setup(self, activity: Activity, conditions: Conditions, seed: int) -> TrialSetup:
        """Everything for one trial; for a replayed trial, as it was then."""
        return self._setup(activity, conditions, seed, self._before(conditions))

    def _setup(
        self, activity: Activity, conditions: Conditions, seed: int, known: BeforeTrial
    ) -> TrialSetup:
        replayed = self.board.replayed
        if replayed is not None and replayed.header.conditions.activity == activity.name:
            return setup_of(replayed, self.station)
        self._check_surface(activity)
        if self.board.on_sacrum:
            conditions = replace(conditions, level=FLOOR, stem_hole=0)
        elif self.board.is_plate:
            conditions = replace(conditions, level=NO_DOME)
        rim = rim_given(self.board, known.rim, conditions.level, conditions.stem_hole)
        feet = known.placement if conditions.side is not Side.BOTH else None
        footwear = feet.feet.footwear if feet else conditions.footwear
        conditions = replace(conditions, calibrated=self.board.calibrated, footwear=footwear)
        labels = self._labels()
        setup = activity.setup(
            conditions,
            rim,
            limit=_todays(known.range),
            seed=seed,
            station=self.station,
            labels=labels,
        )
        return replace(
            setup,
            least_load_n=self._least_load_n(conditions.stance, _weight_n(known)),
            feet=feet.feet if feet else None,
            feet_on=feet.made_at.astimezone().date() if feet else None,
        )

    def _ready(
        self, activity: Activity, conditions: Conditions, seed: int
    ) -> tuple[TrialSetup, Keeper]:
        """A trial's setup and its keeper, with one query of the database."""
        known = self._before(conditions)
        setup = self._setup(activity, conditions, seed, known)
        return setup, self._keeper(activity, setup, _weight_n(known))

    def _keeper(self, activity: Activity, setup: TrialSetup, weight_n: float | None) -> Keeper:
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
            weight_n,
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
        setup, keeper = self._ready(activity, conditions, seed)
        controls = self.board.controls
        played = Round(activity, setup, self.board.feed, keeper, stimulus, controls=controls)
        with closing(keeper), self._telling():
            play_headless(played, progress)
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
    ) -> tuple[Ended, KeptTrial | None]:
        """One round in the patient's window, and the trial that was stored."""
        setup, keeper = self._ready(activity, conditions, seed)
        controls = self.board.controls
        played = Round(activity, setup, self.board.feed, keeper, stimulus, steering, controls)
        with closing(keeper), self._telling():
            ended = play_in_window(played, window)
        return ended, keeper.kept

    def check_rail(self) -> None:
        """`SessionError` with advice while the rail stop is open."""
        if self.board.feed.status().rail_open:
            raise SessionError(RAIL_OPEN)

    @contextmanager
    def _telling(self) -> Iterator[None]:
        """Report trouble with board or sensors as it happens."""
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
        """`SessionError` for an activity that does not fit this board."""
        if self.board.on_sacrum or activity.surface is Surface.FLOOR:
            check_floor(self.board, activity)
            return
        if (activity.surface is Surface.PLATE) is self.board.is_plate:
            return
        if self.board.is_plate:
            raise SessionError(
                f"no motion sensor answers, so this board is used as a force plate, which does "
                f"not tilt: {activity.name} needs one. Play quiet-stance, or run baps diagnose"
            )
        raise SessionError(f"{activity.name} needs a force plate; play steady-stance on this board")

    def _before(self, conditions: Conditions) -> BeforeTrial:
        """What the database knows about patient and board."""
        return ask_store(
            self.store,
            self.say,
            lambda store: store.before_trial(
                self.patient_code,
                conditions.side,
                self.board.identity.board_id,
                conditions.level,
                conditions.stem_hole,
            ),
            BeforeTrial(),
        )

    def _least_load_n(self, stance: Stance, weight_n: float | None) -> float | None:
        cells = self.board.streams.load_setup
        if cells is None or not cells.calibration.calibrated:
            return None
        standing = stance in (Stance.SINGLE_LEG, Stance.TWO_LEG)
        return LEAST_SHARE * weight_n if standing and weight_n is not None else SOMEBODY_N

    def _labels(self) -> tuple[str, ...]:
        labels = ["simulated board"] if self.board.simulated else []
        if not self.board.calibrated:
            labels.append("uncalibrated")
        return tuple(labels)


def _weight_n(known: BeforeTrial) -> float | None:
    return known.weight.kg * STANDARD_GRAVITY if known.weight else None


def _todays(reach: Range | None) -> Range | None:
    """A range ends at midnight."""
    return reach if reach is not None and reach.day == date.today() else None


def setup_of(recording: Recording, station: Station) -> TrialSetup:
    """The set-up of a recorded trial, as it was then."""
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
