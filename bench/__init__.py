"""Measures how fast the page is. Speeds are printed and written down, never asserted in a test."""
