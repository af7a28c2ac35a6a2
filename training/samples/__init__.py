"""The eight pictures on the empty page: photographs as they look, drawn from stroke models."""
