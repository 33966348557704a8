"""A report as PDF: set by Typst from `report.typ`, which reads it as JSON.

Nothing of a report becomes a part of the template's own text, so whatever somebody typed in comes
out as it stands. The same report gives the same bytes on one computer; a script that Manrope has
not is set in a typeface of the computer, where it has one.
"""

import json
from dataclasses import asdict
from functools import cache
from importlib.resources import files

import typst

from trainer.reports.parts import Report

MOST_PAGES = 2


def as_pdf(report: Report) -> bytes:
    """The report as a PDF file, set smaller where it would take more than two pages."""
    inputs = {"report": json.dumps(asdict(report))}
    compiler = typst.Compiler(
        str(files("trainer.reports") / "report.typ"), font_paths=_fonts(), sys_inputs=inputs
    )
    if int(compiler.query("<pages>", field="value", one=True)) > MOST_PAGES:
        inputs["dense"] = "yes"
    pdf = compiler.compile(format="pdf", sys_inputs=inputs)
    assert isinstance(pdf, bytes)
    return pdf


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(font_paths=[str(files("font_manrope") / "files")])
