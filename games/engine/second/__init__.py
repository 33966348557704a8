"""The therapist's window beside the patient's: what goes on, and a button for every key.

`games.engine.window` opens it, `games.engine.show` refreshes it after a frame is shown.
"""
