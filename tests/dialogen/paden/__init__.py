"""The ways through the other dialogues, one module each with a `PAD`: every move is tried at every question of them (test_paden.py)."""
