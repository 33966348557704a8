"""Screens around the activities: instruction, result, pause."""
