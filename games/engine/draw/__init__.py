"""How things look: colours, type, layout, and shapes painted once with soft edges."""
