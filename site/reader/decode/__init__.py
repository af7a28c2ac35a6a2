"""Picture bytes in, an upright RGB picture out: what the browser shows is what is read."""
