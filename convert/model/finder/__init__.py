"""From a run of the finder to the page's: convert, prove, describe, and only then replace."""
