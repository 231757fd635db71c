// What the bytes of a text are, as far as the splitting patterns ask: one bit for each byte.

#ifndef FT_BYTE_MASKS_H
#define FT_BYTE_MASKS_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#define ALWAYS_INLINE static inline __attribute__((always_inline))

/// The lowest bit is the first byte. `blank` is ASCII white space other than newlines.
typedef struct {
  uint64_t upper, lower, digit, space, blank, newline, slash, apostrophe, ascii;
} byte_masks;

#if defined(__SSE2__)
typedef __m128i sixteen_bytes;

ALWAYS_INLINE sixteen_bytes load_sixteen(const uint8_t *p) {
  return _mm_loadu_si128((const __m128i *)p);
}

ALWAYS_INLINE uint64_t bytes_equal(sixteen_bytes bytes, uint8_t value) {
  return (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, _mm_set1_epi8((char)value)));
}

/// The bytes among the `count` values from `first` on.
ALWAYS_INLINE uint64_t bytes_in(sixteen_bytes bytes, uint8_t first, uint8_t count) {
  // A signed comparison after a shift of the range to the lowest values.
  __m128i shifted = _mm_add_epi8(bytes, _mm_set1_epi8((char)(0x80 - first)));
  return (uint32_t)_mm_movemask_epi8(
      _mm_cmplt_epi8(shifted, _mm_set1_epi8((char)(0x80 + count))));
}
#else
typedef const uint8_t *sixteen_bytes;

ALWAYS_INLINE sixteen_bytes load_sixteen(const uint8_t *p) { return p; }

ALWAYS_INLINE uint64_t bytes_in(sixteen_bytes bytes, uint8_t first, uint8_t count) {
  uint64_t mask = 0;
  for (int i = 0; i < 16; i++) mask |= (uint64_t)((uint8_t)(bytes[i] - first) < count) << i;
  return mask;
}

ALWAYS_INLINE uint64_t bytes_equal(sixteen_bytes bytes, uint8_t value) {
  return bytes_in(bytes, value, 1);
}
#endif

/// Classifies 64 bytes of which those from `length` on are not read and are no ASCII.
ALWAYS_INLINE byte_masks classify_bytes(const uint8_t *p, size_t length) {
  uint8_t copy[64];
  if (__builtin_expect(length < sizeof copy, 0)) {
    memset(copy, 0xFF, sizeof copy);
    memcpy(copy, p, length);
    p = copy;
  }
  byte_masks m = {0};
  for (int i = 0; i < 64; i += 16) {
    sixteen_bytes bytes = load_sixteen(p + i);
    m.upper |= bytes_in(bytes, 'A', 26) << i;
    m.lower |= bytes_in(bytes, 'a', 26) << i;
    m.digit |= bytes_in(bytes, '0', 10) << i;
    m.space |= bytes_equal(bytes, ' ') << i;
    m.blank |= bytes_in(bytes, '\t', 5) << i;
    m.newline |= (bytes_equal(bytes, '\n') | bytes_equal(bytes, '\r')) << i;
    m.slash |= bytes_equal(bytes, '/') << i;
    m.apostrophe |= bytes_equal(bytes, '\'') << i;
    m.ascii |= bytes_in(bytes, 0, 0x80) << i;
  }
  m.blank = (m.blank & ~m.newline) | m.space;
  return m;
}

#endif
