"""Rules and words of the dataset: how a figure is chosen, derived columns, notes, what each column is called."""
