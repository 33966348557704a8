"""One round in a window: instruction, the trial, its result. `trainer.sessions` calls it."""

from collections.abc import Iterator
from dataclasses import dataclass

import pygame

from games.engine.control import Continue, Judge, Leave, StopPressed
from games.engine.draw.chrome import JUDGING_KEYS, PLAYING_KEYS, Key, key_areas
from games.engine.draw.field import FieldMap
from games.engine.input import Area, Hand, Wish, meaning
from games.engine.player import LivePlayer, Round, no_full_collections
from games.engine.scene import Onlooker
from games.engine.sound import Listener
from games.engine.window import Rhythm, Window
from games.screens.instruction import KEYS as INSTRUCTION_KEYS
from games.screens.instruction import InstructionScreen
from games.screens.message import LinkLostScreen, RailOpenScreen
from games.screens.result import ResultScreen
from trainer.recording.trial import TrialResult
from trainer.recording.vocabulary import LinkState, Outcome

JUDGING_S = 60.0
"""For how long a result can still be corrected before it is kept for good."""


@dataclass(frozen=True)
class Ended:
    """How a round ended; `result` is None if nobody began it.

    `again` asks for one more round; `closed` says that the window was closed.
    """

    result: TrialResult | None
    again: bool = False
    closed: bool = False


def play_in_window(played: Round, window: Window) -> Ended:
    """Play one round.

    A window shows the instruction once for each activity, leg and eyes. The keeper's `finish` is
    called when somebody leaves the result screen, or after a minute, so that the therapist can
    correct the outcome until then; closing the window keeps the trial at once.
    """
    return _Player(played, window).play()


