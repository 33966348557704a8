"""Every training's ladder, played by simulated patients: it spans skill, and success settles.

The quick form sees that ladder and staircase work at all. The long one measures what
`docs/difficulty.md` says, and prints its table.
"""

from dataclasses import dataclass
from statistics import fmean

import pytest

from games.engine.activity import Kind
from games.engine.bout import bout_over
from games.engine.difficulty import succeeded
from games.registry import activities, activity_named
from tests.games.rounds_played import DAY, climbed, round_of
from trainer.recording.conditions import EASIEST_RUNG, HARDEST_RUNG
from trainer.recording.vocabulary import Outcome

TRAININGS = [one.name for one in activities().values() if one.kind is Kind.TRAINING]
SKILLS = tuple(tenths / 10 for tenths in range(1, 10))
SHORT_S, MIDDLE_RUNG = 15.0, 6
DECISIONS, SETTLED_AFTER, CLIMBS, POOL, BOUT = 80, 40, 20, 12, 10
LEAST_SPANNED = 4
"""Of the nine skills at least so many; `docs/difficulty.md` says which, and where it ends."""

each = pytest.mark.parametrize("name", TRAININGS)


def score(name: str, skill: float, rung: int) -> float:
    """What counts of two short rounds."""
    played = [round_of(name, skill, rung, seed, SHORT_S) for seed in (1, 2)]
    return sum(one.value for one in played if one.outcome is Outcome.COMPLETED)


@each
def test_the_score_rises_with_skill_and_falls_with_the_rung(name: str) -> None:
    assert score(name, 0.1, MIDDLE_RUNG) < score(name, 0.9, MIDDLE_RUNG)
    assert score(name, 0.5, HARDEST_RUNG) < score(name, 0.9, EASIEST_RUNG)


@each
def test_who_is_skilled_climbs_and_who_is_not_stays_near_the_foot(name: str) -> None:
    novice, skilled = (climbed(name, skill, 8, pool=1) for skill in (0.1, 0.9))
    assert novice[0].rung == skilled[0].rung == EASIEST_RUNG
    assert fmean(one.rung for one in skilled) >= fmean(one.rung for one in novice) + 2.0
    assert max(one.rung for one in novice) < HARDEST_RUNG / 2


@dataclass(frozen=True)
class Settled:
    """What a skill comes to once 40 rounds are played: the mean rung, and shares in per cent.

    `ended_pct`: of bouts of ten rounds by somebody who does not tire, those that were ended.
    """

    rung: float
    success_pct: float
    ended_pct: float


def settled(name: str, skill: float) -> Settled:
    activity = activity_named(name)
    enough = activity.success(activity.seconds[0])
    late = [
        climbed(name, skill, DECISIONS, POOL, seed=seed)[SETTLED_AFTER:] for seed in range(CLIMBS)
    ]
    bouts = [rounds[first : first + BOUT] for rounds in late for first in range(0, 40, BOUT)]
    ended = [any(bout_over(bout[:n], DAY, enough) for n in range(6, BOUT + 1)) for bout in bouts]
    said = [succeeded(one, enough) for rounds in late for one in rounds]
    return Settled(
        fmean(one.rung for rounds in late for one in rounds),
        100.0 * fmean(success for success in said if success is not None),
        100.0 * fmean(ended),
    )


def spans(name: str, skill: float) -> bool:
    """Whether the ladder has rungs that this skill succeeds on too often, and too seldom."""
    enough = activity_named(name).success(activity_named(name).seconds[0])
    shares = [
        fmean(
            succeeded(round_of(name, skill, rung, seed).after(rung), enough) is True
            for seed in range(1, POOL + 1)
        )
        for rung in (EASIEST_RUNG, HARDEST_RUNG)
    ]
    return shares[0] >= 0.75 >= shares[1]


@pytest.mark.soak
@pytest.mark.timeout(7200)
@each
def test_success_settles_at_75_percent_for_every_skill_that_the_ladder_spans(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    found = {skill: settled(name, skill) for skill in SKILLS}
    spanned = {skill: spans(name, skill) for skill in SKILLS}
    with capsys.disabled():
        print(f"\n{name}: skill, mean rung, success %, bouts ended %")
        for skill, one in found.items():
            beyond = "" if spanned[skill] else "  (beyond the ladder)"
            print(f"{skill} {one.rung:4.1f} {one.success_pct:3.0f} {one.ended_pct:3.0f}{beyond}")
    off = [
        skill
        for skill, one in found.items()
        if spanned[skill] and not 70.0 <= one.success_pct <= 80.0
    ]
    assert not off
    assert sum(spanned.values()) >= LEAST_SPANNED
    assert fmean(one.ended_pct for one in found.values()) < 10.0
