"""Turns what load cells show while a trial runs into inputs of the trial.

Somebody stands there or does not, a hand on the rail carries weight, one leg is back. These become
controls, which are recorded as events, so a replay needs no cells. `games.engine.player` asks.
"""

from collections import deque
from collections.abc import Iterator
from math import isnan

from games.engine.control import BY_LOAD, Continue, Control, LoadChanged, Touch
from games.engine.phase import Phase
from games.engine.setup import TrialSetup
from games.engine.trial import Trial
from games.engine.watches import LOAD_GONE_S
from trainer.metrics.counting import MOST_SUPPORT_PCT
from trainer.motion.load import weight_share
from trainer.recording.load import LoadSamples
from trainer.recording.vocabulary import Support

LOAD_BACK_S = 0.1
SUPPORT_OVER_S = 0.5
"""A body that moves up and down swings its load by more than 5 %; the mean of this hardly does."""
ONE_LEG_SHARE = 0.85
"""Of the body weight: with more on the board, the other foot carries next to nothing."""
ONE_LEG_S = 0.5


class LoadWatch:
    """Everything load cells tell one trial. Readings without a load count as none of it."""

    def __init__(self, least_n: float, weight_n: float | None, trial: Trial) -> None:
        self._trial = trial
        self._foot = FootWatch(least_n, present=not trial.terms.on_plate)
        self._support = self._one_leg = None
        if weight_n is not None:
            self._one_leg = OneLegWatch(weight_n)
            if trial.terms.support is not Support.RAIL:
                self._support = SupportWatch(weight_n, least_n)

    @classmethod
    def of(cls, setup: TrialSetup, trial: Trial) -> "LoadWatch | None":
        """The watch for a trial; None without calibrated cells, and for one who sits."""
        if setup.least_load_n is None or trial.terms.seated:
            return None
        return cls(setup.least_load_n, setup.body_weight_n, trial)

    def take(self, load: LoadSamples) -> Iterator[Control]:
        """The inputs that these readings amount to; apply each before the next is asked for."""
        changed = self._foot.take(load)
        if changed:
            yield changed
        if self._support is not None:
            if self._trial.phase is not Phase.MEASURING:
                self._support.reset()
            elif self._support.take(load):
                yield Touch(BY_LOAD)
        if self._one_leg is not None:
            self._one_leg.take(load, gone=not self._trial.standing.loaded)
            if self._trial.running:
                self._one_leg.reset()
            elif self._one_leg.returned and self._trial.may_continue:
                yield Continue(BY_LOAD)


class FootWatch:
    """A load below `least_n` for half a second means a foot beside the board.

    It begins with what is believed before the first reading: `present` or not.
    """

    def __init__(self, least_n: float, present: bool = True) -> None:
        self._least_n = least_n
        self._present = present
        self._differs_since_s: float | None = None

    def take(self, load: LoadSamples) -> LoadChanged | None:
        """The change these readings brought, if any. Those without a load are ignored."""
        before = self._present
        for t_s, load_n in zip(load.t_s.tolist(), load.load_n.tolist(), strict=True):
            if not isnan(load_n):
                self._see(t_s, load_n >= self._least_n)
        return LoadChanged(self._present) if self._present is not before else None

    def _see(self, t_s: float, present: bool) -> None:
        if present is self._present:
            self._differs_since_s = None
            return
        if self._differs_since_s is None:
            self._differs_since_s = t_s
        if t_s - self._differs_since_s >= (LOAD_BACK_S if present else LOAD_GONE_S):
            self._present, self._differs_since_s = present, None


class SupportWatch:
    """Sees a hand on the rail by the weight that is missing from the board.

    It is there while the mean of half a second's missing share is above 5 %, the level that the
    metric `support_pct` is judged by, too. So little load as `least_n` is a foot and not a hand.
    """

    def __init__(self, weight_n: float, least_n: float) -> None:
        self._weight_n = weight_n
        self._most_share = 1.0 - least_n / weight_n
        self.reset()

    def reset(self) -> None:
        """Nothing is held, and nothing was."""
        self._newest: deque[tuple[float, float]] = deque()
        self._held = False

    def take(self, load: LoadSamples) -> bool:
        """Whether a hand took hold among these readings. Those without a load are ignored."""
        took_hold = False
        shares = 1.0 - weight_share(load.load_n, self._weight_n)
        for t_s, share in zip(load.t_s.tolist(), shares.tolist(), strict=True):
            if not isnan(share):
                took_hold |= self._see(t_s, share)
        return took_hold

    def _see(self, t_s: float, share: float) -> bool:
        newest = self._newest
        missing = bool(newest) and t_s - newest[-1][0] >= SUPPORT_OVER_S
        if missing or share > self._most_share:
            # One reading after a gap says nothing, and a foot put down is not a hand.
            newest.clear()
        newest.append((t_s, share))
        if t_s - newest[0][0] < SUPPORT_OVER_S:
            return False
        newest.popleft()
        was_held = self._held
        self._held = 100.0 * sum(each for _, each in newest) / len(newest) > MOST_SUPPORT_PCT
        return self._held and not was_held


class OneLegWatch:
    """Sees one leg take the whole weight again after the load was gone."""

    def __init__(self, weight_n: float) -> None:
        self._least_n = ONE_LEG_SHARE * weight_n
        self.reset()

    def reset(self) -> None:
        """The load was never gone."""
        self._gone = False
        self._since_s: float | None = None
        self.returned = False

    def take(self, load: LoadSamples, gone: bool) -> None:
        """Take readings; `gone` while nobody stands there."""
        if gone:
            self.reset()
            self._gone = True
        for t_s, load_n in zip(load.t_s.tolist(), load.load_n.tolist(), strict=True):
            if self._gone and not isnan(load_n):
                self._see(t_s, load_n)

    def _see(self, t_s: float, load_n: float) -> None:
        if load_n < self._least_n:
            self._since_s, self.returned = None, False
        elif self._since_s is None:
            self._since_s = t_s
        else:
            self.returned = t_s - self._since_s >= ONE_LEG_S
