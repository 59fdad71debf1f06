"""What is planned, set down or ordered, and not done: by words of its own, by its section, or year by year."""
