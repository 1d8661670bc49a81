"""The yardstick: a Django project that knows who asks and says so, and nothing else."""
