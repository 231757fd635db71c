#ifndef FT_LETTER_MASKS_H
#define FT_LETTER_MASKS_H

#include <stdint.h>
#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#define ALWAYS_INLINE static inline __attribute__((always_inline))

/// For each of 16 bytes one bit.
typedef struct {
  uint32_t upper, lower, non_ascii, apostrophe;
} masks;

#if defined(__SSE2__)
ALWAYS_INLINE masks classify(const uint8_t *p) {
  __m128i bytes = _mm_loadu_si128((const __m128i *)p);
  // A signed comparison after a shift of the range to the lowest values.
  __m128i upper = _mm_cmplt_epi8(
      _mm_add_epi8(bytes, _mm_set1_epi8((char)(0x80 - 'A'))), _mm_set1_epi8((char)(0x80 + 26)));
  __m128i lower = _mm_cmplt_epi8(
      _mm_add_epi8(bytes, _mm_set1_epi8((char)(0x80 - 'a'))), _mm_set1_epi8((char)(0x80 + 26)));
  return (masks){
      (uint32_t)_mm_movemask_epi8(upper), (uint32_t)_mm_movemask_epi8(lower),
      (uint32_t)_mm_movemask_epi8(bytes),
      (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('\'')))};
}
#else
ALWAYS_INLINE masks classify(const uint8_t *p) {
  masks result = {0, 0, 0, 0};
  for (int i = 0; i < 16; i++) {
    result.upper |= (uint32_t)(p[i] - 'A' < 26u) << i;
    result.lower |= (uint32_t)(p[i] - 'a' < 26u) << i;
    result.non_ascii |= (uint32_t)(p[i] >> 7) << i;
    result.apostrophe |= (uint32_t)(p[i] == '\'') << i;
  }
  return result;
}
#endif

/// Classifies 16 bytes of which those from `end` on are zero.
ALWAYS_INLINE masks classify_before(const uint8_t *p, const uint8_t *end) {
  if (end - p >= 16) return classify(p);
  uint8_t bytes[16] = {0};
  memcpy(bytes, p, (size_t)(end - p));
  return classify(bytes);
}


#endif
