"""What answers each address of the dossier: permission, parse, one action or query, render."""
