"""The web endpoint under load, and the skill under whatever may be sent."""
