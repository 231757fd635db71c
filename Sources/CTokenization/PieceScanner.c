// The splitting patterns one character at a time: what `Pretokenizer` says, in C.

#include "PieceScanner.h"

#include "ByteMasks.h"
#include "CharacterClass.h"

typedef struct {
  uint32_t scalar;
  char class;
  uint8_t length;
} character;

/// Decodes the character at `p`; a byte that is no part of UTF-8 is a character of class 'O'.
ALWAYS_INLINE character read_character(const uint8_t *p, const uint8_t *end) {
  uint32_t first = p[0];
  if (first < 0x80) return (character){first, ft_class_of(first), 1};
  if (first >= 0xC2 && first < 0xE0 && end - p >= 2 && (p[1] & 0xC0) == 0x80) {
    uint32_t scalar = (first & 0x1F) << 6 | (p[1] & 0x3F);
    return (character){scalar, ft_class_of(scalar), 2};
  }
  if (first >= 0xE0 && first < 0xF0 && end - p >= 3 && (p[1] & 0xC0) == 0x80 &&
      (p[2] & 0xC0) == 0x80) {
    uint32_t scalar = (first & 0x0F) << 12 | (uint32_t)(p[1] & 0x3F) << 6 | (p[2] & 0x3F);
    if (scalar >= 0x800 && (scalar & 0xF800) != 0xD800) {
      return (character){scalar, ft_class_of(scalar), 3};
    }
  }
  if (first >= 0xF0 && first < 0xF5 && end - p >= 4 && (p[1] & 0xC0) == 0x80 &&
      (p[2] & 0xC0) == 0x80 && (p[3] & 0xC0) == 0x80) {
    uint32_t scalar = (first & 0x07) << 18 | (uint32_t)(p[1] & 0x3F) << 12 |
                      (uint32_t)(p[2] & 0x3F) << 6 | (p[3] & 0x3F);
    if (scalar >= 0x10000 && scalar < 0x110000) {
      return (character){scalar, ft_class_of(scalar), 4};
    }
  }
  return (character){0x110000 + first, 'O', 1};
}

static inline bool is_newline(uint32_t scalar) { return scalar == '\n' || scalar == '\r'; }
static inline bool is_letter(char class) { return class == 'U' || class == 'W' || class == 'C'; }
static inline bool is_word_part(char class) { return is_letter(class) || class == 'M'; }

/// `'(?i:[sdmt]|ll|ve|re)`, where `s` is also U+017F.
static const uint8_t *contraction_end(const uint8_t *p, const uint8_t *end) {
  if (end - p < 2 || p[0] != '\'') return p;
  uint8_t first = p[1] | 0x20;
  if (first == 's' || first == 'd' || first == 'm' || first == 't') return p + 2;
  if (end - p < 3) return p;
  if (p[1] == 0xC5 && p[2] == 0xBF) return p + 3;
  uint8_t last = p[2] | 0x20;
  bool is_pair = (first == 'l' && last == 'l') || ((first == 'v' || first == 'r') && last == 'e');
  return is_pair && p[1] < 0x80 && p[2] < 0x80 ? p + 3 : p;
}

/// Skips the ASCII letters of the cases asked for, 16 at a time where there are as many bytes.
static inline const uint8_t *skip_letters(
    const uint8_t *p, const uint8_t *end, bool upper, bool lower) {
  while (end - p >= 16) {
    sixteen_bytes bytes = load_sixteen(p);
    uint64_t letters = 0;
    if (upper) letters |= bytes_in(bytes, 'A', 26);
    if (lower) letters |= bytes_in(bytes, 'a', 26);
    if (letters != 0xFFFF) return p + __builtin_ctzll(~letters);
    p += 16;
  }
  while (p < end && ((upper && *p - 'A' < 26u) || (lower && *p - 'a' < 26u))) p++;
  return p;
}

/// Skips as many spaces as are followed by another, 16 at a time.
static inline const uint8_t *skip_spaces(const uint8_t *p, const uint8_t *end) {
  while (end - p >= 17 && bytes_equal(load_sixteen(p), ' ') == 0xFFFF && p[16] == ' ') p += 16;
  return p;
}

