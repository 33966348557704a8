"""Patients with several visits, for tests of histories: the anchor on both legs, day by day.

Values are drawn around a level for each visit, so that a test says what changes and when.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import numpy as np

from trainer.progress import ClinicNoise, clinic_noise
from trainer.progress.pool import SINCE_EVER
from trainer.recording.conditions import Conditions
from trainer.recording.history import History, Series, StoredTrial
from trainer.recording.vocabulary import Outcome, Side

FIRST_VISIT = datetime(2026, 3, 2, 9, tzinfo=UTC)
BETWEEN_VISITS = timedelta(days=7)
ANCHOR = Conditions("steady-stance", side=Side.LEFT, calibrated=True)
CENSORED_S = 23.0


def anchor_trial(
    number: int, at: datetime, velocity_deg_s: float, rim_contacts: int = 0
) -> StoredTrial:
    """A trial of the anchor that was completed."""
    return StoredTrial(
        trial_id=str(UUID(int=number << 96)),
        started_at=at,
        duration_s=CENSORED_S,
        outcome=Outcome.COMPLETED,
        headline="mean_tilt_velocity",
        metrics={
            "mean_tilt_velocity": velocity_deg_s,
            "osi": velocity_deg_s / 2.5,
            "rim_contacts": float(rim_contacts),
            "rim_time_pct": 0.5 * rim_contacts,
            "time_to_failure_s": CENSORED_S,
        },
        censored=("time_to_failure_s",),
    )


def failed_trial(number: int, at: datetime, after_s: float) -> StoredTrial:
    """A trial of the anchor in which the other foot went down."""
    return replace(
        anchor_trial(number, at, 1.0),
        duration_s=after_s,
        outcome=Outcome.FOOT_DOWN,
        metrics={"rim_contacts": 2.0, "rim_time_pct": 3.0, "time_to_failure_s": after_s},
        censored=(),
        why="the trial ended with a foot down",
    )


def leg_series(
    side: Side, levels_deg_s: Sequence[float], seed: int = 1, within: float = 0.05
) -> Series:
    """Three trials a visit around each visit's level, a week apart."""
    random = np.random.default_rng(seed + len(side))
    conditions = replace(ANCHOR, side=side)
    return Series(conditions, tuple(_trials(side, levels_deg_s, random, within)))


def _trials(
    side: Side, levels_deg_s: Sequence[float], random: np.random.Generator, within: float
) -> Iterator[StoredTrial]:
    for visit, level in enumerate(levels_deg_s):
        for nth in range(3):
            at = FIRST_VISIT + visit * BETWEEN_VISITS + timedelta(minutes=10 * nth + 2 * len(side))
            number = 1 + 100 * visit + 10 * nth + len(side)
            value = level * float(np.exp(random.normal(0.0, within)))
            yield anchor_trial(number, at, value, rim_contacts=nth)


def course(code: str, **levels_deg_s: Sequence[float]) -> History:
    """A patient's anchor: `course("K7", left=(9, 8, 8), right=(6, 6, 6))`."""
    return History(code, tuple(leg_series(Side(s), levels) for s, levels in levels_deg_s.items()))


def unchanging_clinic() -> ClinicNoise:
    """Ten people who only vary."""
    random = np.random.default_rng(5)
    levels = 6.0 * np.exp(random.normal(0.0, 0.05, (10, 2, 6)))
    people = [course(f"P{n}", left=left, right=right) for n, (left, right) in enumerate(levels)]
    return clinic_noise([(person, SINCE_EVER) for person in people])
