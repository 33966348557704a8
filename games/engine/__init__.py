"""The machinery of every activity: trial state, loop, drawing, sound.

Called by `trainer.sessions`.
"""
