"""The steps. Each is written by hand in plain operations and never changed once it was released.

A new one is `v0002_WHAT.py` with `revision = "0002"` and `down_revision = "0001"`; tables.py shows the shape that it leads
to, and the tests compare the two. A table that SQLite makes anew (`batch_alter_table`) loses its triggers: forbid() them
again. There is no way back: that is what a backup is for.
"""
