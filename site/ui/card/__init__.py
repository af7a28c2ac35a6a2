"""A card: one picture and what was read in it."""
