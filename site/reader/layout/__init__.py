"""Detections in, lines of numbers out, in reading order."""
