"""Screens over several duties: overview, league, topics, silent units, late people."""
