"""Claims on the standard and on goals: which figures a claim is on, what it says of them, and whether they bear it out."""
