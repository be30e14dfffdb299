"""Pages and acts: secretary."""
