"""Makes what the page loads: the model from a run, the runtime from pinned packages."""
