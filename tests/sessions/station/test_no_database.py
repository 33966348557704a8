"""The station while the database does not answer: it says so, and goes on as soon as it does."""

from collections.abc import Callable

import pytest

from games.desk.page import BACK, Page
from games.screens.station.form import FormPage
from games.screens.station.message_page import MessagePage
from games.screens.station.patients import PatientsPage
from games.screens.station.today import TodayPage
from tests.sessions.station.scripted import front_with
from trainer.sessions.station.footing import ask_footing
from trainer.sessions.station.front import NO_ANSWER, Front
from trainer.sessions.station.patients import at_patient, patients_flow
from trainer.sessions.station.today import patient_flow
from trainer.store import Store, UnknownPatient
from trainer.store.errors import StoreUnreachable

CODE = "K7"
SILENT = "nobody home"


class Plug:
    """Pulls a store's plug, and puts it back in."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self._patch = patch

    def pull(self, _page: Page | None = None) -> None:
        def gone(*_args: object, **_named: object) -> None:
            raise StoreUnreachable(SILENT)

        for name in ("_reading", "_writing", "_written"):
            self._patch.setattr(Store, name, gone)

    def put_in(self, _page: Page) -> None:
        self._patch.undo()


@pytest.fixture
def plug(store: Store) -> Plug:
    return Plug(pytest.MonkeyPatch())


@pytest.fixture(autouse=True)
def plugged_in_again(plug: Plug):
    yield
    plug.put_in(None)


def titles(front: Front) -> list[str]:
    return [page.title if isinstance(page, MessagePage) else "" for page in front.desk.seen]


def asked_again(store: Store, plug: Plug, flow: Callable[[Front], object], *then) -> Front:
    """Out of reach when the flow begins; somebody tries again in vain, and then with success."""
    plug.pull()
    front = front_with(store, ["again", plug.put_in, "again", *then])
    flow(front)
    assert titles(front)[:2] == [NO_ANSWER, NO_ANSWER]
    assert not front.desk.left
    return front


def test_a_patients_page_is_there_when_the_database_answers_again(store, plug) -> None:
    front = asked_again(store, plug, lambda front: patient_flow(front, CODE), BACK)
    assert isinstance(front.desk.seen[-1], TodayPage)


def test_the_patients_are_there_when_the_database_answers_again(store, plug) -> None:
    front = asked_again(store, plug, patients_flow, BACK, "leave")
    assert isinstance(front.desk.seen[-2], PatientsPage)


def test_a_visit_of_one_patient_begins_when_the_database_answers_again(store, plug) -> None:
    front = asked_again(store, plug, lambda front: at_patient(front, CODE), "go", BACK)
    assert isinstance(front.desk.seen[-1], TodayPage)
    with pytest.raises(UnknownPatient):
        at_patient(front_with(store, []), "NOBODY")


def test_who_does_not_wait_for_the_database_goes_back(store, plug) -> None:
    plug.pull()
    for flow in (patients_flow, lambda front: patient_flow(front, CODE)):
        front = front_with(store, [BACK])
        flow(front)
        assert titles(front) == [NO_ANSWER]


def test_how_a_patient_stands_is_asked_when_the_database_answers_again(store, plug) -> None:
    front = asked_again(store, plug, lambda front: ask_footing(front, CODE), BACK)
    assert isinstance(front.desk.seen[-1], FormPage)
