"""The calculation: pure, exact, standard library only."""
