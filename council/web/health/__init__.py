"""Pages and acts: health."""
