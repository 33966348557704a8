"""Every page of the station, from made-up patients: for pictures in docs and for tests."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

import numpy as np
import pygame

from games.desk.buttons import Choice
from games.desk.kit import Kit
from games.desk.legend import Legend
from games.desk.page import BACK, Look, Page
from games.desk.signs import Sign
from games.engine.draw.layout import Layout
from games.engine.setup import LIKELY_STATION, Station
from games.screens.arrival import Waiting
from games.screens.station.form import FormPage
from games.screens.station.listing import ListPage, ListRow
from games.screens.station.message_page import MessagePage
from games.screens.station.paragraphs import ParagraphsPage
from games.screens.station.patients import PatientRow, PatientsPage
from games.screens.station.pictured_form import PicturedForm, plate_plan
from games.screens.station.questions import Kind, Question
from games.screens.station.stones import Named, Stones
from games.screens.station.today import Lock, Today, TodayPage, plan_place
from games.screens.station.waiting import AGAIN, WaitingPage
from games.worlds.stepping_stones import StoneState
from tools.scripted import sway
from trainer.motion.rest_checks import MOVING
from trainer.plans.templates import TEMPLATES
from trainer.sessions.calibration.load import LOAD
from trainer.sessions.station.board_step import KNOWN_WEIGHT, WEIGHT_PLACES
from trainer.sessions.station.minutes import MINUTE
from trainer.texts import said

Draw = Callable[[pygame.Surface], None]

HERE_TODAY, HERE_ON, EXAMPLE_PLAN = "today", "Tuesday", "Knee, first weeks"
RIGHT_LOCKED, CALF = "right leg locked", "Calf pain on 3 November, said by the patient"
FIRST_CODE = "P-0100"
REFUSED = "/dev/ttyUSB0 is in use: close the other program that has it open"

DONE, NOW, LATER, REST = StoneState.DONE, StoneState.NOW, StoneState.LATER, StoneState.REST
FRESH = (NOW, LATER, LATER, REST, LATER, REST, *(LATER,) * 4, REST, *(LATER,) * 4)
HALFWAY = (
    *(DONE, DONE, DONE, REST, DONE, StoneState.SKIPPED, DONE, NOW),
    *(REST, LATER, StoneState.LOCKED, LATER, LATER, LATER),
)
AT_FIRST = Named("Pain and swelling", "shoe off, foot, strap")
ON_THE_WAY = Named("Bouts, left leg", "pain after")


def way(seed: int, size_deg: float) -> list[tuple[float, float]]:
    """A way as somebody sways."""
    ap_deg, ml_deg = sway(size_deg, seed=seed)(np.linspace(0.0, 32.0, 400, dtype=np.float64))
    return list(zip(ap_deg.tolist(), ml_deg.tolist(), strict=True))


def patient_rows(count: int = 14) -> list[PatientRow]:
    """Patients of all states."""
    rows = []
    for index in range(count):
        seen = index % 5 != 4
        rows.append(
            PatientRow(
                f"P-{100 + 7 * index:04d}",
                last=(HERE_TODAY if index == 0 else HERE_ON) if seen else "",
                plan=EXAMPLE_PLAN if index % 3 != 2 else "",
                locked=RIGHT_LOCKED if index == 1 else "",
                way=way(index + 1, 1.4 + 0.6 * (index % 4)) if seen else (),
            )
        )
    return rows


NEW_PATIENT = (
    Question("code", "Code", Kind.TEXT, required=True, longest=16, upper=True),
    Question(
        "involved",
        "Which leg is it?",
        Kind.CHOICES,
        required=True,
        choices=(("left", "left"), ("right", "right"), ("both", "both")),
    ),
    Question("surgery_on", "Day of the surgery, if there was one", Kind.DATE),
    Question("weight", "Body weight", Kind.NUMBER, low=20, high=250, unit="kg", decimals=1),
    Question("pain", "Pain in the knee now", Kind.SCALE, required=True),
    Question("diagnosis", "Diagnosis, in your words", Kind.TEXT, longest=160),
)
CHECKS = tuple(
    Question(name, words, Kind.YES_NO, required=True)
    for name, words in (
        ("giving_way", "Has the knee given way since the last visit?"),
        ("locking", "Has it locked?"),
        ("swelling", "Is it swollen today?"),
        ("calf", "Is there pain, warmth or swelling in the calf?"),
    )
)


def pages(kit: Kit) -> Mapping[str, tuple[Page, str]]:
    """Every page by its name, and the item in focus."""
    rows = patient_rows()
    searched = PatientsPage(kit, rows)
    for letter in "01":
        searched.type(letter)
    keyed = PatientsPage(kit, rows)
    keyed.take("search")
    nothing = PatientsPage(kit, rows)
    for letter in "XY9":
        nothing.type(letter)
    wrong = FormPage(kit, "New patient", NEW_PATIENT, {"code": "P-0198", "weight": 7000.0})
    wrong.take("save")
    date_form = FormPage(
        kit, "New patient", NEW_PATIENT, {"code": "P-0198", "surgery_on": date(2026, 3, 4)}
    )
    date_form.focused = "surgery_on"
    keys_form = FormPage(kit, "New patient", NEW_PATIENT)
    keys_form.take("code")
    digits = FormPage(kit, "New patient", NEW_PATIENT, {"weight": 72.5})
    digits.take("weight")
    second = FormPage(kit, "New patient", NEW_PATIENT, {"diagnosis": "ACL, 6 weeks", "pain": 3.0})
    second.take("page/on")
    today = Today(
        "Left knee, week 2. Anchor due: left only. Dome 2. About 10 minutes.",
        "Begin",
        "P-0142 · left knee · visit 4",
        kept="Visits: this week 1 of 3, 2 weeks in a row",
    )
    locked = _locked()
    return {
        "patients": (PatientsPage(kit, rows), "patient:P-0107"),
        "patients-searched": (searched, ""),
        "patients-keys": (keyed, "key/P"),
        "patients-none": (PatientsPage(kit, []), "new"),
        "patients-not-found": (nothing, ""),
        "today": (TodayPage(kit, today, _stones(kit, today, FRESH, AT_FIRST)), "go"),
        "today-locked": (
            TodayPage(kit, locked, _stones(kit, locked, HALFWAY, ON_THE_WAY)),
            "unlock",
        ),
        "form": (date_form, "surgery_on"),
        "form-wrong": (wrong, ""),
        "form-second": (second, "pain=5"),
        "form-keys": (keys_form, "key/A"),
        "form-digits": (digits, "key/7"),
        "form-screening": (
            FormPage(kit, "Screening", CHECKS, {"giving_way": False, "locking": True}),
            "swelling=yes",
        ),
        "form-load": (_load(kit), "kg"),
        "list-boards": (_boards(kit), "level"),
        "list-templates": (_templates(kit), "first"),
        "template": (_template(kit), "take"),
        "question": (_question(kit), "yes"),
        "message": (MessagePage(kit, "The visit is kept.", [Choice("on", "Go on", True)]), ""),
        "waiting-plug": (_waiting(kit, Waiting.NO_BOARD), BACK),
        "waiting-still": (_waiting(kit, Waiting.MOVED, MOVING), BACK),
        "waiting-trouble": (_waiting(kit, Waiting.TROUBLE, REFUSED), AGAIN),
    }


def station_pages(layout: Layout, station: Station = LIKELY_STATION) -> Iterator[tuple[str, Draw]]:
    """Name and drawing function of every page, for surfaces of the layout's size."""
    kit = Kit(layout, station)
    kit.aside = _aside
    legend = Legend(layout, kit.lettering)
    for name, (page, focus) in pages(kit).items():
        yield f"station-{name}", _drawn(page, Look(focus, 0.4, not page.main), legend)


