// Settings: what they are, where they come from, and the files that hold them.
