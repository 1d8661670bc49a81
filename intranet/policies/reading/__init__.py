"""Reads official documents: from a file or pasted text to fields, outline and leftovers; pure.

`files` turns a file into the lines and tables of `source`; `document.read` finds what they say.
Every sign of the source stands in exactly one field, part or leftover of the result (`found`).
"""
