"""Files in a bucket of S3 or of something that speaks like it; needs the extra «s3»."""

from storages.backends.s3 import S3Storage

from intranet.pages.files.storage import GuardedAddressMixin


class GuardedBucket(GuardedAddressMixin, S3Storage):
    """A private bucket whose files are addressed on our site and signed for one reader."""
