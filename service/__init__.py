"""The door: takes a request, calls one function of the rooms below, and shows what it gives. Decides nothing itself."""
