"""Guided calibration: each step as a generator of moments that terminal and window show alike.

A guide takes an open board and what keeps its result, needs no keys, and keeps nothing that its own
check does not pass. `trainer.cli.calibrate` runs them.
"""
