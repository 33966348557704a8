"""Answers for a form, wherever its questions stand: for scripts of a desk."""

from collections.abc import Callable, Mapping

from games.desk.paging import PAGE_BACK, PAGE_ON
from games.screens.station.form import FormPage
from tests.games.spoken import written_texts
from tests.sessions.station.scripted import Take, front_with
from trainer.sessions.station.front import Front
from trainer.store import Store

MOST = 24
"""Characters of an answer that is there before; longer ones are not typed over."""


def filled(answers: Mapping[str, str]) -> Callable[[FormPage], None]:
    """Chooses and types these, by the questions' names, page by page; each is asked somewhere."""

    def fill(page: FormPage) -> None:
        left = dict(answers)
        _turn(page, PAGE_BACK)
        while True:
            here = {each.name for each in page.items}
            for name in [*left]:
                choice = f"{name}={left[name]}"
                if choice in here:
                    page.take(choice)
                elif name in here:
                    _type(page, name, left[name])
                else:
                    continue
                del left[name]
            if not _turns(page, PAGE_ON):
                break
        assert not left, f"nobody asked for {left}"

    return fill


def _type(page: FormPage, name: str, text: str) -> None:
    """Instead of what is there."""
    for _ in range(MOST if name in page.answers else 0):
        page.take(name)
        page.type("\b")
    page.take(name)
    page.type(text)


def _turn(page: FormPage, name: str) -> None:
    while _turns(page, name):
        pass


def _turns(page: FormPage, name: str) -> bool:
    there = name in {each.name for each in page.items if each.enabled}
    if there:
        page.take(name)
    return there


def shown(flow: Callable[[Front, str], object], store: Store, *takes: Take) -> str:
    """Everything that a flow has written while somebody took all of these."""
    front = front_with(store, takes)
    with written_texts() as written:
        flow(front, "K7")
    assert not front.desk.left  # type: ignore[attr-defined]
    return " | ".join(each.text for each in written)
