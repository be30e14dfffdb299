"""Pages and acts: live."""
