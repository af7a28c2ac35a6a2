"""An RGB picture in, detections out: where the digits are, and the ink of each alone."""
