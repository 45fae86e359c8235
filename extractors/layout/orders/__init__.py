"""Which orders a sheet names, and how it is divided among them."""
