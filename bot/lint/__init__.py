"""Checks on what the bot says: the turn rules of every text, before anyone reads it."""
