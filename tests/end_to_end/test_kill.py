"""A trial that is killed at any moment comes back, but for the last quarter of a second."""

import os
import random
from itertools import accumulate

import pytest

from tests.end_to_end.conftest import kept_trials
from tests.end_to_end.killing import Killed, killed_at, missing_s, seed_of, started, wait_for_rows
from trainer.recording.vocabulary import Outcome

KILLS, KILLS_IN_A_SOAK = 8, 40
MOST_MISSING_S = 0.25
AT_ONCE = 4
"""So many processes: each mostly waits for time to pass."""

SOAK = pytest.param(KILLS_IN_A_SOAK, marks=(pytest.mark.soak, pytest.mark.timeout(1200)))


@pytest.mark.parametrize("kills", [KILLS, SOAK])
def test_kills_lose_a_quarter_of_a_second_at_most(
    baps, environment, home, patient, tmp_path, kills: int
) -> None:
    dice = random.Random(7)
    killed: list[Killed] = []
    for first in range(0, kills, AT_ONCE):
        delays_s = list(accumulate(dice.uniform(0.05, 0.7) for _ in range(AT_ONCE)))
        killed += killed_at(delays_s, environment, tmp_path, first)
    recovered = baps("recover")
    assert recovered.returncode == 0, recovered.stderr
    trials = kept_trials(home)
    assert {trial.outcome for trial, _ in trials} == {Outcome.INTERRUPTED}
    assert len(trials) == kills
    by_seed = {seed_of(recording): recording for _, recording in trials}
    assert max(missing_s(one, by_seed[one.seed]) for one in killed) <= MOST_MISSING_S
    assert not list((home / "journals").glob("*.journal"))
    assert baps("db", "check").returncode == 0


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is POSIX's")
def test_a_trial_that_still_runs_is_left_alone(baps, environment, home, patient, tmp_path) -> None:
    out = tmp_path / "live.csv"
    with started(environment, out, 3) as process:
        wait_for_rows(out, process)
        assert baps("recover").returncode == 0
        assert kept_trials(home) == []
    baps("recover")
    assert len(kept_trials(home)) == 1
