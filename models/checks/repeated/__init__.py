"""The same quantity told twice, in one document or in several of one county."""
