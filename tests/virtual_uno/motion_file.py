"""Motion files for the virtual Uno: little-endian float32 rows ax ay az (g), gx gy gz (deg/s).

Rows are a millisecond apart, in sensor axes. Tests and the bench write them.
"""

from dataclasses import replace
from pathlib import Path

from trainer.simulation.board_state import trace
from trainer.simulation.patient import SimulatedPatient
from trainer.simulation.pose import Motion, motion_of_trace
from trainer.simulation.recorded import RECORDED_LEAD_IN
from trainer.simulation.sensed import PERFECT, ImuErrors, sensed
from trainer.simulation.traits import PatientTraits


def write_motion(path: Path, motion: Motion, errors: ImuErrors = PERFECT) -> None:
    """Write a motion as a sensor with this mount, place and scale meets it, without its noise."""
    path.write_bytes(sensed(motion, errors).astype("<f4").tobytes())


def patient_motion(traits: PatientTraits, seed: int, seconds: float) -> Motion:
    """A simulated patient who keeps the board level, with the lead-in of recorded motions.

    `seconds` counts from the end of the stillness.
    """
    patient = SimulatedPatient(replace(traits, lead_in=RECORDED_LEAD_IN), seed)
    return motion_of_trace(trace(patient, RECORDED_LEAD_IN.still_s + seconds))
