"""The ways in: files, what other apps share, the clipboard and the pad to draw on."""
