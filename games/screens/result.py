"""After a training: the light's path as a picture, a light for every second, last time and best."""

import pygame

from games.engine.draw.canvas import Canvas, Sprite
from games.engine.draw.chrome import (
    JUDGING_KEYS,
    MARGIN,
    PAIN,
    TAKE_BACK,
    Key,
    background,
    write_chrome,
    write_keys,
)
from games.engine.draw.field import FieldMap, paint_path, paint_pool
from games.engine.draw.lettering import ASIDE_BOLD, BODY, HUGE, LABEL
from games.engine.draw.mask import Point, around, disc, halo, line, outline
from games.engine.draw.palette import AMBER, INK, MINT, MIST, SKY, Colour
from games.engine.scene import Stage
from games.engine.trial_set import stumbles
from games.engine.words import (
    AGAIN,
    AT_THE_GATE,
    BEST_YET,
    COME_IN,
    EASIER,
    ENDINGS,
    NOT_COUNTED,
    NOT_STARTED,
    RESTED,
    STOOD,
    STUMBLES_THERAPIST,
    TIME_NOT_KNOWN,
    Hindrance,
    not_started_words,
)
from trainer.recording.columns import FloatArray
from trainer.recording.shown import shown
from trainer.recording.trial import TrialResult
from trainer.recording.vocabulary import Outcome

AGAIN_KEYS: tuple[Key, ...] = (("Enter", "or the button: one more round"), ("Esc", "finish"))
TRY_KEYS: tuple[Key, ...] = (("Enter", "or the button: try again"), ("Esc", "finish"))
KEY_OF = {
    Outcome.TOUCH: "T",
    Outcome.FOOT_DOWN: "F",
    Outcome.RIM_REST: "R",
    Outcome.PAIN: "P",
}
LIGHTS_FROM_S, EACH_LIGHT_S = 0.35, 0.07
FADE_S = 0.25
LIGHTS_RADIUS = 400
LOST_BALANCE = frozenset({Outcome.TOUCH, Outcome.FOOT_DOWN, Outcome.RIM_REST})
BAR_WIDTH, BAR_HEIGHT = 232, 22


