"""What the station's flows do alike: fill in forms, list what is stored, say what follows."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from games.desk.page import BACK, Page
from games.screens.station.form import FormPage
from trainer.sessions.forms.answers import Answers
from trainer.sessions.station.front import Front
from trainer.store.errors import StoreError

T = TypeVar("T")


def filled_in(
    front: Front,
    page: FormPage,
    made: Callable[[Answers], T],
    keep: Callable[[T], object],
    sure: Callable[[T], bool] = lambda _made: True,
) -> T | None:
    """What was made of the answers and kept; None if somebody went back.

    `made` raises a ValueError, in one line for people, for answers that do not go together, and
    `sure` may ask whether it is meant so. After a no, and after an error of `keep`, which asks the
    database, the form is there again as it was.
    """
    while front.show(page) != BACK:
        try:
            value = made(page.answers)
            if not sure(value):
                continue
            front.waiting(partial(keep, value))
        except (ValueError, StoreError, OSError) as error:
            front.tell(str(error))
        else:
            return value
    return None


def kept_listed(
    front: Front,
    read: Callable[[], T],
    page: Callable[[T], Page],
    take: Callable[[str, T], object],
) -> None:
    """Read, show, and do what was taken, again and again until somebody goes back."""
    while True:
        known = front.kept(read)
        if known is None:
            return
        taken = front.show(page(known))
        if taken == BACK:
            return
        take(taken, known)
