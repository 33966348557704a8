"""Brings the texts of the windows into the catalogues, and compiles these: `make texts`.

A text is a string in a constant with a capital name, in an activity or its wording, what a metric
says of itself, what a page's template says (`tools.of_pages`), or the sentence of an error or a
message (`tools.told`). What is gone is kept at the end of a catalogue as
obsolete; what is new has no translation yet, and a test says so. Translators write into
`trainer/locale/*/LC_MESSAGES/baps.po` with any editor of such files, then run this again.
"""

import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum, StrEnum
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from types import ModuleType
from typing import TypeGuard

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

import games
import trainer.clinic
import trainer.reading
import trainer.texts
from games.registry import activities
from tools.of_pages import said_in, templates
from tools.told import told_texts
from trainer.metrics import Metric, all_metrics
from trainer.metrics.reasons import NOT_THE_PATIENTS
from trainer.plans.templates import TEMPLATES
from trainer.sessions import calibration
from trainer.texts import AND, DOMAIN, FOLDER, LANGUAGES

CONSTANT = re.compile(r"[A-Z][A-Z0-9_]*$")
NO_TEXT = re.compile(
    r"[a-z0-9_./-]*[_./][a-z0-9_./-]*$|[^a-z]*$|[A-Z][a-zA-Z]*[a-z][A-Z]\w*$|#\w*$"
)
"""Names for programs, paths, keys, units without a small letter, names of typefaces, colours."""

EVERYWHERE = (
    "trainer.acquisition.bias_search",
    "trainer.metrics.directions",
    "trainer.metrics.readable",
    "trainer.metrics.reasons",
    "trainer.metrics.remarks",
    "trainer.motion.dome_check",
    "trainer.motion.reach",
    "trainer.recording.background",
    "trainer.recording.load",
    "trainer.motion.load_steps",
    "trainer.motion.dome_balance",
    "trainer.motion.range",
    "trainer.progress.scale",
    "trainer.progress.sentences",
    "trainer.progress.study",
    "trainer.progress.symmetry",
    "trainer.progress.verdict",
    "trainer.recording.stopping",
    "trainer.recording.pain",
    "trainer.recording.sector",
    "trainer.recording.shown",
    "trainer.plans.bouts",
    "trainer.plans.headline",
    "trainer.plans.item_words",
    "trainer.plans.agenda",
    "trainer.plans.anchor_dome",
    "trainer.plans.next_level",
    "trainer.plans.patient_words",
    "trainer.plans.places",
    "trainer.plans.anchor_words",
    "trainer.plans.ordered",
    "trainer.plans.prescribing",
    "trainer.plans.screening",
    "trainer.plans.symptoms",
    "trainer.plans.tested",
    "trainer.reports.beside",
    "trainer.reports.board",
    "trainer.reports.charts",
    "trainer.reports.charts_trial",
    "trainer.reports.courses",
    "trainer.reports.found",
    "trainer.reports.parts",
    "trainer.reports.planned",
    "trainer.reports.report",
    "trainer.plans.steps",
    "trainer.sessions.advice_words",
    "trainer.sessions.board_diagnosis",
    "trainer.sessions.board_due",
    "trainer.sessions.board_news",
    "trainer.sessions.station.attendant",
    "trainer.sessions.station.footing",
    "trainer.sessions.station.free_play",
    "trainer.sessions.station.front",
    "trainer.sessions.station.minutes",
    "trainer.sessions.station.offering",
    "trainer.sessions.station.pages",
    "trainer.sessions.station.patients",
    "trainer.sessions.station.visit",
    "trainer.sessions.visits.trials",
    "trainer.sessions.visits_kept",
    "trainer.sessions.forms.visit_questions",
    "trainer.sessions.forms.background",
    "trainer.sessions.station.episode",
    "trainer.sessions.station.fact_forms",
    "trainer.sessions.station.facts",
    "trainer.sessions.station.figure",
    "trainer.sessions.station.measures",
    "trainer.sessions.station.new_patient",
    "trainer.sessions.station.notes",
    "trainer.sessions.station.rests",
    "trainer.sessions.station.sectors",
    "trainer.sessions.station.symptoms",
    "trainer.sessions.station.unlock",
    "trainer.sessions.known_locks",
    "trainer.sessions.visits.by_hand",
    "trainer.sessions.visits.judging",
    "trainer.sessions.visits.keeping",
    "trainer.sessions.visits.opening",
    "trainer.store.errors",
    "trainer.store.patients",
    "trainer.store.which_calibration",
    "trainer.sessions.forms.exercise",
    "trainer.sessions.forms.item",
    "trainer.sessions.forms.measures",
    "trainer.sessions.forms.person",
    "trainer.sessions.forms.rests",
    "trainer.sessions.forms.sectors",
    "trainer.sessions.forms.unlocking",
    "trainer.sessions.station.plan_pages",
    "trainer.sessions.station.plans",
    "trainer.sessions.station.progress",
    "trainer.sessions.station.board_step",
    "trainer.sessions.station.board_wait",
    "trainer.sessions.station.boards",
    "trainer.sessions.station.settings",
    "trainer.sessions.station.settling",
)
"""Texts for windows and reports outside of games and calibrations."""

