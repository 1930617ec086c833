"""What reading writes: a confirmed meeting."""
