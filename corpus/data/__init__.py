"""Data of the collection: what the program reads about reports, counties and invented sentences."""
