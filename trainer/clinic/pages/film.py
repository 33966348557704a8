"""The film of a trial as the patient saw it: asked for until it is drawn."""

from fastapi import APIRouter
from fastapi.responses import FileResponse, JSONResponse, Response

from trainer.clinic.gate import PatientCode, Therapist
from trainer.recording.container import ContainerError
from trainer.recording.shown import SHORT_ID
from trainer.recording.trial import Recording
from trainer.sessions.drawn_again import NotDrawn
from trainer.texts import begun, said, told

router = APIRouter()
STILL_DRAWN = "The film is being drawn."
FILM = "application/octet-stream"


@router.get("/patients/{code}/trials/{trial_id}/film")
def film(visitor: Therapist, code: PatientCode, trial_id: str) -> Response:
    """The film; 202 while it is being drawn, 409 with why there is none. Only what is shown is
    noted as read, for it is asked for several times.
    """
    visitor.check(code)
    store = visitor.clinic.store
    store.patients_trial(code, trial_id)

    def recording() -> Recording:
        return store.load_recording(trial_id)

    try:
        file = visitor.clinic.films.film(trial_id, recording)
    except (NotDrawn, ContainerError) as error:
        return JSONResponse({"words": begun(told(str(error)))}, 409)
    if file is None:
        return JSONResponse({"words": said(STILL_DRAWN)}, 202)
    visitor.read(code, f"film of trial {trial_id[:SHORT_ID]}")
    return FileResponse(file, media_type=FILM)
