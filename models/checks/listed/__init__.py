"""What is said of the members of a list in the text, against the figures that it gives of each: the highest, the rank, all of them."""
