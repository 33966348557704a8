"""What made-up patients say and therapists find beside the board, as entries of `baps note`."""

from collections.abc import Iterator
from datetime import datetime

from trainer.demo.boards import OPERATOR
from trainer.demo.chance import Chance
from trainer.demo.stories import Story
from trainer.plans.symptoms import (
    EFFUSION,
    GIVING_WAY,
    LEGS,
    NEXT_MORNING,
    PAIN,
    Question,
)
from trainer.recording.clinical import ClinicalEntry, ExerciseDone
from trainer.recording.clinical_form import Position
from trainer.recording.clinical_kinds import KINDS
from trainer.recording.clinical_typed import Typed, entry_from
from trainer.recording.plan import ExerciseItem
from trainer.recording.vocabulary import Side

MOST_SAID = 5
"""Above it a leg would be stopped, which only the story does."""
MEASURED_EVERY = 6
"""Strength and questionnaires are measured again after so many visits."""
STRENGTH = (
    ("strength_abduction", 1.35, Position.SIDE_LYING),
    ("strength_external_rotation", 0.55, Position.SEATED),
)
"""Of a leg without trouble, in Nm/kg."""
WEAKER_SHARE, GAIN_A_VISIT = 0.22, 0.012
DORSIFLEXION_DEG = 38.0
LOADS_KG, MORE_KG, MORE_EVERY = {"side_lying_abduction": 1.0}, 0.5, 4
EFFORTS = (4, 5, 6, 7)
SCORE, SCORE_A_VISIT = 66.0, 1.3


class Told:
    """One patient's words and measures."""

    def __init__(self, story: Story, chance: Chance) -> None:
        self._story, self._chance = story, chance
        self._involved = LEGS if story.involved is Side.BOTH else (story.involved,)

    def answers(
        self, questions: tuple[Question, ...], visit: int, at: datetime
    ) -> Iterator[ClinicalEntry]:
        """The entries that the answers before standing become."""
        for question in questions:
            if question.name in KINDS and question.required:
                yield self._entry(question.name, question.side, self._says(question, visit), at)

    def pain_after(self, visit: int, at: datetime) -> Iterator[ClinicalEntry]:
        """What the involved leg says when the work is done."""
        for leg in self._involved:
            worse = self._chance.random.choice((0, 0, 0, 1))
            yield self._entry(PAIN, leg, str(min(self._pain(visit) + worse, MOST_SAID)), at)

    def by_eye(self, kinds: tuple[str, ...], visit: int, at: datetime) -> Iterator[ClinicalEntry]:
        """What the therapist saw of slow squats."""
        better = self._story.effect_at(visit) < -0.15
        for leg in self._involved:
            for kind in kinds:
                seen = "0" if better or kind == "squat_trunk" else "1"
                yield self._entry(kind, leg, seen, at)

    def measures(self, visit: int, at: datetime) -> Iterator[ClinicalEntry]:
        """Strength of both sides, reach and questionnaires, at some visits."""
        if visit % MEASURED_EVERY:
            return
        for leg in LEGS:
            weak = WEAKER_SHARE if leg in self._involved else 0.0
            weak = max(weak - GAIN_A_VISIT * visit, 0.0)
            for kind, usual, position in STRENGTH:
                values = tuple(f"{usual * (1 - weak) * self._spread(0.03):.2f}" for _ in range(3))
                yield self._typed(Typed(kind, values, leg, position=position), at)
            reach = f"{DORSIFLEXION_DEG * (1 - weak / 2) * self._spread(0.02):.1f}"
            yield self._typed(Typed("dorsiflexion", (reach,), leg, unit="deg"), at)
        worse = 1.0 + self._story.effect_at(visit)
        total = SCORE + SCORE_A_VISIT * visit * (1.0 if worse <= 1.0 else -1.0)
        yield self._typed(Typed("akps", (f"{min(total, 96):.0f}",)), at)
        task = round(min(4 - 6 * self._story.effect_at(visit), 10))
        yield self._typed(Typed("patient_specific_task", (str(max(task, 0)),), label="stairs"), at)
        if visit:
            change = round(min(-8 * self._story.effect_at(visit), 6))
            yield self._typed(Typed("global_change", (str(change),)), at)

    def exercised(
        self, item: ExerciseItem, side: Side | None, visit: int, at: datetime
    ) -> ExerciseDone:
        """An exercise of the plan, with a little more load as the visits go by."""
        load_kg = LOADS_KG.get(item.exercise)
        return ExerciseDone(
            self._chance.new_id(),
            item.exercise,
            at,
            None if side is Side.BOTH else side,
            item.sets,
            item.repetitions,
            load_kg and load_kg + MORE_KG * (visit // MORE_EVERY),
            float(self._chance.random.choice(EFFORTS)),
            operator=OPERATOR,
        )

    def note(self, words: str, at: datetime) -> ClinicalEntry:
        """A note of the visit."""
        return self._typed(Typed("note", text=words), at)

    def _says(self, question: Question, visit: int) -> str:
        pain = self._pain(visit) if question.side in self._involved else 0
        if question.name in (PAIN, NEXT_MORNING):
            return str(pain)
        if question.name == EFFUSION:
            return self._swelling(visit)
        return "no" if question.name == GIVING_WAY else "0"

    def _swelling(self, visit: int) -> str:
        if not self._story.swells:
            return "0"
        worse = self._story.effect_at(visit) > 0.1
        rested = any(visit == rest.visit for rest in self._story.rests)
        return "1+" if worse or rested else ("trace" if visit < self._story.visits // 2 else "0")

    def _pain(self, visit: int) -> int:
        usual = self._story.usual_pain(visit) + self._chance.random.gauss(0, 0.6)
        return min(max(round(usual), 0), MOST_SAID)

    def _spread(self, share: float) -> float:
        return 1.0 + self._chance.random.gauss(0, share)

    def _entry(self, kind: str, side: Side | None, value: str, at: datetime) -> ClinicalEntry:
        return self._typed(Typed(kind, (value,), side), at)

    def _typed(self, typed: Typed, at: datetime) -> ClinicalEntry:
        return entry_from(typed, self._chance.new_id(), at, OPERATOR)
