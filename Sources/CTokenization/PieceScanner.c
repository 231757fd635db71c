// The splitting patterns by 16 bytes at a time, where the text is ASCII; elsewhere by character.

#include "LetterMasks.h"
#include "PieceScanner.h"

enum { OTHER, LETTER, DIGIT, SPACE, BLANK, NEWLINE, NON_ASCII };

/// What an ASCII byte is; BLANK is white space that is neither a space nor a newline.
static const uint8_t kinds[256] = {
    ['\t'] = BLANK, ['\n'] = NEWLINE, ['\v'] = BLANK, ['\f'] = BLANK, ['\r'] = NEWLINE,
    [' '] = SPACE,  ['0' ... '9'] = DIGIT, ['A' ... 'Z'] = LETTER, ['a' ... 'z'] = LETTER,
    [0x80 ... 0xFF] = NON_ASCII,
};

/// Returns the end of the piece from `start` whose letters begin at `p` with an ASCII letter.
ALWAYS_INLINE const uint8_t *word_end(
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

ALWAYS_INLINE const uint8_t *symbols_end(
    bool is_o200k, const uint8_t *start, const uint8_t *p, const uint8_t *end) {
  do p++;
  while (p < end && kinds[*p] == OTHER);
  if (p == end) return p;
  if (kinds[*p] == NON_ASCII) return ft_scan_any(is_o200k, start, end);
  while (p < end && (kinds[*p] == NEWLINE || (is_o200k && *p == '/'))) p++;
  return p;
}

ALWAYS_INLINE const uint8_t *space_end(
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

ALWAYS_INLINE const uint8_t *digits_end(
    bool is_o200k, const uint8_t *start, const uint8_t *end) {
  const uint8_t *p = start + 1;
  while (p < end && p - start < 3 && kinds[*p] == DIGIT) p++;
  if (p < end && p - start < 3 && kinds[*p] == NON_ASCII) return ft_scan_any(is_o200k, start, end);
  return p;
}

ALWAYS_INLINE const uint8_t *scan(bool is_o200k, const uint8_t *p, const uint8_t *end) {
  uint8_t kind = kinds[*p];
  uint8_t next = p + 1 < end ? kinds[p[1]] : NEWLINE;
  if (kind == SPACE && next == LETTER) return word_end(is_o200k, p, p + 1, end);
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
