"""Rules beyond the schema: an agency's own, as Schematron on the tree, and everyone's, on the common model."""
