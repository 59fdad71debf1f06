"""Claims that name no norm but a matter of their own: goals, large classes and schools, numbers of items, a bed for each."""
