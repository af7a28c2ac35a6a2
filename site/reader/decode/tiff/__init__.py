"""TIFF as scanners, microscopes and offices write it, with no decoder but Pillow's and zlib's.

The TIFF 6.0 specification, its Technical Note 2 (JPEG), Technical Note 3 (predictors) and BigTIFF.
The page's Pillow has a libtiff with few compressions and knows few kinds of samples, so the file is
taken apart here, and read the same way under CPython.
"""
