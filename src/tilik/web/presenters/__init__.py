"""What pages show, shaped from stored rows: texts and numbers ready for templates."""