/// Leads of three bytes behind which there are only letters without case: U+5000 to U+9FFF of the
/// ideographs and U+B000 to U+CFFF of Hangul.
static const uint8_t leads_letter[256] = {[0xE5 ... 0xE9] = 1, [0xEB ... 0xEC] = 1};

static inline const uint8_t *skip_caseless(const uint8_t *p, const uint8_t *end) {
  while (end - p >= 3 && leads_letter[p[0]] && (p[1] & 0xC0) == 0x80 && (p[2] & 0xC0) == 0x80) {
    p += 3;
  }
  return p;
}

static const uint8_t *cased_word_end(const uint8_t *p, const uint8_t *end) {
  const uint8_t *last_caseless = 0;
  bool is_lower = false;
  while (p < end) {
    character c = read_character(p, end);
    if (!is_word_part(c.class)) break;
    if (c.class == 'U' && is_lower) break;
    p += c.length;
    if (c.class == 'W') {
      is_lower = true;
      p = skip_letters(p, end, false, true);
    } else if (c.scalar < 0x80) {
      p = skip_letters(p, end, true, false);
    } else if (c.class != 'U') {
      p = skip_caseless(p, end);
      if (!is_lower) last_caseless = p;
    }
  }
  if (!is_lower && last_caseless) p = last_caseless;
  return contraction_end(p, end);
}

static const uint8_t *plain_word_end(const uint8_t *p, const uint8_t *end) {
  while (p < end) {
    character c = read_character(p, end);
    if (!is_letter(c.class)) break;
    p += c.length;
    p = c.scalar < 0x80 ? skip_letters(p, end, true, true) : skip_caseless(p, end);
  }
  return p;
}

static const uint8_t *number_end(const uint8_t *p, const uint8_t *end) {
  for (int digits = 0; digits < 3 && p < end; digits++) {
    character c = read_character(p, end);
    if (c.class != 'N') break;
    p += c.length;
  }
  return p;
}

static const uint8_t *symbols_end(bool is_o200k, const uint8_t *p, const uint8_t *end) {
  const uint8_t *start = p;
  while (p < end) {
    character c = read_character(p, end);
    if (c.class != 'O' && c.class != 'M') break;
    p += c.length;
  }
  if (p == start) return p;
  while (p < end && (is_newline(*p) || (is_o200k && *p == '/'))) p++;
  return p;
}

static const uint8_t *space_end(bool is_o200k, const uint8_t *p, const uint8_t *end) {
  const uint8_t *start = p;
  const uint8_t *last = p;
  const uint8_t *newline_end = 0;
  while (p < end) {
    if (*p == ' ') p = skip_spaces(p, end);
    character c = read_character(p, end);
    if (c.class != 'S') break;
    last = p;
    p += c.length;
    if (is_newline(c.scalar)) newline_end = p;
  }
  if (!is_o200k && p == end) return p;
  if (newline_end) return newline_end;
  return p == end || last == start ? p : last;
}

const uint8_t *ft_piece_end(bool is_o200k, const uint8_t *p, const uint8_t *end) {
  if (!is_o200k) {
    const uint8_t *contraction = contraction_end(p, end);
    if (contraction > p) return contraction;
  }
  character first = read_character(p, end);
  if (first.class == 'N') return number_end(p, end);
  const uint8_t *next = p + first.length;
  if (is_o200k) {
    if (is_word_part(first.class)) return cased_word_end(p, end);
    if (!is_newline(first.scalar) && next < end &&
        is_word_part(read_character(next, end).class)) {
      return cased_word_end(next, end);
    }
  } else {
    if (is_letter(first.class)) return plain_word_end(p, end);
    if (!is_newline(first.scalar) && next < end && is_letter(read_character(next, end).class)) {
      return plain_word_end(next, end);
    }
  }
  const uint8_t *symbols = first.scalar == ' ' ? p + 1 : p;
  const uint8_t *symbols_stop = symbols_end(is_o200k, symbols, end);
  return symbols_stop > symbols ? symbols_stop : space_end(is_o200k, p, end);
}
