"""Citations in everything published: indexed, resolved against the register, shown as links."""
