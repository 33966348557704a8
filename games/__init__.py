"""The games: activities, their rules and their scenes.

They use only `trainer.recording`, `trainer.motion` and `trainer.metrics`. Feed, steering, stimulus,
history and difficulty come in; a result goes out.
"""
