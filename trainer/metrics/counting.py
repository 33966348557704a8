"""The one rule of what counts: for score, metric values, last, best, history and statistics alike.

`measure_trial` asks it once, keeps back what the trial must not say, and stores its answer; whoever
shows or compares trials reads that answer. The worst trials have the smallest sway, which is why a
trial that does not count has no sway values either.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from trainer.recording.samples import MOST_LOST_SHARE
from trainer.recording.vocabulary import Outcome, Stance, Support

MOST_RIM_TIME_PCT = 5.0
MOST_SUPPORT_PCT = 5.0
LEAST_RECEIVED_PCT = 100.0 * (1.0 - MOST_LOST_SHARE)
EVIDENCE = ("rim_time_pct", "support_pct", "samples_received_pct")
"""The metrics that the rule is asked with."""
ARRIVED = "only"
NOBODY = "nobody seems to have stood"
UNMEASURED = "the load cells measured no load, so nobody knows whether somebody stood on the plate"
NOT_THE_PATIENTS = (ARRIVED, NOBODY, UNMEASURED)
"""How the reasons begin that say nothing about the patient."""
ENDED = {
    Outcome.TOUCH: "ended with a touch of the rail",
    Outcome.FOOT_DOWN: "ended with a foot down",
    Outcome.RIM_REST: "ended with the board resting on its rim",
    Outcome.PAIN: "was stopped for pain",
    Outcome.STOPPED: "was stopped early",
    Outcome.INTERRUPTED: "was interrupted",
    Outcome.NOT_HELD: "never began: the ring was not held",
}
"""Endings of trials that do not count, after "the trial"."""


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


def not_the_patients(why_not: str) -> bool:
    """Whether a trial does not count for a reason that says nothing about the patient."""
    return why_not.startswith(NOT_THE_PATIENTS)


def _reasons(trial: Conduct) -> Iterator[str]:
    if trial.voided:
        yield f"declared void: {trial.voided}"
    if trial.outcome is not Outcome.COMPLETED:
        yield f"the trial {ENDED[trial.outcome]}"
    if trial.nobody:
        yield trial.nobody
    if trial.unseen:
        yield trial.unseen
    off_limits = trial.stance is not Stance.SEATED and not trial.contact_intended
    if trial.rim_time_pct > MOST_RIM_TIME_PCT and off_limits:
        yield (
            f"the board was on its rim {trial.rim_time_pct:.1f} % of the time, "
            f"more than {MOST_RIM_TIME_PCT:g} %"
        )
    if trial.support_pct > MOST_SUPPORT_PCT and trial.support is not Support.RAIL:
        yield (
            f"a hand on the rail carried {trial.support_pct:.1f} % of the weight, "
            f"more than {MOST_SUPPORT_PCT:g} %"
        )
    if trial.samples_received_pct < LEAST_RECEIVED_PCT:
        yield (
            f"{ARRIVED} {trial.samples_received_pct:.1f} % of the board's samples arrived, "
            f"less than {LEAST_RECEIVED_PCT:g} %"
        )
