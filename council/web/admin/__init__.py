"""Pages and acts: admin."""
