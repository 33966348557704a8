"""The one rule of what counts: for score, metric values, last, best, history and statistics alike.

`measure_trial` asks it once, keeps back what the trial must not say, and stores its answer; whoever
shows or compares trials reads that answer. The worst trials have the smallest sway, which is why a
trial that does not count has no sway values either.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from trainer.metrics.reasons import BY_HAND, ENDED, FEW_SAMPLES, ON_RIM, VOID
from trainer.recording.samples import MOST_LOST_SHARE
from trainer.recording.vocabulary import Outcome, Stance, Support

MOST_RIM_TIME_PCT = 5.0
MOST_SUPPORT_PCT = 5.0
LEAST_RECEIVED_PCT = 100.0 * (1.0 - MOST_LOST_SHARE)
EVIDENCE = ("rim_time_pct", "support_pct", "samples_received_pct")
"""The metrics that the rule is asked with."""


@dataclass(frozen=True)
class Conduct:
    """How a trial went, as far as it decides whether the trial counts.

    Shares are those of the measured part, and harmless where nothing could measure them. `nobody`
    says when nobody was there, `voided` why a person declared the trial void, `unseen` why nothing
    is known of an exercise on the floor; empty otherwise. `contact_intended`: the patient was asked
    to bring the board to its rim.
    """

    outcome: Outcome = Outcome.COMPLETED
    stance: Stance = Stance.SINGLE_LEG
    support: Support = Support.NONE
    rim_time_pct: float = 0.0
    support_pct: float = 0.0
    samples_received_pct: float = 100.0
    nobody: str = ""
    voided: str = ""
    unseen: str = ""
    contact_intended: bool = False

    def given(self, measured: Mapping[str, float]) -> "Conduct":
        """The same with those shares that were measured; other metrics are ignored."""
        rim_time, support, received = EVIDENCE
        return replace(
            self,
            rim_time_pct=measured.get(rim_time, self.rim_time_pct),
            support_pct=measured.get(support, self.support_pct),
            samples_received_pct=measured.get(received, self.samples_received_pct),
        )


def why_not_counted(trial: Conduct) -> str:
    """Why a trial does not count; empty if it does.

    It counts when it was completed by somebody, with at most 5 % of rim time, at most 5 % of the
    weight on the rail, at least 98 % of its samples, and on the floor if a strap saw a repetition
    or a therapist scored it. A rail that was declared is the condition.
    Work while seated goes to the rim and is carried by the chair. Where the rim is where to be,
    time on it says nothing.
    """
    return next(_reasons(trial), "")


def _reasons(trial: Conduct) -> Iterator[str]:
    if trial.voided:
        yield VOID.format(why=trial.voided)
    if trial.outcome is not Outcome.COMPLETED:
        yield ENDED[trial.outcome]
    if trial.nobody:
        yield trial.nobody
    if trial.unseen:
        yield trial.unseen
    off_limits = trial.stance is not Stance.SEATED and not trial.contact_intended
    if trial.rim_time_pct > MOST_RIM_TIME_PCT and off_limits:
        yield _share(ON_RIM, trial.rim_time_pct, most=MOST_RIM_TIME_PCT)
    if trial.support_pct > MOST_SUPPORT_PCT and trial.support is not Support.RAIL:
        yield _share(BY_HAND, trial.support_pct, most=MOST_SUPPORT_PCT)
    if trial.samples_received_pct < LEAST_RECEIVED_PCT:
        yield _share(FEW_SAMPLES, trial.samples_received_pct, least=LEAST_RECEIVED_PCT)


def _share(words: str, percent: float, **limit: float) -> str:
    """A reason with its share and its limit."""
    limits = {name: f"{value:g}" for name, value in limit.items()}
    return words.format(percent=f"{percent:.1f}", **limits)
