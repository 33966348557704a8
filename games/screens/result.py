"""After a training: what was earned blooms, the light's way draws itself, the numbers stand beside.

Then the ring of the next round lies there: who wants one more brings the light into it.
"""

import pygame

from games.engine.asking import Asking
from games.engine.draw.canvas import Canvas, Sprite
from games.engine.draw.chrome import (
    JUDGING_KEYS,
    MARGIN,
    PAIN,
    TAKE_BACK,
    Key,
    background,
    write_chrome,
)
from games.engine.draw.field import FieldMap, paint_pool
from games.engine.draw.lettering import ASIDE_BOLD, BODY
from games.engine.draw.mask import halo, outline
from games.engine.draw.palette import AMBER, MIST
from games.engine.draw.way import DRAWN_S, MELTS_S, DrawnWay
from games.engine.follow import Follow
from games.engine.scene import Place, Stage
from games.engine.scenes.pause import veil_over
from games.engine.trial_set import stumbles
from games.engine.words import (
    AGAIN,
    AGAIN_FROM_OUTSIDE,
    AGAIN_IN_RING,
    COME_IN,
    EASIER,
    ENOUGH,
    ENOUGH_THERAPIST,
    RESTED,
    STUMBLES_THERAPIST,
    TOO_HARD_THERAPIST,
    Hindrance,
    at_the_gate_words,
)
from games.screens.result_column import Numbers, write_column
from games.screens.ring_again import RingAgain, offers_ring
from trainer.recording.columns import FloatArray
from trainer.recording.conditions import FLOOR
from trainer.recording.trial import TrialResult
from trainer.recording.vocabulary import Outcome

NOT_SO = {"T": "not touch", "F": "not foot down", "R": "not rim", "P": "not pain"}
"""A judgement is taken back by the same key."""

AGAIN_KEYS: tuple[Key, ...] = (("Enter", "or the button: one more round"), ("Esc", "finish"))
REST_KEYS: tuple[Key, ...] = (("Enter", "one more round all the same"), ("Esc", "finish"))
PLAN_KEYS: tuple[Key, ...] = (("Enter", "or the button: go on"), ("Esc", "leave the plan"))
TRY_KEYS: tuple[Key, ...] = (("Enter", "or the button: try again"), ("Esc", "finish"))
KEY_OF = {
    Outcome.TOUCH: "T",
    Outcome.FOOT_DOWN: "F",
    Outcome.RIM_REST: "R",
    Outcome.PAIN: "P",
}
BLOOM_S = 0.6
PETAL_FROM_S, PETAL_S = 0.3, 0.9
PLACE_LIGHT = 0.72
SENTENCE_Y, SENTENCE_ROOM = 1012, 1060
BLOOMED_S = DRAWN_S + MELTS_S


class PlainPlace:
    """A pool where nothing is earned, for results of scenes that have no place of their own."""

    def __init__(self, stage: Stage) -> None:
        canvas = background(stage.layout)
        self.field = FieldMap.of(stage.layout, stage.setup.rim)
        paint_pool(canvas, stage.layout, self.field, stage.setup.rim)
        self.place = canvas.surface()

    def bloom(self, onto: pygame.Surface, earned: int, share: float, petal: float | None) -> None:
        """Nothing."""


