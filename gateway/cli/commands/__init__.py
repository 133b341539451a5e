"""One module a verb; each holds a `command`."""
