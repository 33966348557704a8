"""Plays one trial on a feed: what the window's loop and headless play have in common."""

import gc
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Protocol

from games.engine.activity import Activity
from games.engine.control import (
    BY_RING,
    OVERLOAD,
    WAITED,
    Continue,
    Leave,
    LinkChanged,
    Score,
    controls_of,
)
from games.engine.follow import Follow
from games.engine.frames import LateFrames
from games.engine.load_watch import LoadWatch
from games.engine.overload import OverloadWatch
from games.engine.phase import Phase
from games.engine.setup import TrialSetup
from games.engine.visit_rounds import NextRound
from trainer.metrics.measure import TrialMeasures
from trainer.recording.eye import Glance
from trainer.recording.interfaces import Feed, Steering, Stimulus, Stretch
from trainer.recording.pain import Pain
from trainer.recording.samples import Samples
from trainer.recording.trial import PastRound, PastScores, TrialEvent, TrialResult
from trainer.recording.vocabulary import LinkState

PATIENCE_S = 30.0
"""A pause or a lost link that lasts longer ends a headless trial."""

REAL_TIME_STEP_S = 0.005
SLOWEST_REAL_PUMP_NS = 4_000_000
"""A `pump` that takes longer on the feed's clock let simulated time pass; no need to wait then."""


class TrialKeeper(Protocol):
    """Records samples by itself; events and the result are handed to it."""

    def begin(self) -> int:
        """Start to record; the `seq` just before the first recorded sample."""

    def note(self, event: TrialEvent) -> None:
        """Keep an event; its index counts samples since `begin`."""

    def measured(self) -> TrialMeasures:
        """The numbers of the trial that has ended; called again after a correction."""

    def finish(self, result: TrialResult) -> None:
        """The trial is over; called once for each `begin`."""

    def amend(self, result: TrialResult) -> None:
        """The events noted since `finish` belong to the trial, which has ended so after all."""

    def past(self) -> PastScores:
        """Earlier headline values under the same conditions, without this trial's."""


@dataclass(frozen=True)
class Round:
    """What one trial is played with.

    `steering` is given for a simulated board that a person tilts. `controls` are the events of a
    replayed trial: what people did then is done again. An assessment is one of `set_of` trials.
    `next_round` says how the round after this one will be played. `glances` are what somebody says
    was seen, where there is no window to say it in. `follow` is what a plan does after it. `notes`
    keeps what a therapist types meanwhile; without it there is nowhere to type. It is called in a
    frame, so it must be quick.
    """

    activity: Activity
    setup: TrialSetup
    feed: Feed
    keeper: TrialKeeper
    stimulus: Stimulus = field(default_factory=Stimulus)
    steering: Steering | None = None
    controls: Sequence[TrialEvent] = ()
    set_of: int = 1
    next_round: Callable[[PastRound], NextRound] | None = None
    glances: tuple[Glance, ...] = ()
    follow: Follow | None = None
    notes: Callable[[str], None] | None = None


