"""The station's own pages: patients, today, forms, lists and questions, all on `games.desk`.

`trainer.sessions` fills them with plain values and gets back the name of what was chosen.
"""
