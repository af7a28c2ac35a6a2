"""Lines of digits and signs in, a Reading out: what is sure, what is in doubt, and why."""
