"""Trade Gateway: national trade messages in, one common model between, receivers' formats out."""
