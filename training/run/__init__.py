"""What the runs of both networks share: how files are written, and the mean of several runs."""
