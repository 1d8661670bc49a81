"""GIFT, Moodle's text format: read strictly where Moodle guesses, written so that both understand.

`blocks` cuts a file into questions, `answers` understands what stands in braces, `marks` the notes
in comment lines, `reading` and `writing` are the ways in.
"""
