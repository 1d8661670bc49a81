"""What the quiz screens print, made ready so that templates ask nothing of the database."""
