"""Reorganisation as guided acts: computed, shown in words, then written in one transaction."""
