"""What somebody answered earlier on the same day, so that the next form begins with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from games.screens.station.form import NO_ANSWERS
from games.screens.station.questions import Answer


@dataclass
class Remembered:
    """The newest answers about each patient; they hold until midnight."""

    _by_code: dict[str, tuple[date, Mapping[str, Answer]]] = field(default_factory=dict)

    def keep(self, code: str, answers: Mapping[str, Answer]) -> None:
        """These are the answers from now on."""
        self._by_code[code] = date.today(), answers

    def of(self, code: str) -> Mapping[str, Answer]:
        """Today's answers, if there are some."""
        day, answers = self._by_code.get(code, (None, NO_ANSWERS))
        return answers if day == date.today() else NO_ANSWERS
