"""How one made-up person stands from trial to trial, and where their rounds have led them."""

import math
from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from games.engine.activity import Activity, Kind
from games.engine.feedback import next_feedback
from games.engine.setup import TrialSetup
from trainer.demo.boards import DemoBoard
from trainer.demo.chance import Chance
from trainer.demo.moving import Hold
from trainer.recording.conditions import Chosen, Conditions
from trainer.recording.trial import PastRound
from trainer.recording.vocabulary import Eyes, Side
from trainer.store.values import FinishedTrial

BETWEEN, WITHIN = 0.06, 0.09
"""SDs of the speed's logarithm from visit to visit and from trial to trial."""
LEARNING, LEARNING_TRIALS = 0.3, 3.0
"""The first trial on a leg is faster by this; it dies away with so many trials."""
STEEPNESS, WEIBULL_SHAPE = 2.5, 1.5
"""How much longer a steadier leg stands, and that fatigue counts."""
USUAL_SPEED_DEG_S = 8.0
ROLLS_SHARE = 0.3
"""Of those who lose balance so many ride the rim; the others put a foot down."""
CLOSED_EYES = 0.45
ONE_LEG_SHARE = math.sqrt(0.5)
RIM_TIME = "rim_time_pct"
USUALLY_STANDS_S = 300.0
Exercise = tuple[str, ...]


@dataclass(frozen=True)
class Ability:
    """How fast the board moves under somebody's legs, and for how long they usually stand.

    `weak` legs stand for `weak_stands_s`.
    """

    speed_deg_s: float
    stands_s: float = USUALLY_STANDS_S
    weak: tuple[Side, ...] = ()
    weak_stands_s: float = USUALLY_STANDS_S


class Person:
    """One person's legs and rounds; asked for each trial in turn."""

    def __init__(self, ability: Ability, board: DemoBoard, chance: Chance) -> None:
        self._ability, self._board, self._chance = ability, board, chance
        self._trials: dict[Side, int] = defaultdict(int)
        self._rounds: dict[Exercise, list[PastRound]] = defaultdict(list)
        self._today: dict[Side, float] = {}
        random = chance.random
        self._lean = {side: (random.gauss(0, 0.5), random.gauss(0, 0.4)) for side in Side}

    def wake(self) -> None:
        """Another day: both legs are better or worse than usual together, and each by itself."""
        random = self._chance.random
        shared = random.gauss(0, BETWEEN)
        self._today = {side: ONE_LEG_SHARE * (shared + random.gauss(0, BETWEEN)) for side in Side}

    def hold(self, conditions: Conditions, effect: float) -> Hold:
        """How the next trial is held; `effect` is what the story adds to the leg's speed."""
        random, side = self._chance.random, conditions.side
        learned = LEARNING * math.exp(-self._trials[side] / LEARNING_TRIALS)
        self._trials[side] += 1
        usual = math.log(self._ability.speed_deg_s / USUAL_SPEED_DEG_S) + effect
        moving = usual + learned + self._today[side] + random.gauss(0, WITHIN)
        moving += CLOSED_EYES * (conditions.eyes is Eyes.CLOSED)
        ability = self._ability
        usually_s = ability.weak_stands_s if side in ability.weak else ability.stands_s
        stands_s = usually_s * math.exp(-STEEPNESS * (moving - usual + effect))
        ap_deg, ml_deg = self._lean[side]
        return Hold(
            USUAL_SPEED_DEG_S * math.exp(moving),
            ap_deg,
            ml_deg,
            falls_s=random.weibullvariate(stands_s, WEIBULL_SHAPE),
            rolls=random.random() < ROLLS_SHARE,
        )

    def setup(
        self, activity: Activity, asked: Conditions, chosen: Chosen, day: date, seed: int
    ) -> TrialSetup:
        """The next trial of an activity, as hard as the earlier rounds have made it."""
        rounds = self._rounds[exercise_of(asked)]
        feedback = asked.feedback
        if activity.kind is Kind.TRAINING:
            feedback = chosen.feedback or next_feedback(rounds, asked.eyes)
        rung = chosen.rung or activity.rung(asked.seconds, rounds, day, feedback)
        conditions = Conditions(
            activity.name,
            side=asked.side,
            stance=asked.stance,
            eyes=asked.eyes,
            support=asked.support,
            arms=asked.arms,
            level=asked.level,
            seconds=asked.seconds,
            practice=asked.practice,
            calibrated=True,
            rung=rung,
            feedback=feedback,
        )
        rim = self._board.rim(asked.level)
        return activity.setup(conditions, rim, seed=seed, no_go=chosen.no_go)

    def remember(self, trial: FinishedTrial, day: date) -> None:
        """What a round came to decides how hard the next one is."""
        conditions, result = trial.recording.header.conditions, trial.result
        if trial.recording.voided_reason():
            return
        values = {metric.name: metric.value for metric in trial.metrics}
        self._rounds[exercise_of(conditions)].append(
            PastRound(
                conditions.rung,
                result.outcome,
                values.get(result.headline),
                not trial.why_not,
                day,
                trial.recording.header.session_id,
                values.get(RIM_TIME, 0.0),
                conditions.feedback,
            )
        )


def exercise_of(conditions: Conditions) -> Exercise:
    """What earlier rounds have in common with the next one, on whichever rung."""
    c = conditions
    return (c.activity, c.side, c.stance, c.eyes, c.support, str(c.level), str(c.seconds))
