"""The addresses of the quiz: taking it, saving by script, the result."""