def _drawn(page: Page, look: Look, legend: Legend) -> Draw:
    def draw(onto: pygame.Surface) -> None:
        page.draw(onto, look)
        legend.draw(onto, look)

    return draw


def minute() -> str:
    """What stands at the head of a page within a visit."""
    return said(MINUTE).format(minute=4, of=10)


def _aside() -> str:
    return "10:12"


def _locked() -> Today:
    return Today(
        "The right leg rests until you unlock it. The left leg may go on.",
        "Go on: bout 2 of 4",
        "P-0142 · right knee · visit 4",
        [Lock(RIGHT_LOCKED, CALF)],
    )


def _stones(kit: Kit, today: Today, states: Sequence[StoneState], named: Named) -> Stones:
    return Stones(kit, plan_place(kit, len(today.locks)), states, named)


def _load(kit: Kit) -> PicturedForm:
    weight = Question("kg", KNOWN_WEIGHT, Kind.NUMBER, required=True, unit="kg")
    plan = plate_plan(kit.layout)
    return PicturedForm(kit, LOAD, [weight], plan, WEIGHT_PLACES, "Begin")


def _boards(kit: Kit) -> ListPage:
    rows = [
        ListRow("level", "Level", "How the sensor lies on the board", Sign.DONE, "3 Nov 2026"),
        ListRow("front", "Front", "Which way the toes point", Sign.DUE, "due · 12 Oct 2026"),
        ListRow("rim", "Rim of dome 2", "How far the board tilts", Sign.FAILED, "failed today"),
        ListRow("thigh", "Thigh sensor, right leg", "", Sign.MISSING, "not yet"),
    ]
    actions = [Choice("diagnose", "Check the board", True), Choice(BACK, "Back")]
    lead = "Board 5bd0 on the front USB port. Two things are due on it."
    return ListPage(kit, "Boards", rows, actions, lead=lead)


def _templates(kit: Kit) -> ListPage:
    line = "From a trial on ankle instability, 3 times a week for 4 weeks"
    rows = [ListRow(f"t{index}", f"Template {index}", line) for index in range(9)]
    rows[0] = ListRow("first", "Knee, first weeks", line)
    rows[2] = ListRow("off", "Free leg", "Needs a board with load cells", enabled=False)
    return ListPage(kit, "Begin a plan from", rows, [Choice(BACK, "Back")])


def _waiting(kit: Kit, waiting: Waiting, advice: str = "") -> WaitingPage:
    page = WaitingPage(kit, LIKELY_STATION)
    page.tell(waiting, advice)
    return page


def _template(kit: Kit) -> ParagraphsPage:
    template = TEMPLATES["ten-minutes"]
    paragraphs = [
        ("Doses", template.source),
        ("Tried on", template.population),
        ("Mind", template.warning),
    ]
    choices = [Choice("take", "Take it", True), Choice(BACK, "Back")]
    return ParagraphsPage(kit, template.title, paragraphs, choices)


def _question(kit: Kit) -> MessagePage:
    return MessagePage(
        kit,
        "P-0142 is being treated at station B since 10:12. Take over?",
        [Choice("yes", "Take over here", True), Choice("no", "Back to the patients")],
        more="Station B keeps what was played, and its visit ends.",
    )
