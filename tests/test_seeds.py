"""End to end on the articles in `seeds/`: guards the level that the shipped models reach."""
