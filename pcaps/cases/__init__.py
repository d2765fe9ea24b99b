"""The frames of our captures."""
