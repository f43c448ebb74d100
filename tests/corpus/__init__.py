"""Made-up standards in many layouts, with the truth known: see `make.py`."""
