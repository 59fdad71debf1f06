"""What things mean: quantities, units, indicators, facts, findings, the standard and its checks.

Pure values and pure functions; opens no document and no database, imports nothing of the other rooms.
"""
