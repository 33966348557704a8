"""Drawings of what to do in a calibration, one for each `Figure`."""
