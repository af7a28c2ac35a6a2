"""What Inkling keeps on this device, and what it asks of the network."""
