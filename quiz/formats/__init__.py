"""Question files as offices have them: read into one plain shape, and written from it.

`quiz.formats.base` says what a reader returns. Everything here is pure, without Django.
"""
