"""Pages of the people who work here: rounds, scores, rankings, the brief."""
