"""What the skill costs, as ratios to a hello-world skill on the same SDK."""
