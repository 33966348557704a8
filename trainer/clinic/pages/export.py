"""A patient's trials for other programs: a small form, and a zip made as `baps export` makes it."""

import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import quote

from fastapi import APIRouter
from fastapi.responses import FileResponse, Response
from starlette.background import BackgroundTask

from trainer.clinic.gate import PatientCode, Posted, Therapist, Visitor
from trainer.clinic.look import page
from trainer.export.disguise import AsItIs, Disguise, key_in
from trainer.export.errors import ExportError
from trainer.export.exporting import export
from trainer.export.formats import FORMATS
from trainer.export.naming import folder_name
from trainer.export.printed import printed
from trainer.store import places
from trainer.texts import told

router = APIRouter()
LEFT_OUT = "LEFT_OUT.txt"
"""Says of each trial that could not be read why it is not there."""
FORMS = {
    "csv": "CSV: spreadsheets, R, MATLAB",
    "bids": "BIDS: MNE, EEGLAB, archives",
    "parquet": "Parquet: DuckDB, pandas",
    "fhir": "FHIR: a hospital's record",
}


@router.get("/patients/{code}/export")
def asked(visitor: Therapist, code: PatientCode) -> Response:
    visitor.read(code, "export's form")
    return _form(visitor, code)


@router.post("/patients/{code}/export")
def made(visitor: Therapist, code: PatientCode, form: Posted) -> Response:
    """The zip; the form again where there is nothing to export."""
    chosen, identified = str(form.get("format", "")), bool(form.get("identified"))
    if chosen not in FORMATS:
        visitor.check(code)
        return _form(visitor, code, "Choose a format.", 422)
    visitor.read(code, f"export as {chosen}" + ", identified" * identified)
    with ExitStack() as made_here:
        folder = Path(made_here.enter_context(tempfile.TemporaryDirectory(prefix="baps-export-")))
        try:
            shown = AsItIs() if identified else Disguise(key_in(places().home))
            name = f"{chosen}-{folder_name(shown.name_of(code))}"
            done = export(visitor.clinic.store, [code], chosen, folder / name, shown, printed)
        except ExportError as error:
            return _form(visitor, code, f"{told(str(error))}.", 409)
        if done.left_out:
            lines = "".join(f"{line}\n" for line in done.left_out)
            (folder / name / LEFT_OUT).write_text(lines, encoding="utf-8")
        packed = shutil.make_archive(str(folder / "packed"), "zip", folder, name)
        # Whatever goes wrong before, nothing is left; otherwise it stays until it was sent.
        sent = BackgroundTask(made_here.pop_all().close)
    return FileResponse(
        packed,
        media_type="application/zip",
        headers={"content-disposition": f"attachment; filename*=UTF-8''{quote(name)}.zip"},
        background=sent,
    )


def _form(visitor: Visitor, code: str, words: str = "", status: int = 200) -> Response:
    return page("export.html", visitor, {"code": code, "forms": FORMS, "words": words}, status)
