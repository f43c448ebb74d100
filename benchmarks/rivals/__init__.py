"""What somebody would write instead, each in one file."""
