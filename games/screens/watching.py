"""An activity's picture that follows a live board for some seconds: for measuring, not for playing.

`trainer.sessions.screen_watch` measures the latency budget while it runs. Everything that a frame
costs in a trial is done: rules, picture, prediction. Nothing is recorded.
"""

from dataclasses import replace

from games.engine.activity import Activity
from games.engine.draw.field import FieldMap
from games.engine.draw.lettering import NOTE_BOLD
from games.engine.draw.palette import INK
from games.engine.input import Hand, Wish
from games.engine.phase import Phase
from games.engine.player import no_full_collections
from games.engine.scene import Onlooker, Stage
from games.engine.setup import TrialSetup
from games.engine.show import Show
from games.engine.trial import Trial
from games.engine.window import Window
from trainer.recording.interfaces import Feed, Steering
from trainer.recording.trial import PastScores
from trainer.recording.vocabulary import LinkState

WORDS = ("Measuring:", "tilt the board to and fro.", "Esc ends it early.")
WORDS_AT, LINE = (1501, 790), 58
"""Centre of the first line, under the trial's own words and number, and from line to line."""
KEYS = (("Esc", "end"),)


def watch_in_window(
    activity: Activity,
    setup: TrialSetup,
    feed: Feed,
    window: Window,
    seconds: float,
    steering: Steering | None = None,
) -> None:
    """Draw until the time is over, somebody leaves, or the board is lost."""
    setup = replace(setup, keys=(KEYS,))
    stage = activity.stage(setup, window.layout, PastScores())
    hand = None
    if steering is not None:
        hand = Hand(steering, FieldMap.of(window.layout, setup.rim), setup.rim)
    show = Show(feed, window, stage.lettering, hand)
    show.show_keys(KEYS, playing=True)
    with no_full_collections():
        _Watching(activity, stage, feed, window).run(show, seconds)


class _Watching:
    def __init__(self, activity: Activity, stage: Stage, feed: Feed, window: Window) -> None:
        self._activity, self._stage = activity, stage
        self._feed, self._window = feed, window
        self._scene = activity.scene(stage)
        self._onlooker = Onlooker(self._trial())
        newest = feed.latest()
        self._seq = newest.seq if newest else -1

    def run(self, show: Show, seconds: float) -> None:
        ends_ns = self._feed.now_ns() + round(seconds * 1e9)
        delay_ns = round(self._stage.setup.station.screen_delay_ms * 1e6)
        for flip_ns in show.frames():
            left = any(wish in (Wish.LEAVE, Wish.CLOSE) for wish in show.wishes())
            lost = self._feed.status().state is not LinkState.STREAMING
            if left or lost or self._feed.now_ns() >= ends_ns:
                return
            self._follow()
            ahead = self._feed.predict(flip_ns + delay_ns)
            cursor = None if ahead.stale else (ahead.ap_deg, ahead.ml_deg)
            moment = self._onlooker.moment(cursor, ahead.t_s)
            self._scene.draw(self._window.surface, moment, self._onlooker.trial.rules)
            self._write_words()

    def _write_words(self) -> None:
        x, y = WORDS_AT
        for line, words in enumerate(WORDS):
            at = self._window.layout.at(x, y + line * LINE)
            self._stage.lettering.write(self._window.surface, words, NOTE_BOLD, at, INK, align=0.5)

    def _follow(self) -> None:
        """Take the new samples; a trial that pauses begins anew, for a pause draws less."""
        stretch = self._feed.since(self._seq)
        if len(stretch.samples):
            self._seq = int(stretch.samples.seq[-1])
        if self._onlooker.trial.finished or self._onlooker.trial.phase is Phase.PAUSED:
            self._onlooker = Onlooker(self._trial())
        self._onlooker.trial.advance(stretch)
        self._onlooker.see(stretch.samples)

    def _trial(self) -> Trial:
        setup = self._stage.setup
        return self._activity.trial(setup.conditions, setup.rim, setup.parameters, setup.seed)