class _Player:
    """The screens of one round, one after the other, on one feed."""

    def __init__(self, played: Round, window: Window) -> None:
        self._round, self._window = played, window
        self._feed, setup = played.feed, played.setup
        steering = played.steering
        self._stage = played.activity.stage(setup, window.layout, played.keeper.past())
        self._scene = played.activity.scene(self._stage)
        self._rail_screen = RailOpenScreen(self._stage)
        self._lost_screen = LinkLostScreen(self._stage, "")
        self._lost_advice = ""
        field = FieldMap.of(window.layout, setup.rim)
        self._hand = Hand(steering, field, setup.rim) if steering is not None else None
        self._rhythm = Rhythm(self._feed.now_ns, window.sleep)
        self._delay_ns = round(setup.station.screen_delay_ms * 1e6)
        self._clickable: list[Area] = []

    def play(self) -> Ended:
        """Instruction, trial, result."""
        start = self._begins()
        if start is not Wish.BEGIN:
            return Ended(None, closed=start is Wish.CLOSE)
        self._window.introduced.add(self._introduction())
        with no_full_collections():
            player = LivePlayer(self._round)
            onlooker = Onlooker(player.trial)
            try:
                closed = self._run(player, onlooker)
            except BaseException as error:
                player.break_off(error)
                raise
        if closed:
            return Ended(player.close(), closed=True)
        return self._show_result(player, onlooker)

    def _begins(self) -> Wish:
        """Show the instruction until somebody begins, leaves, or closes the window."""
        screen = InstructionScreen(self._stage, steered=self._hand is not None)
        self._shows(INSTRUCTION_KEYS)
        known = self._introduction() in self._window.introduced
        for _ in self._frames():
            for wish in self._wishes():
                if wish in (Wish.LEAVE, Wish.CLOSE):
                    return Wish(wish)
                known = known or wish is Wish.BEGIN
            ready = self._obstacle() is None
            if known and ready:
                return Wish.BEGIN
            if ready:
                screen.draw(self._window.surface)
        return Wish.LEAVE

    def _introduction(self) -> tuple[str, str, str]:
        conditions = self._round.setup.conditions
        return self._round.activity.name, conditions.side.value, conditions.eyes.value

    def _run(self, player: LivePlayer, onlooker: Onlooker) -> bool:
        """Draw the trial until it is over; True if the window was closed."""
        listener = Listener(self._window.sound, self._round.setup, self._round.activity.kind)
        trial = player.trial
        self._shows(JUDGING_KEYS, PLAYING_KEYS, playing=True)
        for flip_ns in self._frames():
            for wish in self._wishes():
                if wish is Wish.CLOSE:
                    trial.control(Leave())
                    return True
                self._act(player, wish)
            onlooker.see(player.follow())
            if trial.finished:
                listener.hear(onlooker.moment(), self._feed.now_ns() / 1e9)
                break
            ahead = self._feed.predict(flip_ns + self._delay_ns)
            moment = onlooker.moment(None if ahead.stale else (ahead.ap_deg, ahead.ml_deg))
            listener.hear(moment, self._feed.now_ns() / 1e9)
            if self._obstacle() is None:
                self._scene.draw(self._window.surface, moment, trial.rules)
        return False

    def _act(self, player: LivePlayer, wish: Wish | Outcome) -> None:
        if wish is Wish.STOP:
            player.trial.control(StopPressed())
        elif wish is Wish.LEAVE:
            player.trial.control(Leave())
        elif wish is Wish.BEGIN and player.trial.may_continue:
            player.trial.control(Continue())
        elif isinstance(wish, Outcome):
            player.trial.control(Judge(wish))

    def _show_result(self, player: LivePlayer, onlooker: Onlooker) -> Ended:
        """Show the result until somebody goes on; the trial is kept then, or after a minute."""
        began_ns = self._feed.now_ns()
        lights, kept = 0, False
        try:
            screen = self._result_screen(player, onlooker)
            for _ in self._frames():
                shown_s = (self._feed.now_ns() - began_ns) / 1e9
                for wish in self._wishes():
                    if wish in (Wish.LEAVE, Wish.CLOSE, Wish.BEGIN):
                        again = wish is Wish.BEGIN and screen.invites
                        return Ended(player.close(), again, closed=wish is Wish.CLOSE)
                    if isinstance(wish, Outcome) and not kept:
                        self._correct(player, wish)
                        screen = self._result_screen(player, onlooker)
                if not kept and shown_s > JUDGING_S:
                    player.close()
                    kept = True
                    screen = self._result_screen(player, onlooker, kept)
                if screen.lights_on(shown_s) > lights:
                    self._window.sound.earned(lights)
                    lights = screen.lights_on(shown_s)
                screen.draw(self._window.surface, shown_s)
        finally:
            player.close()
        return Ended(player.close())

    def _correct(self, player: LivePlayer, outcome: Outcome) -> None:
        """Judge the trial; pressing the key of the current judgement takes it back."""
        trial = player.trial
        taken_back = outcome is trial.outcome and trial.found is not None
        trial.control(Judge(trial.found if taken_back and trial.found else outcome))

    def _result_screen(
        self, player: LivePlayer, onlooker: Onlooker, kept: bool = False
    ) -> ResultScreen:
        measures = player.measured()
        value = measures.value(self._stage.headline.name)
        trial = player.trial
        corrected = trial.outcome if trial.outcome is not trial.found else None
        screen = ResultScreen(
            self._stage,
            trial.result(),
            value,
            onlooker.path(),
            corrected,
            final=kept,
            why_not=measures.why_not,
        )
        self._shows(*screen.keys)
        return screen

    def _obstacle(self) -> LinkState | str | None:
        """Draw what prevents play, if anything does, and return it."""
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

    def _shows(self, *rows: tuple[Key, ...], playing: bool = False) -> None:
        """Set the keys that can be clicked; a pointer that steers the board is hidden."""
        self._clickable = key_areas(self._stage.layout, self._stage.lettering, *rows)
        pygame.mouse.set_visible(not (playing and self._hand is not None))

    def _wishes(self) -> Iterator[Wish | Outcome]:
        for event in pygame.event.get():
            if self._hand is not None:
                self._hand.take(event, pygame.mouse.get_pos())
            wish = meaning(event, self._clickable, getattr(event, "pos", (0, 0)))
            if wish is Wish.MUTE:
                self._window.sound.toggle_mute()
            elif wish is not None:
                yield wish

    def _frames(self) -> Iterator[int]:
        """The board is read last, right before drawing; then the frame is shown."""
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
