"""Raw messages: their headers, their parts, and what the receiver says of them."""
