"""Word documents as they are shown: letters with their looks, counted labels; pure."""
