"""Measures the committed networks through the shipped reader: counts, charts, the model card.

Nothing is trained or chosen here.
"""
