"""Rules of everyone, on the common model: one module a rule, below `rules`, found by its place."""
