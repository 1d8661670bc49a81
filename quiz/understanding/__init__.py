"""What the answers say of the questions and of those who answered: one place for its formulas.

Pure are `weights`, `item_statistics`, `item_advice` and `quiz_statistics`; the other modules read.
"""
