// Pieces that have been seen, and how many tokens or which they are.
//
// A piece is its own key: its bytes and its length in one word. A table is an array of lines of 64
// bytes, as the processor's cache has them; a line holds the few pieces that have its hash.

#ifndef FT_PIECE_CACHE_H
#define FT_PIECE_CACHE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define LONGEST_SHORT 15
#define LONGEST_LONG 31
#define SHORT_LINE_BITS 15
#define LONG_LINE_BITS 14

/// The bytes of a short piece; the length in the low half of the top byte. Where a number of
/// tokens is known, it is in the high half.
typedef struct {
  uint64_t low, high;
} short_key;

/// The bytes of a longer piece; the length in the top byte.
typedef struct {
  uint64_t words[4];
} long_key;

#define COUNT_WAYS 4

/// Short pieces and their numbers of tokens.
typedef struct {
  short_key ways[COUNT_WAYS];
} count_line;

#define MOST_SHORT_TOKENS 4

/// Short pieces and their tokens.
typedef struct {
  struct {
    short_key key;
    uint32_t tokens[MOST_SHORT_TOKENS];
  } ways[2];
} token_line;

#define MOST_LONG_TOKENS 7

/// A longer piece, the number of its tokens, and they, if there are no more than can be kept.
typedef struct {
  long_key key;
  uint32_t count;
  uint32_t tokens[MOST_LONG_TOKENS];
} long_line;

/// `length` is from LONGEST_SHORT + 1 to LONGEST_LONG; no byte from `end` on is read.
static inline long_key long_key_of(const uint8_t *p, size_t length, const uint8_t *end) {
  static const uint8_t ones_then_zeros[64] = {[0 ... 31] = 0xFF};
  long_key key = {{0}}, mask;
  memcpy(&mask, ones_then_zeros + 32 - length, sizeof mask);
  memcpy(&key, p, __builtin_expect(end - p >= 32, 1) ? 32 : length);
  for (int i = 0; i < 4; i++) key.words[i] &= mask.words[i];
  key.words[3] |= (uint64_t)length << 56;
  return key;
}

static inline uint32_t line_of_long(long_key key) {
  uint64_t low = key.words[0] ^ key.words[2] * 0x9FB21C651E98DF25u;
  uint64_t high = key.words[1] ^ key.words[3] * 0xA0761D6478BD642Fu;
  uint64_t hash = low * 0x9E3779B97F4A7C15u + high * 0xD6E8FEB86659FD93u;
  return (uint32_t)((hash ^ hash >> 29) * 0x9FB21C651E98DF25u >> (64 - LONG_LINE_BITS));
}

static inline short_key short_key_of(const uint8_t *p, uint32_t length, const uint8_t *end) {
  static const uint64_t low_masks[16] = {
      0, 0xFF, 0xFFFF, 0xFFFFFF, 0xFFFFFFFF, 0xFFFFFFFFFF, 0xFFFFFFFFFFFF, 0xFFFFFFFFFFFFFF,
      ~0ull, ~0ull, ~0ull, ~0ull, ~0ull, ~0ull, ~0ull, ~0ull};
  static const uint64_t high_masks[16] = {
      0, 0, 0, 0, 0, 0, 0, 0, 0,
      0xFF, 0xFFFF, 0xFFFFFF, 0xFFFFFFFF, 0xFFFFFFFFFF, 0xFFFFFFFFFFFF, 0xFFFFFFFFFFFFFF};
  short_key key;
  if (__builtin_expect(end - p >= 16, 1)) {
    memcpy(&key, p, 16);
  } else {
    uint8_t bytes[16] = {0};
    for (uint32_t i = 0; i < length; i++) bytes[i] = p[i];
    memcpy(&key, bytes, 16);
  }
  key.low &= low_masks[length];
  key.high = (key.high & high_masks[length]) | (uint64_t)length << 56;
  return key;
}

static inline uint32_t line_of_short(short_key key) {
  uint64_t hash = key.low * 0x9E3779B97F4A7C15u + key.high * 0xD6E8FEB86659FD93u;
  return (uint32_t)((hash ^ hash >> 29) * 0x9FB21C651E98DF25u >> (64 - SHORT_LINE_BITS));
}

/// Whether a kept key, with a number of tokens in it, is that of the piece.
static inline bool is_key(short_key kept, short_key key) {
  return ((kept.low ^ key.low) | (kept.high ^ key.high) << 4) == 0;
}

static inline short_key with_count(short_key key, size_t count) {
  return (short_key){key.low, key.high | (uint64_t)count << 60};
}

/// Returns the number of tokens of a piece, or 0 when it is not in its line.
static inline size_t known_count(const count_line *line, short_key key) {
  uint64_t count = 0;
  // One way at most has the piece; all are looked at, as a branch for each would be guessed wrong.
  for (int way = 0; way < COUNT_WAYS; way++) {
    short_key kept = line->ways[way];
    count |= is_key(kept, key) ? kept.high >> 60 : 0;
  }
  return count;
}

static inline void keep_count(count_line *line, short_key key, size_t count) {
  size_t way = 0;
  while (way < COUNT_WAYS && line->ways[way].high != 0) way++;
  if (way == COUNT_WAYS) way = 1 + key.low % (COUNT_WAYS - 1);
  line->ways[way] = with_count(key, count);
}

static inline void keep_tokens(
    token_line *line, short_key key, const uint32_t *tokens, size_t count) {
  if (count > MOST_SHORT_TOKENS) return;
  size_t way = line->ways[0].key.high != 0;
  line->ways[way].key = with_count(key, count);
  memcpy(line->ways[way].tokens, tokens, count * sizeof *tokens);
}

static inline bool is_long_key(const long_key *kept, const long_key *key) {
  uint64_t difference = 0;
  for (int i = 0; i < 4; i++) difference |= kept->words[i] ^ key->words[i];
  return difference == 0;
}

static inline void keep_long(
    long_line *line, long_key key, const uint32_t *tokens, size_t count) {
  line->key = key;
  line->count = (uint32_t)count;
  size_t kept = count < MOST_LONG_TOKENS ? count : MOST_LONG_TOKENS;
  memcpy(line->tokens, tokens, kept * sizeof *tokens);
}

#endif
