"""Mijn gegevens: everything about one client, for that client. To read, to change what is shared, to take along, to erase."""
