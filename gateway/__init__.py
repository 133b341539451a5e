"""Trade Gateway: national trade messages in, one common model between, receivers' formats out."""

__version__ = "0.1.0"