class ResultScreen:
    """The result of the trial; in reduced motion all of it is there at once.

    `numbers` are what was measured. `corrected` is the therapist's judgement; the same key takes it
    back, until the result is `final`. `hindrance` kept a trial from beginning. `place` is where it
    was played, `follow` what a plan does next.
    """

    def __init__(
        self,
        stage: Stage,
        result: TrialResult,
        numbers: Numbers,
        path: tuple[FloatArray, FloatArray],
        corrected: Outcome | None = None,
        final: bool = False,
        hindrance: Hindrance | None = None,
        place: Place | None = None,
        follow: Follow | None = None,
    ) -> None:
        self._stage, self._result, self._numbers = stage, result, numbers
        self._follow = follow if result.duration_s > 0 else None
        self._hindrance, self._corrected, self._final = hindrance, corrected, final
        self._calm = stage.setup.station.reduced_motion
        self._place = place or PlainPlace(stage)
        self._way = DrawnWay(stage.layout, self._place.field, *path)
        # On the floor there is no rim to crown, and no tilt to hold a ring with.
        on_board = stage.setup.conditions.level != FLOOR
        self._crown = self._painted_crown() if self.best_yet and on_board else None
        self.ring: RingAgain | None = None
        alone = not self._needs_help and not self.rests and offers_ring(result.outcome)
        if on_board and alone and self._follow is None:
            field = self._place.field
            rung = numbers.next_round.rung if numbers.next_round else stage.setup.conditions.rung
            self.ring = RingAgain(stage, field, rung, result.outcome)
        self._still = self._painted()

    @property
    def started(self) -> bool:
        return self._result.duration_s > 0

    @property
    def rests(self) -> bool:
        """Whether this leg has done enough of this game: only a key begins one more round."""
        return self.started and self._numbers.enough

    @property
    def button_goes_on(self) -> bool:
        """Whether the event button begins what comes next."""
        return self._follow is not None or not self.rests

    @property
    def keys(self) -> tuple[tuple[Key, ...], ...]:
        """The keys that work on it, row by row."""
        below = AGAIN_KEYS if self.started else TRY_KEYS
        below = REST_KEYS if self.rests else below
        below = PLAN_KEYS if self._follow is not None else below
        if self._final:
            return ((PAIN, *below),)
        chosen = KEY_OF.get(self._corrected) if self._corrected else None
        judging = [(key, NOT_SO[key] if key == chosen else words) for key, words in JUDGING_KEYS]
        rows = (tuple(judging), below)
        return (TAKE_BACK, *rows) if self._corrected else rows

    @property
    def best_yet(self) -> bool:
        """Whether this is the best trial so far under the same conditions."""
        return self._numbers.best_yet(self._stage)

    @property
    def lights(self) -> int:
        """Full seconds that earned a light."""
        return self._numbers.earned(self._stage)

    def bloom(self, t_s: float) -> float:
        """How far the lamps have bloomed `t_s` seconds after the screen came up, 0 to 1."""
        share = 1.0 if self._calm else min(max(t_s / BLOOM_S, 0.0), 1.0)
        return 1 - (1 - share) ** 3

    def draw(self, onto: pygame.Surface, t_s: float, asking: Asking | None = None) -> None:
        """As it is so long after it came up; `asking` is where the light is in the next ring."""
        onto.blit(self._still, (0, 0))
        if self._crown is not None:
            self._crown.draw(onto, self.bloom(t_s))
        self._place.bloom(onto, self.lights, self.bloom(t_s), self._petal(t_s))
        self._way.draw(onto, BLOOMED_S if self._calm else t_s)
        words = self._invitation()
        if asking is not None and self.ring is not None and t_s >= self.ring.from_s:
            self.ring.draw(onto, t_s - self.ring.from_s, asking)
            words = AGAIN_IN_RING if self.started else COME_IN
            words = AGAIN_FROM_OUTSIDE if asking.must_leave else words
        self._write_sentence(onto, words)

    def _write_sentence(self, onto: pygame.Surface, words: str) -> None:
        """Below the place; a longer one begins a line further up."""
        layout = self._stage.layout
        at = layout.field_centre[0], layout.at(0, SENTENCE_Y)[1]
        self._stage.lettering.write_centred(onto, words, BODY, at, layout.px(SENTENCE_ROOM))

    def _petal(self, t_s: float) -> float | None:
        """How far the petal of this round has unfolded; None if it earned none."""
        if not self._numbers.counts:
            return None
        share = 1.0 if self._calm else min(max((t_s - PETAL_FROM_S) / PETAL_S, 0.0), 1.0)
        return share * share * (3 - 2 * share)

    def _painted(self) -> pygame.Surface:
        stage = self._stage
        layout, lettering = stage.layout, stage.lettering
        still = self._place.place.copy()
        veil_over(still, 1.0 - PLACE_LIGHT)
        hindrance = self._hindrance if not self.started else None
        write_column(still, stage, self._result, self._numbers, hindrance)
        if words := self.for_therapist:
            lettering.write(still, words, ASIDE_BOLD, layout.at(MARGIN, 1064), MIST)
        write_chrome(still, stage)
        return still

    def _painted_crown(self) -> Sprite:
        """The rim in amber: the best so far at this ring."""
        layout, field = self._stage.layout, self._place.field
        line = outline(field.outline(self._stage.setup.rim), layout.px(5))
        glow = line.blurred(layout.px(14))
        canvas = Canvas.around(glow)
        canvas.paint(halo(field.centre, layout.px(520), 1.4), AMBER, 0.07)
        canvas.paint(glow, AMBER, 0.9)
        canvas.paint(line, AMBER)
        return Sprite(canvas)

    @property
    def _stumbles(self) -> bool:
        return stumbles((*self._stage.past.today, self._result.outcome))

    @property
    def _needs_help(self) -> bool:
        """Whether no rung of the ladder helps. On the floor there is neither dome nor rail."""
        on_board = self._stage.setup.conditions.level != FLOOR
        return self._stumbles or (on_board and self._numbers.too_hard)

    @property
    def for_therapist(self) -> str:
        """What the therapist should know; often nothing."""
        if self._stumbles:
            return STUMBLES_THERAPIST
        if self._needs_help:
            return TOO_HARD_THERAPIST
        return ENOUGH_THERAPIST if self.rests else ""

    def _invitation(self) -> str:
        if not self.started:
            why = self._hindrance
            in_the_way = why is not None and why is not Hindrance.NOT_IN_RING
            conditions = self._stage.setup.conditions
            return at_the_gate_words(why, conditions) if why and in_the_way else COME_IN
        if self._follow is not None:
            return self._follow.words
        if self.rests:
            return ENOUGH
        if self._needs_help:
            return EASIER
        return AGAIN if self._result.outcome is Outcome.COMPLETED else RESTED
