"""Questions asked of what is stored: plain rows for pages, in few queries."""
