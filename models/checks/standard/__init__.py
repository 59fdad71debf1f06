"""Claims on the standard and on goals: which figures a claim is on, what it says of them, and whether they bear it out.

Start at thresholds.py. Three rooms, which import down only: claims with a matter of their own (special), which figures a claim speaks of
(figures), and what is claimed and demanded of them (claimed). written.py and unwritten.py hold the ones against the others.
"""
