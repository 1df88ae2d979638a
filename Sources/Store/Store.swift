// The typed layer over SQLite for journal and memory.
