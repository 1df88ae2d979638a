// Circuits: the representation, OpenQASM, the gate table, families, drawings.
