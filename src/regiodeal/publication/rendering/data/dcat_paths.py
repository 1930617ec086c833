"""Where the catalogue of data stands in each syntax of RDF."""

TURTLE, JSON_LD, RDF_XML = "data/catalogus.ttl", "data/catalogus.jsonld", "data/catalogus.rdf"
NAMED = (("Turtle", TURTLE), ("JSON-LD", JSON_LD), ("RDF/XML", RDF_XML))
"""What people call each syntax."""
