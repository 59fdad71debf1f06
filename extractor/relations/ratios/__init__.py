"""A part, its whole and the rate; amounts per head; what so many get at so much each."""
