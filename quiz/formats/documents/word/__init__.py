"""What a Word document shows: its lines with labels, looks, pictures, and what else it holds.

python-docx opens the file; the elements are read here, since labels that Word counts itself,
tracked changes, equations and text boxes are beyond it.
"""
