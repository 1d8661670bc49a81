"""Aiken: a stem, lettered options, a line «ANSWER: B»; one question after the other."""
