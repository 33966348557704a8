"""How pages are made from templates: the environment, and what every template can use."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from trainer.clinic.addresses import in_path
from trainer.clinic.gate import Visitor
from trainer.clinic.kept import TOLD, label_of
from trainer.reading.words import activity_title
from trainer.recording.shown import NOT_MEDICAL
from trainer.texts import begun, said, said_day, said_figures, spoken, told

TEMPLATES = Path(__file__).parent / "templates"
STATIC = Path(__file__).parent / "static"
SENTENCES = ("words", "wrong")
"""Of a page's values those that may come from an error, whose text begins in lower case."""

ENVIRONMENT = Environment(
    loader=FileSystemLoader(TEMPLATES),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def day_of(moment: datetime | date | None) -> str:
    """A local day as people write it; empty for none."""
    if moment is None:
        return ""
    return said_day(moment.astimezone().date() if isinstance(moment, datetime) else moment)


def short_day(day: date) -> str:
    """A day as narrow as a table needs it."""
    return said_day(day, short=True)


def short_day_of(moment: datetime) -> str:
    """A local day where there is little room."""
    return short_day(moment.astimezone().date())


def clock_of(moment: datetime) -> str:
    """The local time of day, to the minute."""
    return f"{moment.astimezone():%H:%M}"


ENVIRONMENT.filters.update(in_path=in_path, figures=said_figures, activity_title=activity_title)
ENVIRONMENT.filters.update(begun=begun, label_of=label_of, short_day=short_day)
ENVIRONMENT.globals.update(said=said, told=told, spoken=spoken, label_field=TOLD)
ENVIRONMENT.globals.update(day_of=day_of, short_day_of=short_day_of, clock_of=clock_of)
ENVIRONMENT.globals.update(not_medical=NOT_MEDICAL)


def page(
    template: str, visitor: Visitor | None, values: Mapping[str, Any], status: int = 200
) -> HTMLResponse:
    """A page, or a part of one. `visitor` is whoever is signed in, None on the way in."""
    sentences = {
        name: begun(told(text))
        for name, text in values.items()
        if name in SENTENCES and isinstance(text, str)
    }
    body = ENVIRONMENT.get_template(template).render(visitor=visitor, **{**values, **sentences})
    return HTMLResponse(body, status)
