"""The clinic's pages: what a therapist reads and changes in a browser, on this computer or in a
room nearby.

`create_app()` makes the web application, `baps clinic` serves it. Pages ask `trainer.sessions` and
`trainer.store`; nothing but `trainer.cli` imports this package.
"""
