"""How many labelled questions are answered rightly, and how fast."""
