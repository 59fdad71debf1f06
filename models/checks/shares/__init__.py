"""Shares and rates: a part of a whole, an amount per head, told beside each other or apart."""
