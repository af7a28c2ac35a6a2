"""Trains the classifier: the network that says which digit it is, from 28 by 28 pixels.

Pictures of one digit (`training.digits`), and what the finder cuts out of pages, in; a folder under
runs/ out.
"""
