"""Import of official documents: taken in, looked through beside the source, made into a draft."""
