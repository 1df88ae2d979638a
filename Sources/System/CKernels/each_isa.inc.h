// Compiles the file that ISA_BODY names once for each instruction set, with ISA set to its name; best_isa() in
// kernels.c picks among them at run time.
// Portable: whatever the compiler makes of 64-byte vectors.
#define ISA portable
#include ISA_BODY
#undef ISA

#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2,fma,bmi,bmi2,popcnt"))), apply_to = function)
#define ISA avx2
#include ISA_BODY
#undef ISA
#pragma clang attribute pop
#pragma clang attribute push(__attribute__((target("avx512f,avx512dq,avx512bw,avx512vl,avx2,fma,bmi,bmi2,popcnt"))), apply_to = function)
#define ISA avx512
#include ISA_BODY
#undef ISA
#pragma clang attribute pop
#endif

#undef ISA_BODY
