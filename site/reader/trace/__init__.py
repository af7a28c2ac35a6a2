"""The stages of a reading as small pictures, for the page and for whoever debugs the reader."""
