"""What a patient hears: notes are rendered as arrays, a listener chooses, a speaker plays.

`games.engine.loop` asks the listener, the window holds the speaker. `docs/sound.md` says what each
sound means.
"""
