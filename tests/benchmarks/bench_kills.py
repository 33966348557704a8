"""`lost_acknowledged_trials`: trials killed while they run, while they are kept, and after it.

Trials of simulated patients run in real time, some at once. Beside what is lost of a running trial:
what a program loses that keeps a trial in memory until it ends.
"""

import random
import tempfile
from pathlib import Path

from tests.benchmarks.row import Row, part
from tests.end_to_end.conftest import add_k7, baps_in, environment_of, kept_trials
from tests.end_to_end.killing import killed_at, missing_s, seed_of
from trainer.recording.vocabulary import Outcome

KILLS, FEW, AT_ONCE = 200, 4, 8
TRIAL_S, STILL_S = 2.0, 12.0
"""Programs that begin at once may take long until they have seen three seconds of stillness."""
LATEST_S, LATEST_OF_FEW_S = 22.0, 2.0
"""After their first rows the trials take some 18 s. A few kills only show that the bench runs."""


def rows(share: float = 1.0) -> list[Row]:
    kills = part(KILLS, share, least=FEW)
    with tempfile.TemporaryDirectory() as name:
        return _rows(kills, Path(name))


def _rows(kills: int, folder: Path) -> list[Row]:
    home, dice = folder / "home", random.Random(kills)
    environment = environment_of(home)
    add_k7(home)
    latest_s = LATEST_S if kills > FEW else LATEST_OF_FEW_S
    killed = []
    for first in range(0, kills, AT_ONCE):
        at_once = min(AT_ONCE, kills - first)
        # One in each part of a trial's life: every batch has early and late ones.
        delays_s = [latest_s * (i + dice.random()) / at_once for i in range(at_once)]
        killed += killed_at(delays_s, environment, folder, first, TRIAL_S, STILL_S)
    recovered = baps_in(environment)("recover")
    assert recovered.returncode == 0, recovered.stderr
    kept = {seed_of(recording): (trial, recording) for trial, recording in kept_trials(home)}
    whole = {seed for seed, (trial, _) in kept.items() if trial.outcome is not Outcome.INTERRUPTED}
    running = [one for one in killed if one.seed not in whole]
    acknowledged = [one for one in killed if one.acknowledged]
    lost_s = [missing_s(one, kept[one.seed][1] if one.seed in kept else None) for one in running]
    in_memory_s = [missing_s(one, None) for one in running]
    return [
        Row("lost_acknowledged_trials", sum(one.seed not in whole for one in acknowledged), "1"),
        Row(
            "lost_of_running_trial_s",
            max(lost_s, default=0.0),
            "s",
            "kept in memory until it ends",
            max(in_memory_s, default=0.0),
        ),
        Row("killed_trials_acknowledged", len(acknowledged), "1"),
        Row("killed_trials_running", len(running), "1"),
    ]
