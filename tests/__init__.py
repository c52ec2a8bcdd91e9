"""Makes `python -m tests.crash.run` find these tests: a library of ours installs a package with the same name."""
