"""A form: chosen and typed answers, what is missing, and the keys on the screen."""

from datetime import date

import pygame
import pytest

from games.desk.page import BACK, NOTHING, Look
from games.desk.paging import PAGE_ON
from games.engine.window import Window
from games.screens.station.form import FormPage
from games.screens.station.questions import MISSING, Kind, Question
from tests.games.desk.people import KIT, SIZE, Somebody, clicked, pressed, typed
from tests.games.spoken import written_texts

TAB, ENTER, ESCAPE = pygame.K_TAB, pygame.K_RETURN, pygame.K_ESCAPE
LEGS = (("left", "left"), ("right", "right"))
QUESTIONS = (
    Question("code", "Code", Kind.TEXT, required=True, longest=16, upper=True),
    Question("leg", "Leg", Kind.CHOICES, required=True, choices=LEGS),
    Question("swollen", "Swollen?", Kind.YES_NO),
    Question("weight", "Weight", Kind.NUMBER, low=20, high=250, decimals=1, unit="kg"),
    Question("note", "Note", Kind.TEXT, longest=200),
    Question("pain", "Pain", Kind.SCALE, required=True),
    Question("day", "Day", Kind.DATE),
)


@pytest.fixture
def somebody(window: Window) -> Somebody:
    return Somebody(window)


@pytest.fixture
def form() -> FormPage:
    return FormPage(KIT, "New patient", QUESTIONS)


def words_on(page: FormPage) -> str:
    with written_texts() as written:
        page.paint(pygame.Surface(SIZE, 0, 32))
    return " ".join(each.text for each in written)


def test_a_form_is_filled_in_by_keys_alone(somebody: Somebody, form: FormPage) -> None:
    steps = [
        *typed("P-7"),
        None,
        pressed(ENTER),
        pressed(TAB),
        pressed(ENTER),
        *[pressed(TAB)] * 3,
        None,
        *typed("72,5"),
        pressed(pygame.K_PAGEDOWN),
        None,
    ]
    somebody.does(form, steps)
    assert form.answers == {"code": "P-7", "leg": "right", "weight": 72.5}
    form.take("pain=4")
    assert form.main == "save"
    assert somebody.does(form, somebody.short()) == "save"
    assert form.answers["pain"] == 4.0


def test_a_form_is_filled_in_by_the_button_alone_from_question_to_question(
    somebody: Somebody, form: FormPage
) -> None:
    short, long = somebody.short, somebody.long
    letter = [*long(), *short(), *long(), *[step for _ in range(9) for step in short()], *long()]
    somebody.does(form, letter)
    assert form.answers == {"code": "P"}
    done = [step for _ in range(5) for step in short()]
    somebody.does(form, [*done, *long(), *long(), *short(), *long(), None])
    assert form.answers == {"code": "P", "leg": "left", "swollen": False}
    assert form.focused == "weight"


def test_the_button_goes_to_what_is_missing_and_on_to_the_next_page(
    form: FormPage,
) -> None:
    assert not form.take("save")
    assert form.onward("save") == "code"
    form.take("leg=right")
    form.take("weight")
    form.take(BACK)
    assert form.onward(BACK) == PAGE_ON
    form.take(PAGE_ON)
    assert form.onward(PAGE_ON) == form.items[0].name
    assert form.onward("day") == "save"


def test_saving_says_what_is_missing_and_goes_there(form: FormPage) -> None:
    form.take("leg=left")
    form.draw(pygame.Surface(SIZE, 0, 32), Look("code"))
    form.type("P")
    assert form.main == ""
    assert MISSING not in words_on(form)
    assert not form.take("save")
    assert "pain=0" in {each.name for each in form.items}, "it turned to the page of the question"
    assert MISSING in words_on(form)
    form.take("pain=2")
    assert MISSING not in words_on(form)
    assert form.take("save")


def test_what_cannot_be_read_is_not_saved(form: FormPage) -> None:
    page = FormPage(KIT, "Dose", QUESTIONS[3:4], {"weight": 7000.0})
    assert not page.take("save")
    assert "250" in words_on(page)
    assert page.answers == {}


def test_an_answer_is_taken_back_by_choosing_it_again(form: FormPage) -> None:
    form.take("swollen=no")
    assert form.answers == {"swollen": False}
    form.take("swollen=no")
    assert form.answers == {}


def test_answers_that_are_there_already_come_out_as_they_went_in() -> None:
    before = {"code": "P-7", "leg": "left", "swollen": True, "weight": 72.5, "note": "at home"}
    before |= {"pain": 3.0, "day": date(2026, 3, 4)}
    page = FormPage(KIT, "Patient", QUESTIONS, before)
    assert page.answers == before
    assert page.main == "save"


def test_letters_go_into_the_field_in_focus_and_nowhere_without_one(form: FormPage) -> None:
    surface = pygame.Surface(SIZE, 0, 32)
    form.draw(surface, Look("leg=left"))
    form.type("x")
    form.draw(surface, Look("code"))
    form.type("y")
    form.draw(surface, Look(""))
    form.type("z")
    assert form.answers == {"code": "yz"}, "with the mouse the field stays the one that was chosen"


def test_a_finger_types_on_the_screen_and_small_letters_where_it_is_no_code(
    somebody: Somebody, form: FormPage
) -> None:
    def touch(name: str) -> None:
        area = next(each.area for each in form.items if each.name == name)
        pygame.event.post(clicked(area.center, touch=True))

    names = ["code", "key/P", "key/-", "key/7", BACK, PAGE_ON, "note"]
    names += ["key/O", "key/K", "key/space", "key/S", "key/rub", "key/O", BACK]
    steps = [step for name in names for step in (lambda name=name: touch(name), None)]
    somebody.does(form, steps)
    assert form.answers == {"code": "P-7", "note": "Ok o"}


def test_escape_puts_the_keys_away_before_it_leaves(somebody: Somebody, form: FormPage) -> None:
    assert somebody.does(form, [pressed(ENTER), pressed(ESCAPE)]) == NOTHING
    assert somebody.does(form, [pressed(ESCAPE)]) == BACK


def test_a_text_ends_where_its_longest_is(form: FormPage) -> None:
    form.draw(pygame.Surface(SIZE, 0, 32), Look("code"))
    for _ in range(40):
        form.type("7")
    assert form.answers == {"code": "7" * 16}
