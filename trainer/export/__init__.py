"""What is stored, in the forms that other programs read, and back: `baps export`, `baps import`.

The command line and the clinic's pages call `exporting` and `importing`. Each format is a class
that is given one trial after the other, so that a whole clinic needs no more memory than a trial.
"""
