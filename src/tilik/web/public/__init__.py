"""Pages anybody may read: instruments, published figures, the front page."""
