"""Measures how fast the page is and what it leaves in memory.

What is measured is printed and written down, never asserted in a test.
"""
