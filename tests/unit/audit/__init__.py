"""What the audit finds in small repositories."""
