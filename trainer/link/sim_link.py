"""`sim:`: a simulated board under a simulated patient, or under whoever steers the window."""

from collections.abc import Mapping
from dataclasses import dataclass

from trainer.link.errors import BadUri
from trainer.recording.vocabulary import Eyes, Side

STEERED = ("mouse", "keys", "gamepad")
SIMULATED_BOARD_ID = 0x5111
KEYS = ("skill", "seed", "side", "level", "day", "eyes")


@dataclass(frozen=True)
class PatientOptions:
    """The query of `sim:patient?…`."""

    skill: float = 0.5
    seed: int = 1
    side: Side = Side.RIGHT
    level: int = 2
    day: int = 0
    eyes: Eyes = Eyes.OPEN

    @classmethod
    def parse(
        cls, query: Mapping[str, str], uri: str, strict: Mapping[str, str]
    ) -> "PatientOptions":
        """Read the query; `strict` is the part the person typed. `BadUri` names what is wrong."""
        unknown = sorted(set(strict) - set(KEYS))
        if unknown:
            raise BadUri(f"--board {uri}: {unknown[0]} is not one of {', '.join(KEYS)}")
        try:
            options = cls(
                skill=float(query.get("skill", 0.5)),
                seed=int(query.get("seed", 1)),
                side=Side(query.get("side", "right")),
                level=int(query.get("level", 2)),
                day=int(query.get("day", 0)),
                eyes=Eyes(query.get("eyes", "open")),
            )
        except ValueError as error:
            raise BadUri(f"--board {uri}: {error}") from None
        if not 0 <= options.skill <= 1 or not 1 <= options.level <= 5:
            raise BadUri(f"--board {uri}: skill is 0 to 1 and level is 1 to 5")
        return options


LEAD_IN_S = 3.5
"""Level stillness before anybody stands on the board, for the gyroscope's bias."""
FADE_S = 0.5


class MovedBoard:
    """A board that somebody moves: still and level first, then as its mover wants."""

    def __init__(self, move: Callable[[float], BoardState]) -> None:
        self._move = move
        self._t_s = 0.0

    def step(self, dt_s: float) -> BoardState:
        """Where the board is so much later."""
        self._t_s += dt_s
        if self._t_s < LEAD_IN_S:
            return LEVEL
        state = self._move(dt_s)
        share = min((self._t_s - LEAD_IN_S) / FADE_S, 1.0)
        return state if share >= 1.0 else _scaled(state, share)


def _scaled(state: BoardState, share: float) -> BoardState:
    return BoardState(
        share * state.ap_deg,
        share * state.ml_deg,
        share * state.ap_rate_deg_s,
        share * state.ml_rate_deg_s,
        state.hip_deg,
    )
