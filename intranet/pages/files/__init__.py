"""Files: who may have them, how they are sent, what may be uploaded, where they may stand."""
