"""Plays a trial without a window: for a simulated patient, a replay, or `baps log`."""

import time
from collections import deque
from collections.abc import Callable, Sequence

from games.engine.activity import Activity
from games.engine.control import Leave, LinkChanged, controls_of
from games.engine.keeper import TrialKeeper
from games.engine.load_watch import LoadWatch
from games.engine.setup import TrialSetup
from games.engine.trial import Phase, Trial
from trainer.recording.interfaces import Feed, Stimulus, Stretch
from trainer.recording.samples import Samples
from trainer.recording.trial import TrialEvent, TrialResult
from trainer.recording.vocabulary import LinkState

PATIENCE_S = 30.0
"""For how long a pause, or a link that is gone, is waited out."""

REAL_TIME_STEP_S = 0.005
SLOWEST_REAL_PUMP_NS = 4_000_000


def play_headless(
    activity: Activity,
    setup: TrialSetup,
    feed: Feed,
    stimulus: Stimulus,
    keeper: TrialKeeper,
    *,
    progress: Callable[[float], None] = lambda _share: None,
    controls: Sequence[TrialEvent] = (),
) -> TrialResult:
    """Play one trial to its end, kept by `keeper`; `progress` gets the share done, 0 to 1.

    `controls` are the events of a trial that is replayed: what people did then is done again.

    A pause ends after 2 s back in the ring; after 30 s of pause, or of a lost link, the trial ends.
    On a simulated clock nothing ever sleeps: each `pump` lets time pass.
    """
    trial = activity.trial(setup.conditions, setup.rim, setup.parameters, setup.seed)
    player = LivePlayer(trial, feed, stimulus, keeper, controls, load_watch_for(setup))
    absent_since_ns: int | None = None
    while not trial.finished:
        _pump(feed)
        player.follow()
        if player.link is LinkState.STREAMING:
            absent_since_ns = None
        elif absent_since_ns is None:
            absent_since_ns = feed.now_ns()
        elif feed.now_ns() - absent_since_ns >= PATIENCE_S * 1e9:
            player.trial.control(Leave("waited"))
        if trial.phase is Phase.PAUSED and trial.paused_s >= PATIENCE_S:
            player.trial.control(Leave("waited"))
        progress(min(trial.measured_s / setup.conditions.seconds, 1.0))
    return player.close()


def load_watch_for(setup: TrialSetup) -> LoadWatch | None:
    """What watches the load of a trial; None without load cells, and for a replay."""
    return None if setup.least_load_n is None else LoadWatch(setup.least_load_n)


class LivePlayer:
    """Carries a trial along with a feed: samples and link in, events and target out."""

    def __init__(
        self,
        trial: Trial,
        feed: Feed,
        stimulus: Stimulus,
        keeper: TrialKeeper,
        controls: Sequence[TrialEvent] = (),
        load_watch: LoadWatch | None = None,
    ) -> None:
        self.trial = trial
        self._load_watch = load_watch
        self._again = deque(controls_of(controls))
        self.link = LinkState.STREAMING
        self._feed, self._stimulus, self._keeper = feed, stimulus, keeper
        self._seq = keeper.begin()
        stimulus.show(trial.shown_target())

    def follow(self) -> Samples:
        """Take what the feed has taken in, and return it; call after `pump`."""
        stretch = self._feed.since(self._seq)
        if len(stretch.samples):
            self._seq = int(stretch.samples.seq[-1])
        self._advance(stretch)
        state = self._feed.status().state
        if state is not self.link:
            self.link = state
            self.trial.control(LinkChanged(state))
        self.pass_on()
        return stretch.samples

    def _advance(self, stretch: Stretch) -> None:
        """Samples, with the replayed inputs that came among them."""
        self.trial.announce(stretch.events)
        samples = stretch.samples
        while self._again and self._again[0][0] <= self.trial.consumed + len(samples):
            index, control = self._again.popleft()
            cut = max(index - self.trial.consumed, 0)
            self.trial.take(samples[:cut])
            self.trial.control(control)
            samples = samples[cut:]
        self.trial.take(samples)
        change = self._load_watch and self._load_watch.take(stretch.load)
        if change:
            self.trial.control(change)

    def close(self) -> TrialResult:
        """Hand the result over; the trial is kept from here on."""
        self.pass_on()
        self._stimulus.show(None)
        result = self.trial.result()
        self._keeper.finish(result)
        return result

    def pass_on(self) -> None:
        """Give events to the keeper and the target to whoever plays."""
        for event in self.trial.drain():
            self._keeper.note(event)
        self._stimulus.show(self.trial.shown_target())


def _pump(feed: Feed) -> None:
    before_ns = feed.now_ns()
    feed.pump()
    if feed.now_ns() - before_ns < SLOWEST_REAL_PUMP_NS:
        time.sleep(REAL_TIME_STEP_S)
