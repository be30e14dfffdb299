"""Pages and acts: api."""
