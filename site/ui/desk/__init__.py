"""The desk: all pictures, and the order in which they are read."""
