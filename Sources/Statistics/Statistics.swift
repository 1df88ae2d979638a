// Distances, tests and intervals that executors, testing and analysis share.
