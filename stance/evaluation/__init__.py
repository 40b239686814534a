"""Measuring: protocols of the labelled sets, as their authors score them."""
