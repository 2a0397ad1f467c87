"""The ballot box (票箱)."""
