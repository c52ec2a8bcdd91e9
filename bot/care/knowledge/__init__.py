"""Short, sourced, dated answers about NAH and regelingen: the subjects, the search and the answer itself."""
