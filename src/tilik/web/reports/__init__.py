"""Papers made from pages' facts."""
