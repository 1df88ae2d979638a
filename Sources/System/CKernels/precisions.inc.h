// Both precisions of one instruction set.
#define REAL float
#define LANES 16
#define LANE_BITS 4
#define FN(name) JOIN(name, JOIN(f, ISA))
#define SWAP0 SINGLE_SWAPS_0
#define SWAP1 SINGLE_SWAPS_1
#define SWAP2 SINGLE_SWAPS_2
#define SWAP3 SINGLE_SWAPS_3
#include "kernels.inc.h"
#undef REAL
#undef LANES
#undef LANE_BITS
#undef FN
#undef SWAP0
#undef SWAP1
#undef SWAP2
#undef SWAP3

#define REAL double
#define LANES 8
#define LANE_BITS 3
#define FN(name) JOIN(name, JOIN(d, ISA))
#define SWAP0 DOUBLE_SWAPS_0
#define SWAP1 DOUBLE_SWAPS_1
#define SWAP2 DOUBLE_SWAPS_2
#include "kernels.inc.h"
#undef REAL
#undef LANES
#undef LANE_BITS
#undef FN
#undef SWAP0
#undef SWAP1
#undef SWAP2
