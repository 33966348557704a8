"""After a trial of an assessment: thanks, how many are done, and the rest. Never a number of it.

The therapist's line and keys are small, in the corners.
"""

from math import ceil

import pygame

from games.engine.draw.canvas import SegmentRing
from games.engine.draw.chrome import (
    PAIN,
    TAKE_BACK,
    Key,
    background,
    judging_keys,
    write_chrome,
    write_for_therapist,
)
from games.engine.draw.lettering import BODY, LABEL, LARGE
from games.engine.draw.palette import INK, MIST, SKY
from games.engine.follow import Follow
from games.engine.scene import Stage
from games.engine.trial_set import TrialSet, stumbles
from games.engine.words import (
    ENDINGS,
    NOT_HELD_THERAPIST,
    NOT_STARTED_NOW,
    STUMBLES_THERAPIST,
    THANKS,
    Hindrance,
    not_started_words,
)
from trainer.metrics.repeats import REST_S
from trainer.recording.vocabulary import Outcome
from trainer.texts import said

MIDDLE, THANKS_Y, RING_Y, DONE_Y, NEXT_Y = 960, 250, 530, 830, 920
MIDDLE_BESIDE_PANEL = 655
"""Where the right part of the screen is the therapist's, who scores what was seen."""
THANKS_ALONE_Y, DONE_ALONE_Y = 500, 630
RING_RADIUS, RING_WIDTH = 170, 15
ROOM = 1500
READY, REST, THAT_IS_ALL_RIGHT = "Ready", "rest", "that is all right"
NEXT: Key = ("Enter", "next trial")
NEXT_BY_BUTTON: Key = ("Enter", "or the button: next trial")
DETAILS: Key = ("D", "details")
FINISH: Key = ("Esc", "finish")


class RestScreen:
    """`in_set` counts this trial. `corrected` says that the therapist has judged it, `final` that
    nobody can any more. `hindrance` kept it from beginning. `follow` is what a plan does next.
    """

    def __init__(
        self,
        stage: Stage,
        in_set: TrialSet,
        outcome: Outcome,
        corrected: bool = False,
        final: bool = False,
        hindrance: Hindrance | None = None,
        follow: Follow | None = None,
    ) -> None:
        self._stage, self._set, self._outcome = stage, in_set, outcome
        self._corrected, self._final, self._hindrance = corrected, final, hindrance
        layout = stage.layout
        self._follow = follow
        self._rest_s = REST_S if follow is None else follow.rest_s
        self._middle = MIDDLE_BESIDE_PANEL if stage.by_eye else MIDDLE
        self._ring = SegmentRing(
            layout.at(self._middle, RING_Y),
            layout.px(RING_RADIUS),
            layout.px(RING_WIDTH),
            count=max(round(self._rest_s), 1),
            colour=SKY,
            gap_deg=2.4,
        )
        self._stills = {over: self._painted(over) for over in (False, True)}

    @property
    def rests(self) -> bool:
        """Whether another trial of the set follows, or something else of a plan."""
        if self._follow is not None:
            return bool(self._follow.words)
        return not self._set.complete

    def keys(self, over: bool) -> tuple[tuple[Key, ...], ...]:
        """The keys it shows, row by row, during the rest and when it is `over`."""
        after = (NEXT_BY_BUTTON if over else NEXT, FINISH) if self.rests else (DETAILS, FINISH)
        if self._final:
            return ((PAIN, *after),)
        judging = judging_keys(self._stage.setup.conditions)
        return (TAKE_BACK, judging, after) if self._corrected else (judging, after)

    def over(self, t_s: float) -> bool:
        """Whether the rest is over `t_s` seconds after the trial."""
        return t_s >= self._rest_s

    def draw(self, onto: pygame.Surface, t_s: float) -> None:
        over = self.over(t_s)
        onto.blit(self._stills[over], (0, 0))
        if not self.rests:
            return
        left = max(ceil(self._rest_s - t_s - 1e-6), 0)
        self._ring.draw_last(onto, left)
        lettering, layout = self._stage.lettering, self._stage.layout
        x, y = layout.at(self._middle, RING_Y)
        if over:
            at = x, y + lettering.cap_px(BODY) / 2
            lettering.write(onto, READY, BODY, at, INK, align=0.5)
        else:
            at = x, y + lettering.cap_px(LARGE) / 2
            lettering.write_number(onto, f"{left // 60}:{left % 60:02d}", LARGE, at, INK, align=0.5)

    def _painted(self, over: bool) -> pygame.Surface:
        stage = self._stage
        layout, lettering = stage.layout, stage.lettering
        canvas = background(layout, 0.8)
        if self.rests:
            self._ring.paint(canvas, MIST, 0.16)
        still = canvas.surface()
        thanks_y, done_y = (THANKS_Y, DONE_Y) if self.rests else (THANKS_ALONE_Y, DONE_ALONE_Y)
        at = layout.at(self._middle, thanks_y)
        lettering.write(still, self._thanks, LARGE, at, INK, align=0.5)
        at = layout.at(self._middle, done_y)
        lettering.write(still, self._done(over), LABEL, at, MIST, align=0.5)
        if self._follow is not None and self._follow.words:
            room, at = layout.px(ROOM), layout.at(self._middle, NEXT_Y)
            lettering.write_centred(still, self._follow.words, BODY, at, room)
        if self.for_therapist:
            write_for_therapist(still, stage, self.for_therapist)
        write_chrome(still, stage)
        return still

    @property
    def _thanks(self) -> str:
        return NOT_STARTED_NOW if self._hindrance or self._not_held else THANKS

    @property
    def _not_held(self) -> bool:
        return self._outcome is Outcome.NOT_HELD

    def _done(self, over: bool) -> str:
        kind = THAT_IS_ALL_RIGHT if self._not_held else ""
        rest = REST if self.rests and not over else ""
        return " · ".join(said(each) for each in (kind, self._set.words, rest) if each)

    @property
    def for_therapist(self) -> str:
        """Why it went as it did; empty where it was completed."""
        if stumbles((*self._stage.past.today, self._outcome)):
            return STUMBLES_THERAPIST
        why = self._hindrance
        if self._not_held and why in (None, Hindrance.NOT_IN_RING):
            return NOT_HELD_THERAPIST
        if why is not None:
            return not_started_words(why)
        return "" if self._outcome is Outcome.COMPLETED else ENDINGS[self._outcome]
