"""One round in a window: instruction, the trial, what follows. `trainer.sessions` calls it."""

from dataclasses import replace
from datetime import date

from games.engine.after.over import Ended
from games.engine.after.screens import After
from games.engine.control import Continue, Judge, Leave, Score, StopPressed
from games.engine.draw.chrome import MARGIN, keys_of
from games.engine.draw.eye_panel import EyePanel, all_answers
from games.engine.draw.field import FieldMap
from games.engine.draw.lettering import ASIDE_BOLD
from games.engine.draw.palette import MIST
from games.engine.eye import glance_of
from games.engine.frames import LateFrames
from games.engine.input import BUTTON, HELD, Area, Hand, Wish, meaning
from games.engine.phase import RUNNING, Phase
from games.engine.player import LivePlayer, Round, no_full_collections
from games.engine.scene import Moment, Onlooker, Stage, place_of
from games.engine.second.facts import NO_WORDS, Beside
from games.engine.second.telling import Telling
from games.engine.show import Show
from games.engine.sound.listener import Listener
from games.engine.trial import Trial
from games.engine.trial_set import TrialSet
from games.engine.visit_rounds import NextRound, Rounds
from games.engine.window import Window
from games.engine.words import TOUCH_NOTED
from games.screens.instruction import KEYS as INSTRUCTION_KEYS
from games.screens.instruction import InstructionScreen
from games.screens.message import LinkLostScreen, StoppedScreen
from trainer.metrics.measure import TrialMeasures
from trainer.metrics.repeats import ending
from trainer.recording.eye import EyeScore, Glance
from trainer.recording.trial import PastRound, TrialResult
from trainer.recording.vocabulary import LinkState, Outcome

TOUCH_TOLD_NS = 4_000_000_000


def play_in_window(played: Round, window: Window) -> Ended:
    """Play one round.

    A window shows the instruction once for each activity, leg and eyes. The keeper's `finish` is
    called when somebody leaves the result screen, or after a minute, so that the therapist can
    correct the outcome until then; closing the window keeps the trial at once.
    """
    try:
        return _Player(played, window).play()
    finally:
        if window.second is not None:
            window.second.release()


