"""What can be heard, as the listener sees it: `games.engine.sound.speaker` plays it."""

from typing import Protocol

from games.engine.sound.instruments import Instrument
from games.engine.sound.tuning import Cue


class Sound(Protocol):
    """What can be heard. Nothing here ever fails: a computer without sound stays silent."""

    def tune(self, instrument: Instrument) -> None:
        """Get this instrument ready, between trials: it may take a tenth of a second."""

    def note(self, step: int, side: float = 0.0, level: float = 1.0) -> None:
        """One note of the scale, from the left (-1) to the right (1)."""

    def cue(self, cue: Cue) -> None:
        """A few notes that mean something."""

    def pad(self, level: float) -> None:
        """How loud the chord in the background is from now on, 0 to 1."""

    def mute(self, muted: bool) -> None:
        """Silence from now on, or sound."""

    def toggle_mute(self) -> None:
        """Silence, or no longer."""