class LivePlayer:
    """Runs a trial on a feed: samples and link go in, events and target come out."""

    def __init__(self, played: Round) -> None:
        setup = played.setup
        self.trial = played.activity.trial(
            setup.conditions, setup.rim, setup.parameters, setup.seed
        )
        self.link = LinkState.STREAMING
        self._load_watch = LoadWatch.of(setup, self.trial)
        most_n = setup.most_load_n
        self._overload = OverloadWatch(most_n) if most_n is not None else None
        self.replayed = bool(played.controls)
        self._again = deque(controls_of(played.controls))
        self._feed, self._stimulus, self._keeper = played.feed, played.stimulus, played.keeper
        self._result: TrialResult | None = None
        self._news = False
        self._seq = self._keeper.begin()
        self._stimulus.show(self.trial.shown_target())

    def follow(self) -> Samples:
        """Take the feed's new samples and return them; call it after `pump`."""
        stretch = self._feed.since(self._seq)
        if len(stretch.samples):
            self._seq = int(stretch.samples.seq[-1])
        self._advance(stretch)
        state = self._feed.status().state
        if state is not self.link:
            self.link = state
            # What the link did then is among a replay's inputs, up to where its recording ends.
            if not self.replayed or self.recording_over:
                self.trial.control(LinkChanged(state))
        self._pass_on()
        return stretch.samples

    def tell(self, pain: Pain) -> None:
        """Keep what the patient said about the pain that ended the trial."""
        self._pass_on()
        self._keeper.note(pain.event(self.trial.consumed))
        self._news = True

    def tell_late(self, frames: LateFrames) -> None:
        """Keep that the picture stuttered, if it did; a replay's recording tells of its own."""
        event = frames.event(self.trial.consumed)
        if event is not None and not self.replayed:
            self._pass_on()
            self._keeper.note(event)

    @property
    def recording_over(self) -> bool:
        """Whether this is a replay, and its recording has no more samples."""
        return self.replayed and self.link is LinkState.ABSENT

    @property
    def back_in_ring(self) -> bool:
        """Whether a pause only waits for "go on": board and patient are where they should be."""
        trial = self.trial
        back = trial.since_inside_s == 0.0 and trial.standing.may_hold
        return trial.waits_for_continue and back and self.link is LinkState.STREAMING

    def measured(self) -> TrialMeasures:
        """The numbers of the trial that has ended."""
        self._pass_on()
        return self._keeper.measured()

    def close(self) -> TrialResult:
        """Hand the result to the keeper, once; later calls hand on what was said since."""
        if self._result is None:
            # Set before the keeper is called: if that fails, nothing is kept twice.
            self._result = self.trial.result()
            self._pass_on()
            self._stimulus.show(None)
            self._news = False
            self._keeper.finish(self._result)
            return self._result
        self._pass_on()
        if self._news:
            self._result, self._news = self.trial.result(), False
            self._keeper.amend(self._result)
        return self._result

    def break_off(self, error: BaseException) -> None:
        """Keep what there is of a trial that `error` has ended; the caller raises `error`."""
        self.trial.control(Leave())
        try:
            self.close()
        except Exception as second:
            error.add_note(f"and the trial could not be kept: {second}")

    def _advance(self, stretch: Stretch) -> None:
        """Take samples, and the replayed inputs at their places among them."""
        trial, samples = self.trial, stretch.samples
        trial.announce(stretch.events)
        trial.lay_beside(stretch.load, stretch.body)
        while self._again and self._again[0][0] <= trial.consumed + len(samples):
            index, control = self._again.popleft()
            cut = max(index - trial.consumed, 0)
            trial.take(samples[:cut])
            trial.control(control)
            samples = samples[cut:]
        trial.take(samples)
        if self._overload and self._overload.take(stretch.load):
            trial.control(Leave(OVERLOAD))
        if self._load_watch is not None:
            for control in self._load_watch.take(stretch.load):
                trial.control(control)

    def _pass_on(self) -> None:
        """Give events to the keeper, and the target to the simulated patient."""
        for event in self.trial.drain():
            self._keeper.note(event)
            self._news = True
        self._stimulus.show(self.trial.shown_target())


def play_headless(
    played: Round, progress: Callable[[float], None] = lambda _share: None
) -> TrialResult:
    """Play one trial to its end without a window; `progress` gets the share done, 0 to 1.

    Nobody is there to say "go on", so a pause of at least 4 s ends after 2 s back in the ring.
    After 30 s of pause, or of a lost link, the trial ends. In a replay nothing but the recorded
    inputs does any of this, and the trial ends with its recording at the latest.
    On a simulated clock nothing ever sleeps: each `pump` lets time pass.
    """
    feed = played.feed
    with no_full_collections():
        player = LivePlayer(played)
        trial = player.trial
        unattended = _Unattended(player, feed)
        while not trial.finished:
            _pump(feed)
            player.follow()
            if not player.replayed:
                unattended.act()
            elif player.recording_over:
                trial.control(Leave(WAITED))
            progress(min(trial.measured_s / played.setup.conditions.seconds, 1.0))
        for glance in played.glances:
            trial.control(Score(glance))
    return player.close()


class _Unattended:
    """What nobody is there to do in a live trial without a window."""

    def __init__(self, player: LivePlayer, feed: Feed) -> None:
        self._player, self._feed = player, feed
        self._absent_since_ns: int | None = None

    def act(self) -> None:
        """Go on after a pause, or give up waiting."""
        trial = self._player.trial
        if self._absent_s() >= PATIENCE_S:
            trial.control(Leave(WAITED))
        if trial.phase is Phase.PAUSED and trial.paused_s >= PATIENCE_S:
            trial.control(Leave(WAITED))
        elif self._player.back_in_ring:
            trial.control(Continue(BY_RING))

    def _absent_s(self) -> float:
        """For how long the link has been lost."""
        now_ns = self._feed.now_ns()
        if self._player.link is LinkState.STREAMING:
            self._absent_since_ns = None
        elif self._absent_since_ns is None:
            self._absent_since_ns = now_ns
        return 0.0 if self._absent_since_ns is None else (now_ns - self._absent_since_ns) / 1e9


@contextmanager
def no_full_collections() -> Iterator[None]:
    """The garbage collector skips, while a trial runs, all objects that existed before it.

    A full collection of a program with its libraries stops it for tens of milliseconds.
    """
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def _pump(feed: Feed) -> None:
    before_ns = feed.now_ns()
    feed.pump()
    if feed.now_ns() - before_ns < SLOWEST_REAL_PUMP_NS:
        time.sleep(REAL_TIME_STEP_S)