class _Player:
    """The screens of one round, one after the other, on one feed."""

    def __init__(self, played: Round, window: Window) -> None:
        self._round, self._window = played, window
        self._feed, setup = played.feed, played.setup
        self._stage = _stage(played, window)
        self._scene = played.activity.scene(self._stage)
        self._stopped_screen = StoppedScreen(self._stage)
        self._lost_screen = LinkLostScreen(self._stage, "")
        self._lost_advice = ""
        self._touch_told_ns: int | None = None
        field = FieldMap.of(window.layout, setup.rim)
        steering = played.steering
        hand = Hand(steering, field, setup.rim) if steering is not None else None
        self._show = Show(self._feed, window, self._stage.lettering, hand)
        self._telling = Telling(self._stage, self._feed)
        self._show.facts = self._telling.facts
        self._take_notes()
        self._delay_ns = round(setup.station.screen_delay_ms * 1e6)
        window.sound.tune(played.activity.heard_with)

    def play(self) -> Ended:
        """Instruction, trial, result."""
        start = self._begins()
        if isinstance(start, Wish) and start is not Wish.BEGIN:
            return Ended(None, closed=start is Wish.CLOSE)
        if start is Wish.BEGIN:
            self._window.introduced.add(self._introduction())
        with no_full_collections():
            player = LivePlayer(self._round)
            onlooker = Onlooker(player.trial)
            self._telling.trial = player.trial
            try:
                if start is Outcome.PAIN:
                    # It is kept as a trial that pain stopped; one needs a sample to be recovered.
                    self._feed.pump()
                    onlooker.see(player.follow())
                    player.trial.control(Judge(start))
                closed = self._run(player, onlooker)
            except BaseException as error:
                player.break_off(error)
                raise
        if closed:
            return Ended(player.close(), closed=True)
        return self._follow_up(player, onlooker)

    def _take_notes(self) -> None:
        """What is typed into the second window goes to whoever keeps it, if anybody does."""
        beside, keeps = self._window.second, self._round.notes
        if beside is None:
            return

        def take(text: str) -> None:
            if keeps is not None:
                keeps(text)
            self._telling.note(text)

        beside.note.taker = None if keeps is None else take

    def _follow_up(self, player: LivePlayer, onlooker: Onlooker) -> Ended:
        """What comes after the trial; the window remembers how far the set is."""
        place = place_of(self._scene)
        after = After(
            self._show, player, onlooker, self._stage, place, self._next_round, self._round.follow
        )
        ended = after.run()
        if ended.result is not None:
            self._remember(ended)
            done = self._stage.in_set.after(ending(ended.result, ended.why_not))
            self._window.sets[self._round.setup.conditions] = done
        return ended

    def _remember(self, ended: Ended) -> None:
        """What this round was, for the next one's screens."""
        conditions, key = self._round.setup.conditions, _leg_of(self._round)
        if ended.result is not None and conditions.rung:
            before = self._window.rounds.get(key, Rounds())
            now = conditions.rung, conditions.feedback
            self._window.rounds[key] = before.after(ended.result, *now, ended.why_not)

    def _next_round(self, result: TrialResult, measures: TrialMeasures) -> NextRound | None:
        """How the next round is after this one; None for an assessment, or if nobody knows."""
        conditions, follows = self._round.setup.conditions, self._round.next_round
        if not conditions.rung or follows is None:
            return None
        return follows(
            PastRound(
                conditions.rung,
                result.outcome,
                measures.value(self._round.activity.headline.name),
                not measures.why_not,
                date.today(),
                rim_time_pct=measures.value("rim_time_pct") or 0.0,
                feedback=conditions.feedback,
            )
        )

    def _begins(self) -> Wish | Outcome:
        """Show the instruction until somebody begins, leaves, closes the window, or says pain."""
        screen = InstructionScreen(self._stage, self._show.steered, place_of(self._scene))
        self._show.show_keys(INSTRUCTION_KEYS, advice=screen.for_therapist)
        if self._introduction() not in self._window.introduced:
            # Somebody has just begun at the keyboard, and reads here how it goes on.
            self._show.tell_keys()
        began_ns = self._feed.now_ns()
        known = self._introduction() in self._window.introduced
        for _ in self._show.frames():
            for name in self._show.pressed():
                wish = meaning(name)
                if wish in (Wish.LEAVE, Wish.CLOSE, Outcome.PAIN):
                    return wish
                known = known or wish is Wish.BEGIN or name == BUTTON
            ready = self._obstacle() is None
            if known and ready:
                return Wish.BEGIN
            if ready:
                self._show.paint(screen.draw, (self._feed.now_ns() - began_ns) / 1e9)
        return Wish.LEAVE

    def _introduction(self) -> tuple[str, str, str]:
        conditions = self._round.setup.conditions
        return self._round.activity.name, conditions.side.value, conditions.eyes.value

    def _run(self, player: LivePlayer, onlooker: Onlooker) -> bool:
        """Draw the trial until it is over; True if the window was closed."""
        activity, setup = self._round.activity, self._round.setup
        bell_at = activity.rings_at(setup.conditions.seconds)
        listener = Listener(self._window.sound, setup, activity.kind, bell_at)
        trial = player.trial
        late = LateFrames(self._window.frames)
        words = all_answers() if self._round.activity.by_eye else NO_WORDS
        rows, areas = keys_of(self._round.setup), self._eye_areas()
        self._show.show_keys(*rows, areas=areas, words=words, playing=True)
        for flip_ns in self._show.frames():
            for name in self._show.pressed():
                if name == HELD and trial.phase is not Phase.READY:
                    # From the first moment on the trial itself sees a press, in its samples.
                    continue
                wish = meaning(name)
                if wish is Wish.CLOSE:
                    trial.control(Leave())
                    player.tell_late(late)
                    return True
                self._act(player, wish or self._glance(name, trial.eye))
            late.look(trial.running)
            onlooker.see(player.follow())
            if trial.finished:
                player.tell_late(late)
                listener.hear(onlooker.moment(), self._feed.now_ns() / 1e9)
                break
            ahead = self._feed.predict(flip_ns + self._delay_ns)
            cursor = None if ahead.stale else (ahead.ap_deg, ahead.ml_deg)
            moment = onlooker.moment(cursor, ahead.t_s)
            listener.hear(moment, self._feed.now_ns() / 1e9)
            if self._obstacle() is None:
                self._draw(moment, trial)
                if self._window.second is None:
                    self._tell_touch(trial.touched)
        return False

    def _draw(self, moment: Moment, trial: Trial) -> None:
        """Draw the trial; a pause is seen at once."""
        if moment.phase is Phase.PAUSED:
            self._show.paint_at_once(self._scene.draw, moment, trial.rules)
        else:
            part = "playing" if moment.phase in RUNNING else "gate"
            self._show.paint(self._scene.draw, moment, trial.rules, part=part)

    def _tell_touch(self, touched: bool) -> None:
        """Tell the therapist for a while, in a small line, that a touch was noted."""
        now_ns = self._feed.now_ns()
        if touched and self._touch_told_ns is None:
            self._touch_told_ns = now_ns
        if self._touch_told_ns is not None and now_ns - self._touch_told_ns < TOUCH_TOLD_NS:
            at = self._window.layout.at(MARGIN, 1044)
            write = self._stage.lettering.write
            write(self._window.surface, TOUCH_NOTED, ASIDE_BOLD, at, MIST)

    def _eye_areas(self) -> list[Area]:
        """Where a click scores by eye."""
        if not self._round.activity.by_eye or self._stage.beside is not None:
            return []
        return EyePanel(self._window.layout, self._stage.lettering).areas

    def _glance(self, name: str, score: EyeScore) -> Glance | None:
        """What a key scores by eye, where that is done."""
        return glance_of(name, score) if self._round.activity.by_eye else None

    def _act(self, player: LivePlayer, wish: Wish | Outcome | Glance | None) -> None:
        if isinstance(wish, Glance):
            player.trial.control(Score(wish))
        elif wish is Wish.STOP:
            player.trial.control(StopPressed())
        elif wish is Wish.LEAVE:
            player.trial.control(Leave())
        elif wish is Wish.BEGIN and player.trial.may_continue:
            player.trial.control(Continue())
        elif isinstance(wish, Outcome):
            if wish is Outcome.TOUCH:
                self._touch_told_ns = None
            player.trial.control(Judge(wish))

    def _obstacle(self) -> LinkState | str | None:
        """Draw what prevents play, if anything does, and return it."""
        status = self._feed.status()
        if status.state is not LinkState.STREAMING:
            if status.advice != self._lost_advice:
                self._lost_advice = status.advice
                self._lost_screen = LinkLostScreen(self._stage, status.advice)
            self._show.paint_at_once(self._lost_screen.draw)
            return status.state
        if status.rail_open:
            self._show.paint_at_once(self._stopped_screen.draw)
            return "rail"
        return None


def _stage(played: Round, window: Window) -> Stage:
    """The stage, with the count of its set: from the database, or from this window if it is out
    of reach.
    """
    past = played.keeper.past()
    stage = played.activity.stage(played.setup, window.layout, past)
    here = window.sets.get(played.setup.conditions, TrialSet())
    today = TrialSet.today(past.today, played.set_of)
    rounds = window.rounds.get(_leg_of(played), Rounds())
    rounds = rounds.compared_with(played.setup.conditions.feedback)
    return replace(
        stage,
        in_set=replace(today, done=max(today.done, here.done)),
        rounds=rounds,
        beside=None if window.second is None else Beside(),
    )


def _leg_of(played: Round) -> tuple[str, str]:
    """Which training on which leg: what a ladder of rings belongs to."""
    return played.activity.name, played.setup.conditions.side.value
