"""Files as offices have them: bytes to text and workbooks to rows; pure, without Django."""
