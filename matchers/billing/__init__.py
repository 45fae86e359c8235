"""Invoices held against purchase orders and shipments, and the bills that follow."""
