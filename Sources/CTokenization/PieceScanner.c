// The splitting patterns by 16 bytes at a time, where the text is ASCII; elsewhere by character.

#include "PieceScanner.h"

#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

enum { OTHER, LETTER, DIGIT, SPACE, BLANK, NEWLINE, NON_ASCII };

/// What an ASCII byte is; BLANK is white space that is neither a space nor a newline.
static const uint8_t kinds[256] = {
    ['\t'] = BLANK, ['\n'] = NEWLINE, ['\v'] = BLANK, ['\f'] = BLANK, ['\r'] = NEWLINE,
    [' '] = SPACE,  ['0' ... '9'] = DIGIT, ['A' ... 'Z'] = LETTER, ['a' ... 'z'] = LETTER,
    [0x80 ... 0xFF] = NON_ASCII,
};

/// For each of 16 bytes one bit.
typedef struct {
  uint32_t upper, lower, non_ascii, apostrophe;
} masks;

#if defined(__SSE2__)
static inline masks classify(const uint8_t *p) {
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
static inline masks classify(const uint8_t *p) {
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
static inline masks classify_before(const uint8_t *p, const uint8_t *end) {
  if (end - p >= 16) return classify(p);
  uint8_t bytes[16] = {0};
  memcpy(bytes, p, (size_t)(end - p));
  return classify(bytes);
}

/// Returns the end of the piece from `start` whose letters begin at `p` with an ASCII letter.
static inline const uint8_t *word_end(
    bool is_o200k, const uint8_t *start, const uint8_t *p, const uint8_t *end) {
  masks m = classify_before(p, end);
  uint32_t count;
  if (is_o200k) {
    uint32_t upper = (uint32_t)__builtin_ctz(~m.upper);
    count = upper + (uint32_t)__builtin_ctz(~(m.lower >> upper));
  } else {
    count = (uint32_t)__builtin_ctz(~(m.lower | m.upper));
  }
  // A word that does not end here, or that may go on in another script or with a contraction.
  uint32_t needs_care = m.non_ascii | (is_o200k ? m.apostrophe : 0) | 0x10000;
  if (__builtin_expect(needs_care >> count & 1, 0)) return ft_scan_any(is_o200k, start, end);
  return p + count;
}

static inline const uint8_t *symbols_end(
    bool is_o200k, const uint8_t *start, const uint8_t *p, const uint8_t *end) {
  do p++;
  while (p < end && kinds[*p] == OTHER);
  if (p == end) return p;
  if (kinds[*p] == NON_ASCII) return ft_scan_any(is_o200k, start, end);
  while (p < end && (kinds[*p] == NEWLINE || (is_o200k && *p == '/'))) p++;
  return p;
}

static inline const uint8_t *space_end(
    bool is_o200k, const uint8_t *start, const uint8_t *end) {
  const uint8_t *p = start;
  const uint8_t *newline_end = 0;
  while (p < end && kinds[*p] - SPACE <= NEWLINE - SPACE && kinds[*p] >= SPACE) {
    if (kinds[*p] == NEWLINE) newline_end = p + 1;
    p++;
  }
  if (p < end && kinds[*p] == NON_ASCII) return ft_scan_any(is_o200k, start, end);
  if (!is_o200k && p == end) return p;
  if (newline_end) return newline_end;
  return p == end || p - start == 1 ? p : p - 1;
}

static inline const uint8_t *digits_end(
    bool is_o200k, const uint8_t *start, const uint8_t *end) {
  const uint8_t *p = start + 1;
  while (p < end && p - start < 3 && kinds[*p] == DIGIT) p++;
  if (p < end && p - start < 3 && kinds[*p] == NON_ASCII) return ft_scan_any(is_o200k, start, end);
  return p;
}

static inline const uint8_t *scan(bool is_o200k, const uint8_t *p, const uint8_t *end) {
  uint8_t kind = kinds[*p];
  uint8_t next = p + 1 < end ? kinds[p[1]] : NEWLINE;
  if (kind == LETTER) return word_end(is_o200k, p, p, end);
  if (kind == NON_ASCII || next == NON_ASCII) return ft_scan_any(is_o200k, p, end);
  if (kind == DIGIT) return digits_end(is_o200k, p, end);
  if (kind == NEWLINE) return space_end(is_o200k, p, end);
  if (next == LETTER) {
    if (!is_o200k && *p == '\'') return ft_scan_any(is_o200k, p, end);
    return word_end(is_o200k, p, p + 1, end);
  }
  if (kind == OTHER) return symbols_end(is_o200k, p, p, end);
  if (kind == SPACE && next == OTHER) return symbols_end(is_o200k, p, p + 1, end);
  return space_end(is_o200k, p, end);
}

const uint8_t *ft_scan_o200k(const uint8_t *p, const uint8_t *end) { return scan(true, p, end); }
const uint8_t *ft_scan_cl100k(const uint8_t *p, const uint8_t *end) { return scan(false, p, end); }
