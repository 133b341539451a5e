"""Pages that `gateway explain` prints; each is a function that yields lines."""
