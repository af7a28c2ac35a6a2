"""Trains the finder: the network that sees where in a picture the digits are.

Generated photographs (`training.pages`) in, a folder under runs/ out. The pyramid is the reader's
own (`reader.find.pyramid`), so that the network learns from what it is given in the page.
"""
