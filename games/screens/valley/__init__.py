"""The valley at night, where a training is chosen: a postcard of each along one path.

`baps play` without an activity shows it (`trainer.sessions.evening`).
"""
