"""What a therapist wants on a page of the station, one item after the other, whatever the hand."""

from collections.abc import Callable, Mapping

from games.desk.keyboard import RUB
from games.desk.page import BACK, Page
from games.desk.paging import PAGE_ON
from games.screens.station.exercise import ExercisePage
from games.screens.station.eye_page import EyePage
from games.screens.station.form import FormPage
from games.screens.station.scale import ScalePage
from tests.sessions.station.therapist import usual_answer

Wants = Mapping[str, str | Callable[[Page], str]]


class Wishes:
    """`wants` are items by the name of a page's class, and `answers` those of forms by the
    question's name; everything else is what leads on.
    """

    def __init__(self, wants: Wants, answers: Mapping[str, str]) -> None:
        self._wants, self._answers = wants, answers

    def wanted(self, page: Page) -> str:
        """The next item to take; it is there and can be taken."""
        name = self._named(page)
        free = {each.name for each in page.items if each.enabled}
        assert name in free, f"no {name} on {type(page).__name__}, only {sorted(free)}"
        return name

    def _named(self, page: Page) -> str:
        wants = self._wants.get(type(page).__name__)
        if wants is not None:
            return wants(page) if callable(wants) else wants
        if isinstance(page, FormPage):
            return self._fills(page)
        if isinstance(page, ScalePage):
            return "2"
        if isinstance(page, ExercisePage):
            return page.main or "effort:2"
        if isinstance(page, EyePage):
            return _grades(page)
        return page.main or next(each.name for each in page.items if each.enabled)

    def _fills(self, page: FormPage) -> str:
        """The next thing to be done on a form."""
        here = {each.name for each in page.items}
        for asked in page._asked:
            question, field = asked.question, asked.field
            given = self._answers.get(question.name)
            value = given or usual_answer(question)
            if not question.is_typed:
                name = f"{question.name}={value}"
                if value is not None and asked.chosen != value:
                    return name if name in here else PAGE_ON
            elif page._keyboard is not None and page._keyboard.field is field:
                wanted = value or ""
                if not wanted.startswith(field.text):
                    return RUB
                left = wanted[len(field.text) :]
                return f"key/{left[0]}" if left else BACK
            elif value and (field.text != value if given else not field.text):
                return question.name if question.name in here else PAGE_ON
        return "save"

    def left_to_type(self, page: FormPage, name: str) -> str:
        """The letters that are still missing in a field."""
        asked = next(each for each in page._asked if each.question.name == name)
        value = self._answers.get(name) or usual_answer(asked.question) or ""
        return value[len(asked.field.text) :]


def _grades(page: EyePage) -> str:
    """The middle one of each part."""
    left = [each.name for each in page.items if each.name.endswith(" 1") and not each.chosen]
    return "done" if page.complete else left[0]
