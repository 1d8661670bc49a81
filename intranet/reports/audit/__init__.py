"""«Nhật ký»: who did what when, read from Wagtail's two logs; nothing here writes into the past."""
