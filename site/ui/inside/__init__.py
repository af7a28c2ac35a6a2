"""A look inside the network: what each layer makes of a digit, and what speaks for the answer."""
