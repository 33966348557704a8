"""The plain data everything else speaks in: one trial as arrays and events, and what belongs to it.

Also the three interfaces between the layers (`Feed`, `Steering`, `Stimulus`) and the files a
recording is kept in. Anybody may import it; it imports nothing of this project.
"""
