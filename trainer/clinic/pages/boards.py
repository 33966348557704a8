"""Every board: what it has, what is due on it, and its calibrations. No patient is named here."""

from fastapi import APIRouter
from fastapi.responses import Response

from trainer.clinic.board_view import boards_of
from trainer.clinic.gate import Therapist
from trainer.clinic.look import page

router = APIRouter()


@router.get("/boards")
def boards(visitor: Therapist) -> Response:
    known = boards_of(visitor.clinic.store, visitor.clinic.now())
    return page("boards.html", visitor, {"boards": known})
