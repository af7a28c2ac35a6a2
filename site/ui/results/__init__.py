"""What is taken along from the desk: all texts, a table for spreadsheets, and JSON."""
