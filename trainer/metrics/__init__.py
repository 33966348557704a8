"""Recordings to numbers: one function a metric, with formula, unit and source."""
