// What runs a circuit and makes the answers comparable.
