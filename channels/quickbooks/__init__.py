"""One company's books through the QuickBooks Online API."""
