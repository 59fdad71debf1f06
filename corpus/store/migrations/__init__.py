"""How a database of an earlier version becomes one of the newest: versions/, one file a step, oldest first."""
