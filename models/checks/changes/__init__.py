"""Changes: a later value less an earlier one is the claimed change, also where the earlier one stands elsewhere."""
