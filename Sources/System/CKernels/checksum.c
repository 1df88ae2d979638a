// CRC-64 of ECMA-182 as XZ uses it (reflected polynomial 0xC96C5795D7870F42), eight bytes a step.
#include <pthread.h>

#include "CKernels.h"

static uint64_t table[8][256];
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void fill(void) {
  for (int byte = 0; byte < 256; byte++) {
    uint64_t crc = (uint64_t)byte;
    for (int bit = 0; bit < 8; bit++) crc = crc & 1 ? crc >> 1 ^ UINT64_C(0xC96C5795D7870F42) : crc >> 1;
    table[0][byte] = crc;
  }
  for (int byte = 0; byte < 256; byte++)
    for (int row = 1; row < 8; row++) table[row][byte] = table[row - 1][byte] >> 8 ^ table[0][table[row - 1][byte] & 255];
}

uint64_t px_crc64(uint64_t crc, const void *data, size_t bytes) {
  pthread_once(&once, fill);
  const unsigned char *at = data;
  crc = ~crc;
  for (; bytes >= 8; bytes -= 8, at += 8) {
    for (int place = 0; place < 8; place++) crc ^= (uint64_t)at[place] << (8 * place);
    uint64_t next = 0;
    for (int place = 0; place < 8; place++) next ^= table[7 - place][crc >> (8 * place) & 255];
    crc = next;
  }
  for (; bytes; bytes--, at++) crc = crc >> 8 ^ table[0][(crc ^ *at) & 255];
  return ~crc;
}
