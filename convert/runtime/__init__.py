"""Fills site/vendor: everything the page runs on, from pinned versions.

``python -m convert.runtime`` fetches what pins.json names, verifies every
SHA-256, keeps only what the page loads, bundles TensorFlow.js and puts the
result in place in one step. Two runs give identical bytes; a run that fails
leaves the folder as it was.
"""
