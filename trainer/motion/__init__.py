"""Pure geometry and filtering: calibration, tilt and its rates, rim contact.

Simulation, acquisition, metrics and games use it.
"""
