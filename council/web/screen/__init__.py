"""Pages and acts: screen."""
