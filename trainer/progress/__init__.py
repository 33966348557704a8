"""Numbers over time: what has changed in a leg, beyond learning and beyond the clinic's own noise.

Pure functions of a patient's history, the episode of care and the clinic's noise; sessions, the
command line, pages and reports call them. The statistics are those of METRICS G, proved by
simulation in `docs/progress.md`. Nothing here knows of databases or boards.
"""
