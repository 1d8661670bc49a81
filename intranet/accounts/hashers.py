"""Password hashing as the OWASP cheat sheet asks, cheap enough for a morning of sign-ins."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class OwaspArgon2PasswordHasher(Argon2PasswordHasher):
    """Argon2id with 19 MiB, two passes, one lane (OWASP Password Storage Cheat Sheet, 2025)."""

    memory_cost = 19 * 1024
    time_cost = 2
    parallelism = 1
