"""A voice skill on the symptoms of metastatic breast cancer: content in, spoken answers out."""

__version__ = "0.1.0"
