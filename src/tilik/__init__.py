"""Tilik: measure, prove and improve public services, so that anyone can check the result."""

__version__ = "0.1.0"
