"""Screens around the activities: instruction, result, messages, calibration."""
