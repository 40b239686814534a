"""Scripts and configs that make what is in `models/`; needs the `train` extra."""
