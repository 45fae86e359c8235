"""The stages of a night, one module each, in the order of the design's picture."""
