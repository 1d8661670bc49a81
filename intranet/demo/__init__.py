"""Demonstration content: what an empty site is filled with so that it can be tried out."""
