"""A marketplace's orders: search, read, confirm a shipment."""
