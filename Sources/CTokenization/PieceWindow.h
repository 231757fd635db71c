// The splitting patterns on up to 64 bytes of ASCII at once, by algebra on masks of one bit a byte.
//
// A window begins where a piece begins. The patterns look at nothing before a piece, so nothing is
// carried from one window to the next; the last piece of a window may go on behind it and is left
// to the next.

#ifndef FT_PIECE_WINDOW_H
#define FT_PIECE_WINDOW_H

#include <stdbool.h>

#include "ByteMasks.h"

/// `place` must be less than 64.
ALWAYS_INLINE uint64_t bits_below(uint32_t place) { return (1ull << place) - 1; }

ALWAYS_INLINE uint32_t lowest_bit(uint64_t bits) { return (uint32_t)__builtin_ctzll(bits); }
ALWAYS_INLINE uint32_t highest_bit(uint64_t bits) { return 63 - (uint32_t)__builtin_clzll(bits); }

/// The newlines behind symbols, and in o200k the slashes among them: `[\r\n/]*`.
ALWAYS_INLINE uint64_t symbol_tails(bool is_o200k, const byte_masks *m, uint64_t symbol) {
  uint64_t tail = m->newline & symbol << 1;
  if (tail == 0) return 0;
  uint64_t reach = is_o200k ? m->newline | (m->slash & symbol) : m->newline;
  // Floods upwards from each tail's first byte, twice as far at each step.
  for (uint32_t step = 1; step < 64; step *= 2) {
    tail |= reach & tail << step;
    reach &= reach << step;
  }
  return tail;
}

/// Where pieces begin with white space: those of it, `\s*[\r\n]+|\s+(?!\S)|\s+`, and others.
ALWAYS_INLINE uint64_t white_starts(uint64_t blank, uint64_t newline) {
  uint64_t white = blank | newline;
  uint64_t run_start = white & ~(white << 1);
  // The last blank before something else goes with it, or stands alone.
  uint64_t last = blank & ~(white >> 1);
  uint64_t blank_start = blank & ~(blank << 1);
  uint64_t after_newline = blank_start & newline << 1;
  // Blanks before a newline belong to it: the sum carries through each run to the byte behind.
  uint64_t before_newline = (blank + blank_start) & ~blank & newline;
  for (; before_newline; before_newline &= before_newline - 1) {
    uint64_t starts_before = blank_start & ((before_newline & -before_newline) - 1);
    after_newline &= ~(1ull << highest_bit(starts_before));
  }
  return run_start | last | after_newline;
}

/// Where numbers begin: each three digits of a run.
ALWAYS_INLINE uint64_t number_starts(uint64_t digit) {
  uint64_t starts = digit & ~(digit << 1);
  uint64_t fourth = digit & digit << 1 & digit << 2 & digit << 3;
  for (uint64_t next = starts << 3 & fourth; next; next = next << 3 & fourth) starts |= next;
  return starts;
}

/// Returns the length of the contraction at an apostrophe, or 0; reads three bytes.
ALWAYS_INLINE uint32_t contraction_length(const uint8_t *p) {
  uint8_t first = p[1] | 0x20, last = p[2] | 0x20;
  if (first == 's' || first == 'd' || first == 'm' || first == 't') return 2;
  bool is_pair = (first == 'l' && last == 'l') || ((first == 'v' || first == 'r') && last == 'e');
  return is_pair ? 3 : 0;
}

/// Corrects the starts around `'(?i:[sdmt]|ll|ve|re)`, the end of a word in o200k and a piece of
/// its own in cl100k. `apostrophes` are those at which one may be, and have two bytes behind them.
ALWAYS_INLINE uint64_t with_contractions(
    bool is_o200k, uint64_t starts, uint64_t apostrophes, uint64_t letter, const uint8_t *p) {
  uint32_t last_end = 64;
  for (; apostrophes; apostrophes &= apostrophes - 1) {
    uint32_t place = lowest_bit(apostrophes);
    uint32_t length = contraction_length(p + place);
    // In o200k a word has one contraction at most.
    if (length == 0 || (is_o200k && place == last_end)) continue;
    last_end = place + length;
    starts &= ~(bits_below(length) << place) | (is_o200k ? 0 : 1ull << place);
    if (last_end < 64) starts |= letter & 1ull << last_end;
  }
  return starts;
}

/// Returns a bit for each place where a piece begins, of the pieces that end within `length` bytes
/// and of the one behind them. `p` is where a piece begins; the lowest bit is always set, and alone
/// if no piece is known to end. `length` is 1 or more; bytes from the 65th on are not looked at.
ALWAYS_INLINE uint64_t piece_starts(bool is_o200k, const uint8_t *p, size_t length) {
  byte_masks m = classify_bytes(p, length);
  // The first byte that is not ASCII, or not text any more, ends the window.
  uint32_t count = m.ascii == ~0ull ? 64 : lowest_bit(~m.ascii);
  if (count == 0) return 1;
  uint64_t valid = ~0ull >> (64 - count);
  uint64_t letter = (m.upper | m.lower) & valid;
  m.newline &= valid;
  m.blank &= valid;
  m.digit &= valid;
  uint64_t symbol = valid & ~(letter | m.digit | m.blank | m.newline);
  uint64_t tail = symbol_tails(is_o200k, &m, symbol);
  uint64_t newline = m.newline & ~tail;
  symbol &= ~tail;

  uint64_t symbol_start = symbol & ~(symbol << 1 | m.space << 1);
  // One symbol, or a blank, goes with the word behind it.
  uint64_t prefix = symbol_start & letter >> 1;
  uint64_t word_start = letter & ~((letter | m.blank | prefix) << 1);
  uint64_t starts = 1 | white_starts(m.blank, newline) | symbol_start | word_start |
                    number_starts(m.digit);
  if (is_o200k) starts |= m.upper & m.lower << 1 & valid;

  // Where white space that ends the window is split depends on what is behind the window.
  uint64_t other = valid & ~(m.blank | newline);
  uint32_t known = other ? highest_bit(other) + 1 : 0;
  if (known < 63) starts &= bits_below(known + 1);
  // So does an apostrophe with fewer than two bytes behind it.
  uint64_t apostrophes = m.apostrophe & (is_o200k ? letter << 1 : prefix);
  uint64_t open = apostrophes & ~(valid >> 2);
  if (open) starts &= bits_below(lowest_bit(open));
  uint64_t closed = apostrophes & letter >> 1 & valid >> 2;
  if (closed) starts = with_contractions(is_o200k, starts, closed, letter, p);
  return starts | 1;
}

#endif
