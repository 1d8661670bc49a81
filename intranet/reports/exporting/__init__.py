"""Tables taken out as files: written while they are read, at once or by the task worker, logged."""
