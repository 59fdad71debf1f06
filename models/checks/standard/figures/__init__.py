"""Which figures a claim speaks of, in its sentence and around it, in tables and elsewhere. Holds none against its norm."""
