"""A wrong key was found: what becomes of results, who decides, and what is done to the bank."""
