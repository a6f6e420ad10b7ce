"""A static-site generator for curated multilingual archives."""

__version__ = "0.1.0"
