"""Numbers over time: what has changed in a leg, beyond learning and beyond the clinic's own noise.

Pure functions of a patient's history, the episode of care and the clinic's noise; sessions, the
command line, pages and reports call them. The statistics are those of METRICS G, proved by
simulation in `docs/progress.md`. Nothing here knows of databases or boards.
"""

from trainer.progress.alarms import false_alarm_pct as false_alarm_pct
from trainer.progress.course import progress_of as progress_of
from trainer.progress.pool import ClinicNoise as ClinicNoise
from trainer.progress.pool import clinic_noise as clinic_noise
from trainer.progress.study import OwnNoise as OwnNoise
from trainer.progress.study import own_noise as own_noise
from trainer.progress.visits import anchor_visits as anchor_visits