FOR_PROGRAMS = frozenset(
    {
        "trainer.clinic.film_maker",
        "trainer.clinic.headers",
        "trainer.clinic.seals",
        "trainer.clinic.serving",
        "trainer.sessions.calibration.guides",
    }
) | frozenset(
    f"games.{name}"
    for name in (
        "desk.desk",
        "desk.page",
        "engine.after.assessment",
        "engine.after.over",
        "engine.after.training",
        "engine.control",
        "engine.course",
        "engine.display",
        "engine.floor",
        "engine.gate",
        "engine.key_walk",
        "engine.load_watch",
        "engine.loop",
        "engine.marks",
        "engine.player",
        "engine.progress",
        "engine.second.screen",
        "engine.show",
        "engine.switched",
        "engine.trial",
        "engine.input",
        "engine.night",
        "screens.button_keys",
    )
)
"""Modules whose constants are names and codes."""
NAMES = frozenset(
    {
        "Deutsch",
        "English",
        "Español",
        "Manrope-VariableFont_wght.ttf",
        "Manrope",
        "__Host-baps",
        "accel",
        "add",
        "LEFT_OUT.txt",
        "again",
        "baps",
        "baps-delivered-",
        "board",
        "button held",
        "circles",
        "closed",
        "de-DE",
        "diagnose",
        "do",
        "dummy",
        "effusion",
        "empty",
        "en-GB",
        "entry",
        "es-ES",
        "films",
        "go",
        "identified",
        "hx-request",
        "keep",
        "kept:",
        "kind",
        "language",
        "later",
        "list:",
        "lock",
        "mark",
        "mine",
        "mm",
        "new",
        "old",
        "orbit",
        "osi",
        "other:",
        "own",
        "password",
        "primary",
        "quiet-stance",
        "rms",
        "sign",
        "sim:",
        "sim:mouse",
        "steady-stance",
        "stored",
        "take",
        "template:",
        "trendelenburg",
        "unit",
        "volunteer",
        "words",
        "wrong",
        "x-watching",
        "°/s",
        *NOT_THE_PATIENTS[:2],
    }
)
NO_TEXT_IN = frozenset({"name", "unit", "source", "taken", "better", "activity", "exercise"})
"""Fields of activities, metrics, headlines, clinical kinds and plans that no window shows."""


