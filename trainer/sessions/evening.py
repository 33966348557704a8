"""An evening in the valley, where the patient chooses, and the grey rows.

What is played comes back here, until somebody leaves. What forbids a round is told there. `baps
play` without an activity and the station's free play call it.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Protocol, TypeVar

from games.engine.activity import Activity, Kind, Surface
from games.engine.idle import IdleWork
from games.engine.leaning import Reach
from games.engine.rung_words import STEPS
from games.engine.scene import place_of
from games.engine.setup import TrialSetup
from games.engine.words import conditions_line, provenance_line
from games.screens.grey_rows import GreyRows, Row, choose_assessment
from games.screens.valley.card import Card
from games.screens.valley.choosing import Chosen, choose_in_valley
from games.screens.valley.places import way
from games.screens.valley.postcards import Postcards
from games.screens.valley.screen import ValleyScreen
from games.worlds.valley import still_layer
from trainer.recording.trial import PastScores
from trainer.sessions.errors import SessionError
from trainer.sessions.playable import offered, trainings
from trainer.sessions.playing import Playing
from trainer.texts import told

T = TypeVar("T")


class Waits(Protocol):
    """Does something that takes a while behind a picture, and returns what it returns."""

    def __call__(self, work: Callable[[], T]) -> T: ...


def painting(playing: Playing, postcards: Postcards) -> Iterator[Callable[[], object]]:
    """What can be painted before anybody asks for it: the valley, then the place of each training
    as this patient will play it, and its postcard.
    """
    stills = playing.visit.station.stills_folder
    yield partial(still_layer, playing.window.layout, way()[0], stills)
    for activity in trainings(playing.visit.board):
        yield partial(paint_place, activity, playing, postcards)


def paint_place(activity: Activity, playing: Playing, postcards: Postcards | None = None) -> None:
    """Paint the place of a first round, which is then kept, and its postcard where it is lacking.

    What forbids the round is said when it begins.
    """
    with suppress(SessionError):
        setup = playing.visit.setup(activity, playing.conditions, playing.seed)
        scene = activity.scene(activity.stage(setup, playing.window.layout, PastScores()))
        played_in = place_of(scene)
        if postcards and played_in is not None and postcards.lacks(activity.name):
            postcards.make(activity.name, played_in.place)


class Evening:
    """One visit from the valley: choose, play, come back. `idle` may make more `postcards`."""

    def __init__(
        self, playing: Playing, waits: Waits, idle: IdleWork, postcards: Postcards
    ) -> None:
        self._playing, self._visit = playing, playing.visit
        self._waits, self._idle, self._postcards = waits, idle, postcards
        self._games = trainings(self._visit.board)
        tests = offered(self._visit.board)
        self._tests = [each for each in tests if each.kind is Kind.ASSESSMENT]
        self._today: set[str] = set()
        self._days: Mapping[str, int] = {}

    def spend(self) -> bool:
        """Until somebody leaves; True if the window was closed."""
        screen, setup = self._waits(self._ready) if self._games else (None, None)
        closed = None
        try:
            while closed is None:
                closed = self._once(screen, setup)
        finally:
            self._idle.finish_one()
        return closed

    def _once(self, screen: ValleyScreen | None, setup: TrialSetup | None) -> bool | None:
        """One choice and what is played then; at the end, whether the window was closed."""
        chosen = Chosen(assessments=True)
        if screen is not None and setup is not None:
            chosen = self._choose(screen, setup)
        if chosen.assessments:
            name, closed = self._ask_for_assessment()
            if screen is not None and not name and not closed:
                return None
            chosen = Chosen(name, closed=closed)
        if chosen.leaves or chosen.closed:
            return chosen.closed
        return self._play(chosen.name, screen) or None

    def _choose(self, screen: ValleyScreen, setup: TrialSetup) -> Chosen:
        playing, feed = self._playing, self._visit.board.feed
        return choose_in_valley(
            screen, playing.window, feed, setup.rim, playing.steering, self._idle
        )

    def _play(self, name: str, screen: ValleyScreen | None) -> bool:
        """Play what was chosen; True if the window was closed."""
        activity = next(each for each in (*self._games, *self._tests) if each.name == name)
        try:
            ended = self._playing.rounds(activity)
        except SessionError as error:
            if screen is None:
                raise
            self._visit.say(str(error))
            screen.note(told(str(error)))
            return False
        if ended.result is not None and ended.result.duration_s and not ended.why_not:
            self._today.add(name)
        if screen is not None:
            self._days = self._visit.days_played()
            cards = [
                self._card(each) if each.name == name else card
                for each, card in zip(self._games, screen.cards, strict=True)
            ]
            screen.tell(cards, self._visit.board.feed.now_ns() / 1e9)
        return ended.closed

    def _ready(self) -> tuple[ValleyScreen, TrialSetup]:
        """The valley as it is now; `SessionError` if none of its games can be played."""
        setup, station = self._first_setup(), self._visit.station
        self._days = self._visit.days_played()
        reach = Reach(setup.rim, setup.range, self._visit.chosen.no_go)
        screen = ValleyScreen(
            self._playing.window.layout,
            station,
            [self._card(each) for each in self._games],
            self._postcards,
            reach,
            _aside(setup),
        )
        return screen, setup

    def _first_setup(self) -> TrialSetup:
        """Of the first game that can be played: rim, range and leg are the same in all of them.

        On the floor there is no rim to lean within.
        """
        refused: SessionError | None = None
        for activity in sorted(self._games, key=lambda each: each.surface is Surface.FLOOR):
            try:
                return self._visit.setup(activity, self._playing.conditions, self._playing.seed)
            except SessionError as error:
                refused = refused or error
        assert refused is not None
        raise refused

    def _card(self, activity: Activity) -> Card:
        following, today = self._visit.stands(activity, self._playing.conditions)
        return Card(
            activity.name,
            activity.title,
            activity.trains or activity.summary,
            activity.wording.rungs.of(following.rung) if following.rung else "",
            today or activity.name in self._today,
            self._days.get(activity.name, 0),
        )

    def _ask_for_assessment(self) -> tuple[str, bool]:
        rows = [Row(each.name, each.title, each.summary) for each in self._tests]
        screen = GreyRows(self._playing.window.layout, self._visit.station, rows)
        return choose_assessment(screen, self._playing.window, self._visit.board.feed)


def _aside(setup: TrialSetup) -> str:
    """Which leg on which dome, and where the data are from."""
    # Each game has a rung of its own.
    conditions = conditions_line(replace(setup.conditions, rung=0), STEPS)
    return " · ".join(each for each in (conditions, provenance_line(setup)) if each)
