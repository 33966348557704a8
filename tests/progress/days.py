"""Histories written by hand: days of trials with round numbers."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from math import exp, sqrt

from scipy.special import stdtrit

from trainer.metrics.reasons import ENDED
from trainer.progress import ClinicNoise, clinic_noise
from trainer.recording.clinical import Episode
from trainer.recording.conditions import Conditions
from trainer.recording.history import History, Series, StoredTrial
from trainer.recording.vocabulary import Outcome, Side

BEGUN = datetime(2026, 3, 2, 9, tzinfo=UTC)
EPISODE = Episode(BEGUN)
ANCHOR = Conditions("steady-stance", side=Side.LEFT)
OTHER_LEG = replace(ANCHOR, side=Side.RIGHT)
SPEED = "mean_tilt_velocity"
LONGEST_S = 23.0
"""20 s and the 3 s before them."""


def at(day: int, minute: int = 0) -> datetime:
    """So many days and minutes after the episode began."""
    return BEGUN + timedelta(days=day, minutes=minute)


def held(when: datetime, speed: float, contacts: float = 0.0) -> StoredTrial:
    """A trial that was held to its end, and counts."""
    metrics = {SPEED: speed, "time_to_failure_s": LONGEST_S, "rim_contacts": contacts}
    return StoredTrial(
        f"{when:%d%H%M}",
        when,
        LONGEST_S,
        Outcome.COMPLETED,
        SPEED,
        metrics,
        ("time_to_failure_s",),
    )


def failed(
    when: datetime,
    time_s: float | None,
    outcome: Outcome = Outcome.FOOT_DOWN,
    contacts: float = 2.0,
) -> StoredTrial:
    """A trial that failed after so long; None where the failure was noted after the end."""
    metrics = {"rim_contacts": contacts}
    if time_s is not None:
        metrics["time_to_failure_s"] = time_s
    return StoredTrial(
        f"{when:%d%H%M}", when, time_s or 0.0, outcome, SPEED, metrics, why=ENDED[outcome]
    )


def day_of_trials(day: int, speeds: Sequence[float | None]) -> tuple[StoredTrial, ...]:
    """One day: a speed for each trial that was held, None for one that failed after 5 s."""
    return tuple(
        failed(at(day, n), 5.0) if speed is None else held(at(day, n), speed)
        for n, speed in enumerate(speeds)
    )


def leg(
    days: Sequence[Sequence[float | None]], conditions: Conditions = ANCHOR, apart: int = 4
) -> Series:
    """One leg's days, so many days apart."""
    trials = [t for n, speeds in enumerate(days) for t in day_of_trials(apart * n, speeds)]
    return Series(conditions, tuple(trials))


def flat(values: Sequence[float]) -> list[list[float]]:
    """Days on which all three trials have the same speed."""
    return [[value] * 3 for value in values]


def history(*series: Series) -> History:
    """A patient with these series."""
    return History("P-1", series)


NOISE_LOG = 0.1
VARIANCE = NOISE_LOG**2 / 2
"""Of a visit's mean in the clinic of `usual_clinic`: its visits 2 to 5 lie 0, 0.1, 0.1 and 0 above
a level, so their squares about their own line are 0.1², with two degrees of freedom.
"""


LIMIT = float(stdtrit(20, 0.975)) * sqrt(2 * VARIANCE)
"""What a change must exceed in that clinic at visit 4, before which the leg's own visits say
nothing: 0.2086 on the log scale.
"""


def logs(values: Sequence[float], level: float = 8.0) -> list[list[float]]:
    """Days on which all trials lie so much above a level, on the log scale."""
    return flat([level * exp(value) for value in values])


def usual_patient(conditions: Conditions = ANCHOR) -> History:
    """One of the clinic's patients, the same on both legs."""
    days = logs([0.5, 0.0, NOISE_LOG, NOISE_LOG, 0.0])
    other = replace(conditions, side=Side.RIGHT)
    return history(leg(days, conditions), leg(days, other))


def usual_clinic(people: int = 10) -> ClinicNoise:
    """A clinic whose people are all alike: a variance of 0.005 with two degrees of freedom each."""
    return clinic_of(usual_patient(), people)


def clinic_of(patient: History, people: int = 10) -> ClinicNoise:
    """A clinic whose patients, other people than the one who is judged, all came like this."""
    return clinic_noise([(replace(patient, patient_code=f"C-{n}"), EPISODE) for n in range(people)])
