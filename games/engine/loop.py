"""One round in a window: instruction, the trial, its result. `trainer.sessions` calls it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pygame

from games.engine.activity import Activity
from games.engine.control import Continue, Judge, Leave, StopPressed
from games.engine.draw.field import FieldMap
from games.engine.hand import Hand
from games.engine.headless import LivePlayer, load_watch_for
from games.engine.keeper import TrialKeeper
from games.engine.keys import Wish, meaning
from games.engine.listener import Listener
from games.engine.onlooker import Onlooker
from games.engine.scene import Scene, Stage
from games.engine.setup import TrialSetup
from games.engine.window import Rhythm, Window
from games.screens.instruction import InstructionScreen
from games.screens.message import LinkLostScreen, RailOpenScreen
from games.screens.result import ResultScreen
from trainer.recording.interfaces import Feed, Steering, Stimulus
from trainer.recording.trial import TrialEvent, TrialResult
from trainer.recording.vocabulary import LinkState, Outcome

JUDGING_S = 60.0
"""For how long a result can still be corrected before it is kept for good."""


@dataclass(frozen=True)
class Round:
    """How a round ended: without a result where nobody began; `again` asks for one more."""

    result: TrialResult | None
    again: bool


def play_in_window(
    activity: Activity,
    setup: TrialSetup,
    feed: Feed,
    *,
    steering: Steering | None,
    stimulus: Stimulus,
    keeper: TrialKeeper,
    window: Window | None = None,
    controls: Sequence[TrialEvent] = (),
) -> Round:
    """Play one round. Without a `window` one is opened for it (`NoDisplay` where none can be).

    The instruction is shown once for each activity, leg and eyes of a window. `steering` is given
    for a simulated board and follows mouse, keys or gamepad. The keeper's `finish` is called when
    the result screen is left, or after a minute, so that the therapist can still correct.
    `controls` are the events of a trial that is replayed.
    """
    if window is not None:
        player = _Player(
            activity,
            setup,
            feed,
            steering=steering,
            stimulus=stimulus,
            keeper=keeper,
            window=window,
            controls=controls,
        )
        return player.play()
    with Window(setup.station) as opened:
        return play_in_window(
            activity,
            setup,
            feed,
            steering=steering,
            stimulus=stimulus,
            keeper=keeper,
            window=opened,
            controls=controls,
        )


class _Player:
    """The screens of one round, one after the other, on one feed."""

    def __init__(
        self,
        activity: Activity,
        setup: TrialSetup,
        feed: Feed,
        *,
        steering: Steering | None,
        stimulus: Stimulus,
        keeper: TrialKeeper,
        window: Window,
        controls: Sequence[TrialEvent],
    ) -> None:
        self._activity, self._setup, self._feed = activity, setup, feed
        self._stimulus, self._keeper, self._window = stimulus, keeper, window
        self._controls = controls
        self._stage: Stage = activity.stage(setup, window.layout, keeper.past())
        self._scene: Scene = activity.scene(self._stage)
        self._rail_screen = RailOpenScreen(self._stage)
        self._lost_screen = LinkLostScreen(self._stage, "")
        self._lost_advice = ""
        field = FieldMap.of(window.layout, setup.rim)
        self._hand = Hand(steering, field, setup.rim) if steering is not None else None
        self._rhythm = Rhythm(feed.now_ns, window.sleep)
        self._delay_ns = round(setup.station.screen_delay_ms * 1e6)

    def play(self) -> Round:
        """Instruction, trial, result."""
        if not self._begins():
            return Round(None, again=False)
        self._window.introduced.add(self._introduction())
        trial = self._activity.trial(
            self._setup.conditions, self._setup.rim, self._setup.parameters, self._setup.seed
        )
        watch = load_watch_for(self._setup)
        player = LivePlayer(trial, self._feed, self._stimulus, self._keeper, self._controls, watch)
        onlooker = Onlooker(trial)
        try:
            self._run(player, onlooker)
        except BaseException:
            trial.control(Leave())
            player.close()
            raise
        return self._show_result(player, onlooker)

    def _begins(self) -> bool:
        """Show the instruction until somebody begins; False when they leave."""
        screen = InstructionScreen(self._stage)
        known = self._introduction() in self._window.introduced
        for _ in self._frames():
            for wish in self._wishes():
                if wish is Wish.LEAVE:
                    return False
                known = known or wish is Wish.BEGIN
            ready = self._obstacle() is None
            if known and ready:
                return True
            if ready:
                screen.draw(self._window.surface)
        return False

    def _introduction(self) -> tuple[str, str, str]:
        conditions = self._setup.conditions
        return self._activity.name, conditions.side.value, conditions.eyes.value

    def _run(self, player: LivePlayer, onlooker: Onlooker) -> None:
        listener = Listener(self._window.sound, self._setup, self._activity.kind)
        trial = player.trial
        for flip_ns in self._frames():
            for wish in self._wishes():
                self._act(player, wish)
            onlooker.see(player.follow())
            if trial.finished:
                listener.hear(onlooker.moment(), self._feed.now_ns() / 1e9)
                return
            ahead = self._feed.predict(flip_ns + self._delay_ns)
            moment = onlooker.moment(None if ahead.stale else (ahead.ap_deg, ahead.ml_deg))
            listener.hear(moment, self._feed.now_ns() / 1e9)
            if self._obstacle() is None:
                self._scene.draw(self._window.surface, moment)

    def _act(self, player: LivePlayer, wish: Wish | Outcome) -> None:
        if wish is Wish.STOP:
            player.trial.control(StopPressed())
        elif wish is Wish.LEAVE:
            player.trial.control(Leave())
        elif wish is Wish.BEGIN and player.trial.waits_for_continue:
            player.trial.control(Continue())
        elif isinstance(wish, Outcome):
            player.trial.control(Judge(wish))

    def _show_result(self, player: LivePlayer, onlooker: Onlooker) -> Round:
        """The result until somebody goes on; kept for good when they do, or after a minute."""
        began_ns = self._feed.now_ns()
        screen = ResultScreen(self._stage, player.trial.result(), onlooker.path())
        kept: TrialResult | None = None
        lights = 0
        try:
            for _ in self._frames():
                shown_s = (self._feed.now_ns() - began_ns) / 1e9
                for wish in self._wishes():
                    if wish in (Wish.LEAVE, Wish.BEGIN):
                        kept = kept or player.close()
                        return Round(kept, again=wish is Wish.BEGIN)
                    if isinstance(wish, Outcome) and kept is None:
                        player.trial.control(Judge(wish))
                        screen = ResultScreen(self._stage, player.trial.result(), onlooker.path())
                if kept is None and shown_s > JUDGING_S:
                    kept = player.close()
                if screen.lights_on(shown_s) > lights:
                    self._window.sound.earned(lights)
                    lights = screen.lights_on(shown_s)
                screen.draw(self._window.surface, shown_s)
        finally:
            if kept is None:
                player.close()
        return Round(kept, again=False)

    def _obstacle(self) -> LinkState | str | None:
        """Draw what keeps the trial from being played, if anything does."""
        status = self._feed.status()
        if status.state is not LinkState.STREAMING:
            if status.advice != self._lost_advice:
                self._lost_advice = status.advice
                self._lost_screen = LinkLostScreen(self._stage, status.advice)
            self._lost_screen.draw(self._window.surface)
            return status.state
        if status.rail_open:
            self._rail_screen.draw(self._window.surface)
            return "rail"
        return None

    def _wishes(self) -> Iterator[Wish | Outcome]:
        for event in pygame.event.get():
            if self._hand is not None:
                self._hand.take(event, pygame.mouse.get_pos())
            wish = meaning(event)
            if wish is Wish.MUTE:
                self._window.sound.toggle_mute()
            elif wish is not None:
                yield wish

    def _frames(self) -> Iterator[int]:
        """The board is looked at last, right before drawing; then the frame is shown."""
        before_ns = self._feed.now_ns()
        while True:
            flip_ns = self._rhythm.wait()
            now_ns = self._feed.now_ns()
            if self._hand is not None:
                self._hand.follow((now_ns - before_ns) / 1e9)
            before_ns = now_ns
            self._feed.pump()
            yield flip_ns
            self._rhythm.drawn()
            pygame.display.flip()
            self._rhythm.flipped()
