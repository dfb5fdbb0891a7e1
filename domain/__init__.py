"""What is true: events, decisions and rules of following how resolutions are carried out. Pure."""
