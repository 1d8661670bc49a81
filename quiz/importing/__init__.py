"""Questions from files: read, looked through, compared with the bank, mended, written, approved."""
