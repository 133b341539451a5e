"""The gap report as text, JSON, CSV and one page of HTML; one module a form."""
