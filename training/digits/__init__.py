"""Pictures of one digit, 28 by 28 pixels, and of what is none: MNIST, strokes, fonts, doodles.

Drawn from a seed, with numpy, Pillow and OpenCV; no network is needed.
"""