def texts() -> dict[str, set[str]]:
    """Every text, and the modules it stands in."""
    found: dict[str, set[str]] = {}
    for module in _modules():
        for text in _constants(module):
            found.setdefault(text, set()).add(module.__name__)
    for activity in activities().values():
        for text in _within(activity):
            found.setdefault(text, set()).add(activity.name)
    for template in TEMPLATES.values():
        found.setdefault(template.source, set()).add(template.name)
    for text, place in (*told_texts(), (AND, trainer.texts.__name__)):
        if _is_text(text):
            found.setdefault(text, set()).add(place)
    for page in templates():
        for text in filter(_is_text, said_in(page)):
            found.setdefault(text, set()).add(page.name)
    for metric in (
        *all_metrics(),
        *(own for each in activities().values() for own in each.metrics),
    ):
        for text in (*metric.words, metric.plain, metric.definition, metric.family.heading):
            found.setdefault(text, set()).add(metric.names[0])
    return found


def template() -> Catalog:
    """All texts without a translation, in the order of the alphabet."""
    catalogue = Catalog(project="BAPS trainer", fuzzy=False)
    for text, places in sorted(texts().items()):
        catalogue.add(text, locations=[(place, 0) for place in sorted(places)])
    return catalogue


def path_of(language: str, ending: str = "po") -> Path:
    return FOLDER / language / "LC_MESSAGES" / f"{DOMAIN}.{ending}"


def read(language: str) -> Catalog:
    """A language's catalogue as it is kept; empty without one."""
    path = path_of(language)
    if not path.exists():
        whose = LANGUAGES[language]
        header = f"# The texts of BAPS trainer in {whose}. New ones come by `make texts`."
        project = "BAPS trainer"
        return Catalog(
            language,
            project=project,
            version="1",
            header_comment=header,
            msgid_bugs_address=project,
            last_translator=project,
            language_team=project,
            fuzzy=False,
        )
    with path.open("rb") as file:
        return read_po(file, locale=language)


def main() -> None:
    for language in LANGUAGES:
        if language == "en":
            continue
        catalogue = read(language)
        catalogue.update(template(), no_fuzzy_matching=True, update_creation_date=False)
        path_of(language).parent.mkdir(parents=True, exist_ok=True)
        with path_of(language).open("wb") as file:
            write_po(file, catalogue, width=100, sort_output=True, include_lineno=False)
        with path_of(language, "mo").open("wb") as file:
            write_mo(file, catalogue)
        missing = [str(each.id) for each in catalogue if each.id and not each.string]
        count = f"{len(catalogue)} texts, {len(missing)} without translation"
        sys.stdout.write(f"{language}: {count}\n")


def _modules() -> Iterator[ModuleType]:
    for package in (games, calibration, trainer.clinic, trainer.reading):
        for info in walk_packages(package.__path__, f"{package.__name__}."):
            if info.name not in FOR_PROGRAMS:
                yield import_module(info.name)
    yield from map(import_module, EVERYWHERE)


def _is_text(value: str) -> bool:
    return len(value) > 1 and value not in NAMES and NO_TEXT.match(value) is None


def _constants(module: ModuleType) -> Iterator[str]:
    for name, value in vars(module).items():
        if CONSTANT.match(name):
            yield from _within(value)
        elif _is_vocabulary(value, module):
            yield from _within([str(each) for each in value])


def _is_vocabulary(value: object, module: ModuleType) -> TypeGuard[type[StrEnum]]:
    """Whether it is a list of what people read: what is stored has names instead."""
    if not (isinstance(value, type) and issubclass(value, StrEnum)):
        return False
    return value.__module__ == module.__name__ and module.__package__ == trainer.reading.__name__


def _within(value: object) -> Iterator[str]:
    """The texts in a constant, however deep."""
    if isinstance(value, Metric):
        # What is read of it is taken from the catalogue of metrics.
        return
    if isinstance(value, str) and not isinstance(value, Enum):
        if _is_text(value):
            yield value
    elif isinstance(value, Mapping):
        yield from _within(list(value.values()))
    elif isinstance(value, tuple | list | frozenset | set):
        for each in value:
            yield from _within(each)
    elif is_dataclass(value) and not isinstance(value, type):
        for each in fields(value):
            if each.name not in NO_TEXT_IN:
                yield from _within(getattr(value, each.name))


if __name__ == "__main__":
    main()
