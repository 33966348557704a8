"""Glide's picture: rings on their way over the clouds, and the sun that they lift.

A ring that is next stands where the light has to be, and only grows; those behind it drift there.
Everything follows from the rules and the moment's time, so a replay draws the same.
"""

from math import hypot
from typing import Any

import pygame

from games.engine.draw.canvas import Canvas
from games.engine.draw.layout import Layout
from games.engine.draw.mask import Point, disc
from games.engine.draw.palette import AMBER, INK, MINT
from games.engine.draw.way_back import help_share
from games.engine.phase import RUNNING, Phase
from games.engine.scene import Moment, Stage
from games.engine.scenes.coming import Sparks, bank_deg, drift, nearness
from games.engine.scenes.place import PlaceScene
from games.engine.setup import number
from games.training.glide import Flight, FlightRing
from games.worlds.glide import still_layer
from games.worlds.kit.glow import Fading, Sizes, Stencil, spread
from games.worlds.kit.rings import earned_ring, later_ring, mint_ring, on_canvas
from games.worlds.sunrise import Sunrise
from games.worlds.wings import Wings
from trainer.recording.conditions import LEAD_IN_S

SMALLEST = 0.40
"""How small a ring begins, as a share of its size."""

PASSED_S, LARGEST = 0.9, 1.75
FADE_IN_S = 0.8
SPARKS, SPARK_S, SPARK_LAG_S = 8, 0.8, 0.05
LIFT_S = 0.7
BANK_PER_DEG_S = 1.1
LATER_STRENGTHS, LATER_LINE = (0.26, 0.44, 0.62), 5.5
BEAD, BEADS_APART, BEADS_CLEAR = (8.0, 4.0), 30.0, 16.0
"""Radius of a bead beside the next ring and of one far away; how far apart they are, and from any
ring. Where two rings are too near to each other there is no bead: beads would lie in a knot.
"""

BEAD_SIZES, BEAD_LIGHT = 5, 0.85


class GlideScene(PlaceScene):
    """Sky, rings, sparks and wings; the field's own light, column and words."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        layout, self._calm = stage.layout, stage.setup.station.reduced_motion
        radius = number(stage.setup.parameters, "spot_radius_deg") * self.field.px_per_deg
        self._radius = radius
        self._coming = {lit: _coming(layout, radius, lit) for lit in (False, True)}
        self._appearing = Fading(on_canvas(mint_ring(layout, radius, lit=False), MINT))
        self._later = [_later(layout, radius, strength) for strength in LATER_STRENGTHS]
        self._flown, self._missed = _flown(layout, radius), _missed(layout, radius)
        near, far = BEAD
        sizes = [far + (near - far) * step / (BEAD_SIZES - 1) for step in range(BEAD_SIZES)]
        self._dots = [Fading(_dot(layout.px(size))) for size in sizes]
        self._bead_apart, self._bead_clear = layout.px(BEADS_APART), layout.px(BEADS_CLEAR)
        self._sparks = Sparks.amber(layout, SPARKS, SPARK_S, SPARK_LAG_S)
        self._sun = Sunrise(layout, self.place)
        self._sun_after: Sunrise | None = None
        self._best = stage.headline.best(stage.past.values)
        self._wings = Wings(layout)

    def still_place(self) -> pygame.Surface:
        stage = self._stage
        return still_layer(stage.layout, stage.setup.station.stills_folder)

    def draw_under(self, onto: pygame.Surface, moment: Moment, rules: Flight) -> None:
        """The sun, also while a pause waits for the light to come back."""
        begun = moment.phase in RUNNING or moment.phase is Phase.PAUSED
        lifts = _lifts(rules, moment.t_s) if begun and not moment.felt else 0.0
        self._sun.draw(onto, lifts, self._best)

    def draw_ring(self, onto: pygame.Surface, moment: Moment, rules: Flight) -> None:
        """Rings from the farthest to those that have passed."""
        running = moment.phase in RUNNING
        if running and not self._calm:
            self._draw_later(onto, rules, moment)
        if rules.aim is None or not running:
            super().draw_ring(onto, moment, rules)
            return
        since_s = rules.rings[rules.next - 1].arrives_s if rules.next else LEAD_IN_S
        self._draw_next(onto, moment, rules.rings[rules.next], since_s)
        self._draw_passed(onto, rules, moment)

    def draw_over_ring(self, onto: pygame.Surface, moment: Moment, rules: Any) -> None:
        if moment.cursor is not None and (moment.phase not in RUNNING or self._strength > 0):
            bank = 0.0 if self._calm else bank_deg(moment, BANK_PER_DEG_S)
            self._wings.draw_at(onto, self.field.at(*moment.cursor), bank)

    def bloom(self, onto: pygame.Surface, earned: int, share: float, petal: float | None) -> None:
        """The sun rises once more to where this round brought it."""
        del petal
        if self._sun_after is None:
            # On the result the place is dimmer, and with it the ridge before the sun.
            self._sun_after = Sunrise(self._stage.layout, onto)
        self._sun_after.draw(onto, earned * share, self._best)

    def _draw_next(
        self, onto: pygame.Surface, moment: Moment, ring: FlightRing, since_s: float
    ) -> None:
        """Where to be now; with reduced motion it fades in at its full size."""
        at, size = self._next_at(ring, moment.t_s)
        share = (moment.t_s - since_s) / FADE_IN_S if self._calm else 1.0
        if share < 1.0:
            self._appearing.draw_at(onto, at, share)
        else:
            self._coming[moment.lit > 0.5].draw_at(onto, at, size)

    def _draw_later(self, onto: pygame.Surface, rules: Flight, moment: Moment) -> None:
        """Thin rings that drift to their places, and beads from the next one on."""
        t_s, waits = moment.t_s, rules.aim is None
        first = rules.next if waits else rules.next + 1
        seen = [self._later_at(rules, index, t_s) for index in range(first, len(rules.rings))]
        for order in range(len(seen) - 1, -1, -1):
            at, size = seen[order]
            strength = min(max(2 - order, 0), 2)
            self._later[strength].draw_at(onto, at, size)
        if not waits and seen:
            # One row of beads at a time: out of the ring other ones lead the light there.
            led = 0.0 if moment.felt else help_share(moment.outside_s)
            self._draw_beads(onto, self._next_at(rules.rings[rules.next], t_s), seen[0], 1.0 - led)

    def _later_at(self, rules: Flight, index: int, t_s: float) -> tuple[Point, float]:
        """Where a later ring is on the screen, and its radius there."""
        ring = rules.rings[index]
        left_s = ring.arrives_s - t_s
        wait_s = rules.rings[index - 1].arrives_s - t_s if index else left_s
        out = drift(wait_s)
        at = self.field.at(ring.ap_deg * out, ring.ml_deg * out)
        return at, nearness(left_s) * self._radius

    def _next_at(self, ring: FlightRing, t_s: float) -> tuple[Point, float]:
        size = self._radius if self._calm else nearness(ring.arrives_s - t_s) * self._radius
        return self.field.at(ring.ap_deg, ring.ml_deg), size

    def _draw_beads(
        self,
        onto: pygame.Surface,
        ring: tuple[Point, float],
        behind: tuple[Point, float],
        strength: float,
    ) -> None:
        """From one ring's edge to the edge of the one behind it, the farther the smaller."""
        (x, y), radius = ring
        (to_x, to_y), far_radius = behind
        away = max(hypot(to_x - x, to_y - y), 1e-6)
        first = radius + self._bead_clear
        last = away - far_radius - self._bead_clear
        count = int((last - first) / self._bead_apart) + 1 if last >= first else 0
        for bead in range(count):
            part = (first + bead * self._bead_apart) / away
            at = x + (to_x - x) * part, y + (to_y - y) * part
            # As small as the rings are there.
            size = (radius + (far_radius - radius) * part) / self._radius
            step = min(round(size * BEAD_SIZES), BEAD_SIZES - 1)
            self._dots[step].draw_at(onto, at, BEAD_LIGHT * strength)

    def _draw_passed(self, onto: pygame.Surface, rules: Flight, moment: Moment) -> None:
        """Rings that have just passed: amber ones with sparks that go to the sun.

        In a felt round all of them just go by.
        """
        t_s = moment.t_s
        for index in range(rules.next - 1, max(rules.next - 3, -1), -1):
            ring, age_s = rules.rings[index], t_s - rules.rings[index].arrives_s
            at, share = self.field.at(ring.ap_deg, ring.ml_deg), age_s / PASSED_S
            flown = bool(ring.flown) and not moment.felt
            if flown and not self._calm:
                sun = self._sun.middle(min(_flown_before(rules, index) + 1, 12))
                self._sparks.draw(onto, (at, self._radius), sun, age_s)
            if share < 1.0:
                ladder = self._flown if flown else self._missed
                grown = 1.0 if self._calm else 1.0 + (LARGEST - 1.0) * share
                if not self._calm or share < 0.5:
                    ladder.draw_at(onto, at, grown * self._radius)


