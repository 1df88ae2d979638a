// Plain language in, a typed request out.
