"""What a language model claims, held against the page and the other reader."""