def _coming(layout: Layout, radius: float, lit: bool) -> Sizes:
    sizes = spread(SMALLEST * radius, radius, 36)
    return Sizes(sizes, lambda size: Stencil(mint_ring(layout, size, lit), MINT))


def _later(layout: Layout, radius: float, strength: float) -> Sizes:
    small = spread(0.12 * radius, 0.75 * radius, 20)
    return Sizes(small, lambda size: Stencil(later_ring(layout, size, strength, LATER_LINE), INK))


def _flown(layout: Layout, radius: float) -> Sizes:
    """Amber rings that grow past the patient, the larger the fainter."""

    def ring(size: float) -> Stencil:
        strength = 1.0 - (size / radius - 1) / (LARGEST - 0.96)
        return Stencil(earned_ring(layout, size, strength), AMBER)

    return Sizes(spread(radius, LARGEST * radius, 24), ring)


def _missed(layout: Layout, radius: float) -> Sizes:
    """Thin rings that go by."""

    def ring(size: float) -> Stencil:
        return Stencil(later_ring(layout, size, 0.42 * (1.32 - size / radius) / 0.32), INK)

    return Sizes(spread(radius, 1.3 * radius, 8), ring)


def _flown_before(rules: Flight, index: int) -> int:
    return sum(bool(ring.flown) for ring in rules.rings[:index])


def _lifts(rules: Flight, t_s: float) -> float:
    """How high the sun stands: each ring flown lifts it once its sparks have come."""
    lifts = 0.0
    for ring in rules.rings[: rules.next]:
        if ring.flown:
            share = min(max((t_s - ring.arrives_s - SPARK_S) / LIFT_S, 0.0), 1.0)
            lifts += share * share * (3 - 2 * share)
    return lifts


def _dot(radius: float) -> Canvas:
    half = round(radius) + 2
    canvas = Canvas((2 * half + 1,) * 2)
    canvas.paint(disc((half + 0.5,) * 2, radius), INK)
    return canvas
