"""The one page of a station's account: it delivers recordings into the clinic, and reads nothing.

For a station that does not reach the database: what waits there is delivered as files.
"""

import re
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from fastapi import APIRouter
from fastapi.responses import Response
from starlette.datastructures import UploadFile

from trainer.clinic.gate import Posted, Station, Visitor
from trainer.clinic.look import page
from trainer.export.errors import ExportError
from trainer.export.importing import Imported, imported
from trainer.recording.account import Action
from trainer.store.values import FinishedTrial
from trainer.texts import said

router = APIRouter()
PATH = "/deliver"
LARGEST_MB = 200
NO_FILE = "Choose the files first: recordings, or a database of this station."
TOO_LARGE = "this file is larger than {most} MB: deliver it in parts"
DELIVERED = "recordings delivered"
FOLDER = "baps-delivered-"
OUR_PATH = re.compile(rf"\S*{FOLDER}\S*")


@dataclass(frozen=True)
class Delivered:
    """What became of one file: its name as the station calls it, and the tally."""

    name: str
    tally: Imported


@router.get(PATH)
def asked(visitor: Station) -> Response:
    return _page(visitor)


@router.post(PATH)
def taken_in(visitor: Station, form: Posted) -> Response:
    """Take in each file; what is wrong with one is said, and the others are stored."""
    sent = [each for each in form.getlist("files") if isinstance(each, UploadFile) and each.size]
    if not sent:
        return _page(visitor, words=said(NO_FILE))
    done = [_delivered(visitor, each) for each in sent]
    return _page(visitor, done, status=422 if any(each.tally.refused for each in done) else 200)


def _delivered(visitor: Visitor, sent: UploadFile) -> Delivered:
    """What is sent lies in a folder of its own until it is stored. `StoreError`."""
    tally, name = Imported(), Path(sent.filename or "").name
    noted: set[str | None] = set()

    def note(trial: FinishedTrial) -> None:
        """Of whom something is delivered, before it is stored."""
        code = trial.recording.header.patient_code
        if code not in noted:
            noted.add(code)
            visitor.clinic.log(visitor.account.login, Action.WRITE, code or "", DELIVERED)

    try:
        if (sent.size or 0) > LARGEST_MB * 1_000_000:
            raise ExportError(said(TOO_LARGE).format(most=LARGEST_MB))
        with tempfile.TemporaryDirectory(prefix=FOLDER) as folder:
            # The name that a browser gives may lead anywhere.
            path = Path(folder) / "delivered"
            with path.open("wb") as file:
                shutil.copyfileobj(sent.file, file)
            for tallied in imported(visitor.clinic.store, path, note):
                tally = tallied
    except ExportError as error:
        tally.refused.append(str(error))
    # The path is the server's own business.
    tally.refused = [OUR_PATH.sub(lambda _: name, line) for line in tally.refused]
    return Delivered(name, tally)


def _page(
    visitor: Visitor, done: Sequence[Delivered] = (), words: str = "", status: int = 200
) -> Response:
    values = {"done": done, "words": words}
    return page("deliver.html", visitor, values, 422 if words else status)
