"""One value and what it became: with the difference, in steps, between two labelled times, between two things compared."""
