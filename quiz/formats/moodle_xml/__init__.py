"""Questions as Moodle exports and imports them in XML; pure, without Django."""