class ResultScreen:
    """The result of the trial. Lights come on one by one; with reduced motion all at once.

    `value` is the headline as measured from the recording. `corrected` is the therapist's
    judgement; the same key takes it back, until the result is `final`. `why_not` says why the trial
    does not count; it can be neither last nor best then. `hindrance` kept a trial from beginning.
    `stood_s` is how much of the measured part went by before a failure; None if it was noted after
    the end, so that nobody knows.
    """

    def __init__(
        self,
        stage: Stage,
        result: TrialResult,
        value: float | None,
        path: tuple[FloatArray, FloatArray],
        corrected: Outcome | None = None,
        final: bool = False,
        why_not: str = "",
        hindrance: Hindrance | None = None,
        stood_s: float | None = None,
    ) -> None:
        self._stage, self._result, self._value = stage, result, value
        self._why_not, self._hindrance = why_not, hindrance
        self._stood_s = stood_s
        self._corrected, self._final = corrected, final
        self._best = stage.headline.best(stage.past.values)
        self._counts = not why_not and value is not None
        self._slots = self._light_positions()
        self._earned = self._earned_light()
        self._still = self._painted(path)
        self._write(self._still)

    @property
    def started(self) -> bool:
        return self._result.duration_s > 0

    @property
    def keys(self) -> tuple[tuple[Key, ...], ...]:
        """The keys it shows, row by row."""
        below = AGAIN_KEYS if self.started else TRY_KEYS
        if self._final:
            return ((PAIN, *below),)
        chosen = KEY_OF.get(self._corrected) if self._corrected else None
        judging = [(key, f"not {words}" if key == chosen else words) for key, words in JUDGING_KEYS]
        rows = (tuple(judging), below)
        return (TAKE_BACK, *rows) if self._corrected else rows

    @property
    def best_yet(self) -> bool:
        """Whether this is the best trial so far under the same conditions."""
        if not self._counts or self._value is None or self._best is None:
            return False
        return self._stage.headline.better(self._value, self._best)

    @property
    def lights(self) -> int:
        """Full seconds that earned a light."""
        if not self._counts or self._value is None:
            return 0
        return min(int(float(self._stage.headline.shown(self._value))), len(self._slots))

    def lights_on(self, t_s: float) -> int:
        """How many lights are on `t_s` seconds after the screen came up."""
        if self._stage.setup.station.reduced_motion:
            return self.lights
        return min(max(int((t_s - LIGHTS_FROM_S) / EACH_LIGHT_S) + 1, 0), self.lights)

    def draw(self, onto: pygame.Surface, t_s: float) -> None:
        onto.blit(self._still, (0, 0))
        for index in range(self.lights_on(t_s)):
            age_s = t_s - LIGHTS_FROM_S - index * EACH_LIGHT_S
            share = min(age_s / FADE_S, 1.0)
            still = self._stage.setup.station.reduced_motion
            self._earned.draw_at(onto, self._slots[index], 1.0 if still else 1 - (1 - share) ** 3)

    def _painted(self, path: tuple[FloatArray, FloatArray]) -> pygame.Surface:
        layout, setup = self._stage.layout, self._stage.setup
        canvas = background(layout)
        field = FieldMap.of(layout, setup.rim)
        if self.best_yet:
            canvas.light(halo(field.centre, layout.px(640), 1.6), AMBER, 0.16)
        paint_pool(canvas, layout, field, setup.rim)
        if self.best_yet:
            crown = outline(field.outline(setup.rim), layout.px(4))
            canvas.light(crown.blurred(layout.px(12)), AMBER, 0.9)
            canvas.paint(crown, AMBER)
        paint_path(canvas, layout, field, *path)
        if self._counts:
            for slot in self._slots:
                canvas.paint(disc(slot, layout.px(9)), MIST, 0.25)
        self._paint_bars(canvas)
        return canvas.surface()

    def _light_positions(self) -> list[Point]:
        layout = self._stage.layout
        count = max(round(self._stage.setup.conditions.seconds), 1)
        radius = layout.px(LIGHTS_RADIUS)
        return [around(layout.field_centre, radius, 360 * i / count) for i in range(count)]

    def _earned_light(self) -> Sprite:
        layout = self._stage.layout
        reach = layout.px(66)
        canvas = Canvas((2 * round(reach) + 1,) * 2)
        centre = (reach + 0.5, reach + 0.5)
        canvas.paint(halo(centre, reach, 2.4), AMBER, 0.62)
        canvas.paint(disc(centre, layout.px(15)), AMBER)
        canvas.paint(halo(centre, layout.px(14), 0.7), INK, 0.75)
        return Sprite(canvas)

    def _rows(self) -> list[tuple[str, float, Colour, float]]:
        last = self._stage.past.last
        if not self._counts or self._value is None or last is None or self._best is None:
            return []
        rows = (
            ("Now", self._value, MINT, 660),
            ("Last", last, SKY, 752),
            ("Best", self._best, AMBER, 844),
        )
        return [(name, value, colour, float(y)) for name, value, colour, y in rows]

    def _paint_bars(self, canvas: Canvas) -> None:
        layout, headline = self._stage.layout, self._stage.headline
        whole = headline.whole(self._stage.setup.conditions.seconds)
        left = layout.column + layout.px(150)
        for _, value, colour, y in self._rows():
            middle = layout.at(0, y - 20)[1]
            end = left + layout.px(BAR_WIDTH)
            canvas.paint(line((left, middle), (end, middle), layout.px(BAR_HEIGHT)), MIST, 0.14)
            reached = left + layout.px(BAR_WIDTH) * min(value / whole, 1.0)
            bar = line((left, middle), (reached, middle), layout.px(BAR_HEIGHT))
            canvas.light(bar.blurred(layout.px(9)), colour, 0.25)
            canvas.paint(bar, colour)

    def _write(self, onto: pygame.Surface) -> None:
        stage = self._stage
        layout, lettering = stage.layout, stage.lettering
        self._write_ending(onto)
        if self._counts and self._value is not None:
            headline = stage.headline
            self._write_value(onto, headline.words, headline.shown(self._value), headline.unit)
        elif self._result.outcome in LOST_BALANCE and self.started:
            self._write_stood(onto)
        elif self._uncounted:
            self._write_reason(onto)
        for name, value, colour, y in self._rows():
            row = layout.at(0, y)[1]
            lettering.write(onto, name, LABEL, (layout.column, row), MIST)
            right = layout.column + layout.px(540)
            number = stage.headline.shown(value)
            lettering.write(onto, number, LABEL, (right, row), colour, align=1)
        at = layout.field_centre[0], layout.at(0, 1012)[1]
        lettering.write(onto, self._invitation(), BODY, at, INK, align=0.5)
        if self._stumbles:
            at = layout.at(MARGIN, 1064)
            lettering.write(onto, STUMBLES_THERAPIST, ASIDE_BOLD, at, MIST)
        write_chrome(onto, layout, lettering, stage.setup, stage.title)
        write_keys(onto, layout, lettering, *self.keys)

    @property
    def _stumbles(self) -> bool:
        return stumbles((*self._stage.past.today, self._result.outcome))

    def _invitation(self) -> str:
        if not self.started:
            return AT_THE_GATE.get(self._hindrance, COME_IN) if self._hindrance else COME_IN
        if self._stumbles:
            return EASIER
        return AGAIN if self._result.outcome is Outcome.COMPLETED else RESTED

    def _write_ending(self, onto: pygame.Surface) -> None:
        layout, lettering = self._stage.layout, self._stage.lettering
        words, colour = ENDINGS[self._result.outcome], MINT
        if not self.started:
            reason = self._hindrance
            words, colour = (not_started_words(reason) if reason else NOT_STARTED), INK
        elif self.best_yet:
            words, colour = BEST_YET, AMBER
        elif self._uncounted:
            words, colour = NOT_COUNTED, INK
        elif not self._counts:
            colour = INK
        for row, text in enumerate(lettering.wrapped(words, BODY, layout.column_width)):
            at = layout.column, layout.at(0, 210 + 80 * row)[1]
            lettering.write(onto, text, BODY, at, colour)

    @property
    def _uncounted(self) -> bool:
        """Whether it was completed and does not count all the same."""
        return self._result.outcome is Outcome.COMPLETED and bool(self._why_not)

    def _write_reason(self, onto: pygame.Surface) -> None:
        layout, lettering = self._stage.layout, self._stage.lettering
        # A percent sign stays on the line of its number.
        reason = (self._why_not[0].upper() + self._why_not[1:]).replace(" %", "%")
        for row, text in enumerate(lettering.wrapped(reason, LABEL, layout.column_width)):
            at = layout.column, layout.at(0, 400 + 66 * row)[1]
            lettering.write(onto, text, LABEL, at, MIST)

    def _write_stood(self, onto: pygame.Surface) -> None:
        layout, lettering = self._stage.layout, self._stage.lettering
        if self._stood_s is not None:
            self._write_value(onto, STOOD, shown("measured_s", self._stood_s), "s")
        else:
            at = layout.column, layout.at(0, 340)[1]
            lettering.write(onto, TIME_NOT_KNOWN, LABEL, at, MIST)

    def _write_value(self, onto: pygame.Surface, words: str, number: str, unit: str) -> None:
        layout, lettering = self._stage.layout, self._stage.lettering
        lettering.write(onto, words, LABEL, (layout.column, layout.at(0, 340)[1]), MIST)
        y = layout.at(0, 512)[1]
        at = layout.column - layout.px(8), y
        right = lettering.write_number(onto, number, HUGE, at, INK)
        lettering.write(onto, unit, BODY, (right + layout.px(16), y), MIST)
