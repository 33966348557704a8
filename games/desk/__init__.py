"""The therapist's pages in the window: chosen by keys, mouse, touch, gamepad or the event button.

`trainer.sessions` and `trainer.cli` show pages here and get back what was chosen; a page is plain
values in and a name out. Everything that steers (focus, typing, holding) is here once, so that a
page only says what can be chosen and draws it.
"""
