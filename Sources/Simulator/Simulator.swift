// The native simulator.
