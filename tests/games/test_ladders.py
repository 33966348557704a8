"""Every training's ladder, played by simulated patients: it spans skill, and success settles.

The quick form sees that ladder and staircase work at all. The long one measures what
`docs/difficulty.md` says, and prints its table.
"""

from statistics import fmean

import pytest

from games.engine.activity import Kind
from games.registry import activities
from tests.games.rounds_played import climbed, round_of
from trainer.recording.conditions import EASIEST_RUNG, HARDEST_RUNG
from trainer.recording.vocabulary import Outcome

TRAININGS = [one.name for one in activities().values() if one.kind is Kind.TRAINING]
SKILLS = tuple(tenths / 10 for tenths in range(1, 10))
SHORT_S, MIDDLE_RUNG = 15.0, 6
DECISIONS, SETTLED_AFTER, CLIMBS, POOL = 80, 40, 20, 12
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
    novice, skilled = (climbed(name, skill, 8, pool=1, seconds=SHORT_S) for skill in (0.1, 0.9))
    assert novice[0][0] == skilled[0][0] == EASIEST_RUNG
    assert fmean(rung for rung, _ in skilled) >= fmean(rung for rung, _ in novice) + 2.0
    assert max(rung for rung, _ in novice) < HARDEST_RUNG / 2


def settled(name: str, skill: float) -> tuple[float, float]:
    """The mean rung and the share of successes, in per cent, once 40 rounds are played."""
    late = [
        one
        for seed in range(CLIMBS)
        for one in climbed(name, skill, DECISIONS, POOL, seed=seed)[SETTLED_AFTER:]
    ]
    said = [success for _, success in late if success is not None]
    return fmean(rung for rung, _ in late), 100.0 * fmean(said)


@pytest.mark.soak
@pytest.mark.timeout(7200)
@each
def test_success_settles_at_75_percent_for_every_skill(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    found = {skill: settled(name, skill) for skill in SKILLS}
    with capsys.disabled():
        for skill, (rung, success_pct) in found.items():
            print(
                f"\n{name:10} skill {skill} rung {rung:4.1f} success {success_pct:3.0f} %", end=""
            )
    off = {
        skill: round(success_pct)
        for skill, (_, success_pct) in found.items()
        if not 70.0 <= success_pct <= 80.0
    }
    assert not off
