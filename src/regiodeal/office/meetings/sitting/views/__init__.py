"""The views of a meeting that sits."""
