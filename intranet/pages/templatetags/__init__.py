"""Template tags of the site; `components` is built in, see the settings."""
