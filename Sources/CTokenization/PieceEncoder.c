// Byte-pair encoding of one piece in linear time, without merging.
//
// The encoding of a text is the only sequence of tokens in which every two neighbours, encoded as
// one text, stay as they are (github/rust-gems `bpe`, README: "backtracking"). So: take the longest
// token that goes on; if it does not stand beside the one before, take the next shorter; if none
// does, the place is a dead end and the token before it is shortened. A place is a dead end once at
// most, which makes the whole linear.

#include "PieceEncoder.h"

#include <stdlib.h>
#include <string.h>

#define KNOWN_PAIR_BITS 15
#define PAIR_HASH 0x9E3779B97F4A7C15u
#define NO_TOKEN UINT32_MAX

bool ft_piece_encoder_init(piece_encoder *encoder, const ft_vocabulary *vocabulary) {
  memset(encoder, 0, sizeof *encoder);
  encoder->vocabulary = *vocabulary;
  encoder->pair_shift = 64 - (uint32_t)__builtin_ctzll(vocabulary->pair_slot_count);
  encoder->known_pairs = calloc((size_t)1 << KNOWN_PAIR_BITS, sizeof(uint64_t));
  return encoder->known_pairs != NULL;
}

void ft_piece_encoder_free(piece_encoder *encoder) {
  free(encoder->known_pairs);
  free(encoder->dead_ends);
}

/// Returns the token that the pair merges to, or NO_TOKEN.
static inline uint32_t merged(const piece_encoder *encoder, uint32_t left, uint32_t right) {
  uint64_t key = left | (uint64_t)right << 21;
  size_t slot = key * PAIR_HASH >> encoder->pair_shift;
  for (;;) {
    uint64_t word = encoder->vocabulary.pairs[slot];
    if ((word & 0x3FFFFFFFFFF) == key && word != UINT64_MAX) return (uint32_t)(word >> 42);
    if (word == UINT64_MAX) return NO_TOKEN;
    slot = (slot + 1) & (encoder->vocabulary.pair_slot_count - 1);
  }
}

/// Returns whether two tokens stay as they are when their bytes are encoded as one text: undoes
/// their merges from the last to the first and looks for one across the border that comes before.
static bool work_out_pair(const piece_encoder *encoder, uint32_t left, uint32_t right) {
  const uint64_t *splits = encoder->vocabulary.splits;
  uint32_t limit = NO_TOKEN;
  for (;;) {
    if (merged(encoder, left, right) < limit) return false;
    if (left > right) {
      limit = left;
      left = (uint32_t)(splits[left] >> 32);
      if (left != limit) continue;
      limit = right + 1;
      right = (uint32_t)splits[right];
      if (right + 1 == limit) return true;
    } else {
      limit = right + 1;
      right = (uint32_t)splits[right];
      if (right + 1 != limit) continue;
      limit = left;
      left = (uint32_t)(splits[left] >> 32);
      if (left == limit) return true;
    }
  }
}

static inline bool pair_is_valid(piece_encoder *encoder, uint32_t left, uint32_t right) {
  // The pair, the top bit set so that no pair is an empty slot, and the answer in bit 62.
  uint64_t key = left | (uint64_t)right << 21 | 1ull << 63;
  uint64_t *known = &encoder->known_pairs[key * PAIR_HASH >> (64 - KNOWN_PAIR_BITS)];
  if ((*known & ~(1ull << 62)) == key) return *known >> 62 & 1;
  bool is_valid = work_out_pair(encoder, left, right);
  *known = key | (uint64_t)is_valid << 62;
  return is_valid;
}

static inline size_t token_length(const ft_vocabulary *vocabulary, uint32_t token) {
  return vocabulary->token_offsets[token + 1] - vocabulary->token_offsets[token];
}

/// Returns the longest token that the bytes begin with, which may be a part of a piece.
static inline uint32_t longest_token(
    const ft_vocabulary *vocabulary, const uint8_t *p, const uint8_t *end) {
  uint32_t base = vocabulary->root_base;
  uint64_t found = 0;
  if (end - p >= 3 && (p[0] & 0xF0) == 0xE0 && (p[1] & 0xC0) == 0x80 && (p[2] & 0xC0) == 0x80) {
    found = vocabulary->starts[(p[0] & 0xF) << 12 | (p[1] & 0x3F) << 6 | (p[2] & 0x3F)];
    base = found >> 9 & 0x7FFFFF;
    p += 3;
  }
  for (; p < end; p++) {
    uint64_t cell = vocabulary->trie[base + *p];
    if ((cell & 0x1FF) != *p + 256u) break;
    // The token's field is not zero and bit 63, of tokens that are whole pieces only, is not set.
    if ((int64_t)cell >= 1ll << 32) found = cell;
    base = cell >> 9 & 0x7FFFFF;
  }
  return (uint32_t)(found >> 32) - 1;
}

/// Returns the token that is the whole piece, or NO_TOKEN.
static uint32_t whole_token(
    const ft_vocabulary *vocabulary, const uint8_t *piece, size_t length) {
  uint32_t base = vocabulary->root_base;
  uint64_t cell = 0;
  for (size_t i = 0; i < length; i++) {
    cell = vocabulary->trie[base + piece[i]];
    if ((cell & 0x1FF) != piece[i] + 256u) return NO_TOKEN;
    base = cell >> 9 & 0x7FFFFF;
  }
  return (uint32_t)(cell >> 32 & 0x7FFFFFFF) - 1;
}

static bool clear_dead_ends(piece_encoder *encoder, size_t length) {
  size_t words = length / 64 + 1;
  if (words > encoder->dead_end_words) {
    free(encoder->dead_ends);
    encoder->dead_ends = malloc(words * sizeof(uint64_t));
    encoder->dead_end_words = encoder->dead_ends ? words : 0;
    if (!encoder->dead_ends) return false;
  }
  memset(encoder->dead_ends, 0, words * sizeof(uint64_t));
  return true;
}

size_t ft_encode_piece(
    piece_encoder *encoder, const uint8_t *piece, size_t length, uint32_t *tokens) {
  const ft_vocabulary *vocabulary = &encoder->vocabulary;
  const uint8_t *end = piece + length;
  uint32_t token = longest_token(vocabulary, piece, end);
  if (token_length(vocabulary, token) == length) {
    tokens[0] = token;
    return 1;
  }
  uint32_t whole = whole_token(vocabulary, piece, length);
  if (whole != NO_TOKEN) {
    tokens[0] = whole;
    return 1;
  }
  if (!clear_dead_ends(encoder, length)) return SIZE_MAX;

  uint64_t *dead_ends = encoder->dead_ends;
  size_t place = 0, count = 0;
  while (place < length) {
    size_t next = place + token_length(vocabulary, token);
    bool is_open = !(dead_ends[next / 64] >> (next % 64) & 1);
    if (is_open && (count == 0 || pair_is_valid(encoder, tokens[count - 1], token))) {
      tokens[count++] = token;
      place = next;
      if (place < length) token = longest_token(vocabulary, piece + place, end);
      continue;
    }
    uint32_t shorter = vocabulary->prefixes[token];
    if (shorter != NO_TOKEN) {
      token = shorter;
      continue;
    }
    // No token goes on from here: the one before must be shorter.
    dead_ends[place / 64] |= 1ull << (place % 64);
    token = tokens[--count];
    place -= token_length(vocabulary, token);
  }
  return count;
}
