"""From a run's folder to the page's model: convert, prove, describe, and only then replace."""
