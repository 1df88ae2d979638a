// Both precisions of the Pauli kernels for one instruction set.
#define REAL float
#define FN(name) JOIN(name, JOIN(f, ISA))
#include "pauli.inc.h"
#undef REAL
#undef FN
#define REAL double
#define FN(name) JOIN(name, JOIN(d, ISA))
#include "pauli.inc.h"
#undef REAL
#undef FN
