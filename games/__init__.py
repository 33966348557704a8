"""The games: activities, their rules and their scenes.

Uses `trainer.recording`, `trainer.motion` and `trainer.metrics` alone: feed, steering, stimulus,
history and difficulty come in, a result goes out.
"""
