"""What a picture of a running trial is made from, and what one looks like to the loops."""

from dataclasses import dataclass
from typing import Protocol

import pygame

from games.engine.draw.layout import Layout
from games.engine.draw.lettering import Lettering
from games.engine.recent import Recent
from games.engine.setup import TrialSetup
from games.engine.trial import Pause, Phase
from games.engine.words import Headline, Wording
from trainer.recording.trial import PastScores


@dataclass(frozen=True)
class Stage:
    """Everything that stays the same during a trial. Scenes paint their still layers from it."""

    layout: Layout
    lettering: Lettering
    setup: TrialSetup
    title: str
    wording: Wording
    headline: Headline
    past: PastScores


@dataclass(slots=True)
class Moment:
    """Everything that moves, as it stands when a frame is drawn. One is filled again and again.

    `cursor` is (ap, ml) in degrees, None before there is a sample. `lit` is 1 in the ring and
    falls to 0 within a quarter of a second outside. `rim_share` is the tilt as a share of the rim.
    `loaded` is False while load cells say that nobody stands there.
    """

    phase: Phase
    pause: Pause | None
    waits_for_continue: bool
    hold_share: float
    remaining_s: float
    value: float
    cursor: tuple[float, float] | None
    lit: float
    rim_share: float
    recent: Recent
    loaded: bool = True


class Scene(Protocol):
    """A picture of a trial from the gate to the end."""

    def draw(self, onto: pygame.Surface, moment: Moment) -> None:
        """Draw all of it; nothing of size is allocated here."""
