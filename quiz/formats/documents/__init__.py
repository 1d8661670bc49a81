"""Questions in running text, pasted or in a Word document.

Both come as lines (`source`); `segments` cuts them into questions and tables of keys, `blocks`
reads one question, `key_tables` finds whose keys they are, `questions` says what is right.
"""
