"""Where the anchor test can be done, from the highest dome on one leg down to the floor."""

from collections.abc import Collection
from dataclasses import dataclass

from trainer.progress.anchor import ACTIVITIES
from trainer.recording.conditions import FLOOR, NO_DOME, Conditions
from trainer.recording.vocabulary import Arms, Side, Stance
from trainer.texts import said

ON_DOME, ON_PLATE = ACTIVITIES
DOME, ON_TWO_LEGS = "dome {level}", "{place} on two legs"
BESIDE_DOMES = {NO_DOME: "plate", FLOOR: "floor"}


@dataclass(frozen=True)
class Place:
    """A dome (1 to 5), `NO_DOME` for the plate or `FLOOR`, and on how many legs.

    It is stored as `Episode.level`; an episode says nothing of the stance.
    """

    level: int
    stance: Stance = Stance.SINGLE_LEG

    @property
    def words(self) -> str:
        """As people read it: "dome 3", "dome 1 on two legs", "plate"; steps are called by it."""
        what = BESIDE_DOMES.get(self.level, DOME).format(level=self.level)
        return ON_TWO_LEGS.format(place=what) if self.stance is Stance.TWO_LEG else what

    @property
    def shown(self) -> str:
        """The same in the window's language."""
        what = said(BESIDE_DOMES.get(self.level, DOME)).format(level=self.level)
        return said(ON_TWO_LEGS).format(place=what) if self.stance is Stance.TWO_LEG else what

    @property
    def activity(self) -> str:
        """What is played there."""
        return ON_PLATE if self.level == NO_DOME else ON_DOME

    def legs(self, side: Side) -> Side:
        """Who stands there when this leg is tested."""
        return Side.BOTH if self.stance is Stance.TWO_LEG else side

    def conditions(
        self, side: Side, seconds: float, arms: Arms, *, practice: bool = False
    ) -> Conditions:
        """Those of one trial of the anchor test there."""
        return Conditions(
            self.activity,
            side=self.legs(side),
            stance=self.stance,
            arms=arms,
            level=self.level,
            seconds=seconds,
            practice=practice,
        )

    def holds(self, conditions: Conditions) -> bool:
        """Whether a trial was the anchor test here."""
        return (conditions.activity, conditions.level, conditions.stance) == (
            self.activity,
            self.level,
            self.stance,
        )


ON_FLOOR = Place(FLOOR)


def ladder(levels: Collection[int], has_plate: bool) -> tuple[Place, ...]:
    """The places that a board has, easiest first: plate, lowest dome on two legs, then one leg on
    each dome. The floor lies below all of them.
    """
    domes = tuple(Place(level) for level in sorted(levels))
    two_legs = (Place(min(levels), Stance.TWO_LEG),) if levels else ()
    return (*((Place(NO_DOME),) if has_plate else ()), *two_legs, *domes)
