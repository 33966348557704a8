"""A patient's weight-bearing order in words: how much it allows, and what can tell it here.

Only load cells under the board tell how much a leg carries; a tilt sensor does not.
"""

from collections.abc import Callable
from math import floor

from trainer.plans.facts import BoardFacts
from trainer.plans.prescribing import Item
from trainer.recording.background import ORDERS, Background, WeightBearing
from trainer.recording.plan import BoardItem
from trainer.recording.vocabulary import Stance
from trainer.texts import said

OF_WEIGHT, OPEN = "{order}, {percent} % of the body weight", "{order}, how much was not said"
SHOWN = "the load cells here can show it"
NOT_SHOWN = "this board cannot show it: that takes calibrated load cells and the body weight"
BEYOND = "the order allows {allowed} % of the body weight, and {asked} % are asked for"
UNWATCHED = "no part of the body weight is asked for: nothing watches what the order allows"
TOO_HEAVY = "{kg} kg are more than the patient weighs ({weight} kg)."


def part_of(kg: float, weight_kg: float) -> float:
    """Ordered kilograms as whole percent of the body weight, never more than was ordered.

    ValueError, in a line for people, for more than all of it.
    """
    percent = floor(100 * kg / weight_kg)
    if not 1 <= percent <= 100:
        raise ValueError(said(TOO_HEAVY).format(kg=f"{kg:g}", weight=f"{weight_kg:g}"))
    return float(percent)


def lacks_figure(known: Background) -> bool:
    """Whether it is an order of partial weight that does not say how much."""
    return known.weight_bearing is WeightBearing.PARTIAL and known.weight_bearing_pct is None


def order_words(known: Background, say: Callable[[str], str] = said) -> str:
    """ "partial weight bearing, 30 % of the body weight", in the window's language unless `say`
    leaves it as it is.
    """
    order, percent = say(ORDERS[known.weight_bearing]), known.weight_bearing_pct
    if percent is not None:
        return say(OF_WEIGHT).format(order=order, percent=f"{percent:g}")
    return say(OPEN).format(order=order) if lacks_figure(known) else order


def order_line(known: Background | None, board: BoardFacts) -> str:
    """An order of partial weight, and whether the board on hand can show it; empty for others."""
    if known is None or known.weight_bearing is not WeightBearing.PARTIAL:
        return ""
    words = order_words(known)
    if not board.known or lacks_figure(known):
        return words
    return f"{words}: {said(SHOWN if board.weighs else NOT_SHOWN)}"


def beyond_order(known: Background | None, weight_pct: float) -> str:
    """That more of the body weight is asked for than the order allows; empty if it is not."""
    allowed = known.weight_bearing_pct if known else None
    if allowed is None or weight_pct <= allowed:
        return ""
    return said(BEYOND).format(allowed=f"{allowed:g}", asked=f"{weight_pct:g}")


def order_remark(known: Background | None, item: Item) -> str:
    """What a therapist minds of an item under an order of partial weight; empty for nothing."""
    if not isinstance(item, BoardItem) or item.stance is not Stance.PARTIAL or known is None:
        return ""
    if known.weight_bearing_pct is not None and not item.weight_pct:
        return said(UNWATCHED)
    return beyond_order(known, item.weight_pct)
