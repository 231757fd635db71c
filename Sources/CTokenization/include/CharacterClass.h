#ifndef FT_CHARACTER_CLASS_H
#define FT_CHARACTER_CLASS_H

#include <stdint.h>

/// The code points below this one are in the table; above it there are only variation selectors
/// (marks, U+E0100 to U+E01EF) and code points of class 'O'.
#define FT_CLASS_TABLE_END 0x32400

extern const uint16_t ft_class_block_of[FT_CLASS_TABLE_END / 64];
extern const char ft_class_blocks[];

/// Returns the class letter of a code point: one of U W C M N S O.
static inline char ft_class_of(uint32_t scalar) {
  if (scalar < FT_CLASS_TABLE_END) {
    return ft_class_blocks[(uint32_t)ft_class_block_of[scalar >> 6] << 6 | (scalar & 63)];
  }
  return scalar - 0xE0100 <= 0xE01EF - 0xE0100 ? 'M' : 'O';
}

#endif
