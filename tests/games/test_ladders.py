"""Every training's ladder, played by simulated patients: it spans skill, and success settles.

The quick form sees that ladder and staircase work at all. The long one measures what
`docs/difficulty.md` says, and prints its table.
"""

from dataclasses import dataclass
from statistics import fmean

import pytest

from games.engine.activity import Kind, Surface
from games.engine.bout import bout_over
from games.engine.difficulty import succeeded, too_hard
from games.engine.trial_set import stumbles
from games.registry import activities, activity_named
from tests.games.rounds_played import DAY, climbed, round_of
from trainer.recording.conditions import EASIEST_RUNG, HARDEST_RUNG
from trainer.recording.vocabulary import Outcome, Support

TRAININGS = {one.name: one for one in activities().values() if one.kind is Kind.TRAINING}
ON_BOARD = [name for name, one in TRAININGS.items() if one.surface is not Surface.FLOOR]
SKILLS = tuple(tenths / 10 for tenths in range(1, 10))
SHORT_S, MIDDLE_RUNG = 15.0, 6
DECISIONS, SETTLED_AFTER, CLIMBS, POOL, BOUT = 80, 40, 20, 8, 10
FIRST_ROUNDS = 20
WHOLE_ROUNDS = ("glide",)
"""Where 15 s bring four rings, and a good round of them one missed."""

each = pytest.mark.parametrize("name", TRAININGS)
each_on_board = pytest.mark.parametrize("name", ON_BOARD)


def score(name: str, skill: float, rung: int, support: Support = Support.NONE) -> float:
    """What counts of two short rounds."""
    played = [round_of(name, skill, rung, seed, SHORT_S, support) for seed in (1, 2)]
    return sum(one.value for one in played if one.outcome is Outcome.COMPLETED)


@each
def test_the_score_rises_with_skill_and_falls_with_the_rung(name: str) -> None:
    assert score(name, 0.1, MIDDLE_RUNG) < 0.7 * score(name, 0.9, MIDDLE_RUNG)
    assert score(name, 0.5, HARDEST_RUNG) < score(name, 0.9, EASIEST_RUNG)


@each_on_board
def test_fingertips_on_the_rail_let_a_novice_play(name: str) -> None:
    alone, held = (
        score(name, 0.1, EASIEST_RUNG, support) for support in (Support.NONE, Support.FINGERTIP)
    )
    assert held > alone


@each
def test_who_is_skilled_climbs_and_who_is_not_stays_near_the_foot(name: str) -> None:
    seconds = 0.0 if name in WHOLE_ROUNDS else SHORT_S
    novice, skilled = (climbed(name, skill, 6, 1, seconds) for skill in (0.1, 0.9))
    assert novice[0].rung == skilled[0].rung == EASIEST_RUNG
    assert fmean(one.rung for one in skilled) >= fmean(one.rung for one in novice) + 1.5
    assert max(one.rung for one in novice) < HARDEST_RUNG / 2


@dataclass(frozen=True)
class Settled:
    """What a skill comes to once 40 rounds are played; shares in per cent.

    `easiest_pct`: successes on rung 1. `rung` is the mean. `ended_pct`: of bouts of ten rounds by
    somebody who does not tire, those that ended.
    """

    easiest_pct: float
    rung: float
    success_pct: float
    ended_pct: float

    @property
    def off(self) -> bool:
        return not 70.0 <= self.success_pct <= 80.0


def easiest_pct(name: str, skill: float, support: Support) -> float:
    """How often a skill succeeds on rung 1."""
    activity = activity_named(name)
    enough = activity.success(activity.seconds[0])
    rounds = [
        round_of(name, skill, EASIEST_RUNG, seed, support=support) for seed in range(1, POOL + 1)
    ]
    return 100.0 * fmean(succeeded(one.after(EASIEST_RUNG), enough) is True for one in rounds)


def advised_pct(name: str, skill: float) -> float:
    """How many staircases alone come within two visits to where the result advises the rail: two
    feet down in a row, or two failures in a row on rung 1."""
    activity = activity_named(name)
    enough = activity.success(activity.seconds[0])
    first = [climbed(name, skill, FIRST_ROUNDS, POOL, seed=seed) for seed in range(CLIMBS)]
    return 100.0 * fmean(
        any(
            stumbles(one.outcome for one in rounds[:n]) or too_hard(rounds[:n], DAY, enough)
            for n in range(2, FIRST_ROUNDS + 1)
        )
        for rounds in first
    )


def settled(name: str, skill: float, support: Support) -> Settled:
    activity = activity_named(name)
    enough = activity.success(activity.seconds[0])
    late = [
        climbed(name, skill, DECISIONS, POOL, seed=seed, support=support)[SETTLED_AFTER:]
        for seed in range(CLIMBS)
    ]
    bouts = [rounds[first : first + BOUT] for rounds in late for first in range(0, 40, BOUT)]
    ended = [any(bout_over(bout[:n], DAY, enough) for n in range(6, BOUT + 1)) for bout in bouts]
    said = [succeeded(one, enough) for rounds in late for one in rounds]
    return Settled(
        easiest_pct(name, skill, support),
        fmean(one.rung for rounds in late for one in rounds),
        100.0 * fmean(success for success in said if success is not None),
        100.0 * fmean(ended),
    )


def row(name: str, skill: float) -> tuple[str, Settled]:
    """A line of the table, and how this skill settles: alone, or else with fingertips."""
    alone = found = settled(name, skill, Support.NONE)
    support = Support.NONE
    if alone.success_pct < 70.0 and name in ON_BOARD:
        support = Support.FINGERTIP
        found = settled(name, skill, support)
    numbers = (alone.easiest_pct, alone.success_pct, advised_pct(name, skill))
    first = " | ".join(f"{number:.0f}" for number in numbers)
    return (
        f"| {name} | {skill} | {first} | {support.value} | {found.easiest_pct:.0f} "
        f"| {found.rung:.1f} | {found.success_pct:.0f} | {found.ended_pct:.0f} |"
    ), found


@pytest.mark.soak
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("skill", SKILLS)
@each
def test_success_settles_at_75_percent_for_every_skill(
    name: str, skill: float, capsys: pytest.CaptureFixture[str]
) -> None:
    line, found = row(name, skill)
    with capsys.disabled():
        print(f"\n{line}", end=" ")
    assert not found.off
    assert found.ended_pct < 15.0
