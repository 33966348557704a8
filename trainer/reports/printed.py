"""A report as PDF: set by Typst from `report.typ`, which reads it as JSON.

Nothing of a report becomes a part of the template's own text, so whatever somebody typed in comes
out as it stands. The same report gives the same bytes on one computer; a script that Manrope has
not is set in a typeface of the computer, and a sign that none of them has becomes a mark.
"""

import json
from dataclasses import asdict, replace
from importlib.resources import files

import typst

from trainer.reports.glyphs import typefaces, without_undrawn
from trainer.reports.parts import Report

MOST_PAGES = 2


def as_pdf(report: Report) -> bytes:
    """The report as a PDF file, set smaller where it would take more than two pages."""
    inputs = {"report": _drawable(report)}
    compiler = typst.Compiler(
        str(files("trainer.reports") / "report.typ"), font_paths=typefaces(), sys_inputs=inputs
    )
    if int(compiler.query("<pages>", field="value", one=True)) > MOST_PAGES:
        inputs["dense"] = "yes"
    pdf = compiler.compile(format="pdf", sys_inputs=inputs)
    assert isinstance(pdf, bytes)
    return pdf


def _drawable(report: Report) -> str:
    """The report as JSON; at its foot it says that marks stand in it, where they do."""
    whole = json.dumps(asdict(report), ensure_ascii=False)
    drawn = without_undrawn(whole)
    if drawn == whole:
        return whole
    told = replace(report, foot=f"{report.foot} {report.undrawn}")
    return without_undrawn(json.dumps(asdict(told), ensure_ascii=False))
