"""Guided calibration: each step is a generator of moments; terminal and window show them alike.

A guide takes an open board and a function that stores its result. It needs no keys, and it stores
nothing that fails its own check. `trainer.cli.calibrate` runs the guides.
"""
