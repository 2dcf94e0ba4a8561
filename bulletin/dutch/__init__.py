"""The Dutch language as data: tables, and the few functions that read them."""
