// Byte-pair encoding of one piece in linear time, without merging.
//
// The encoding of a text is the only sequence of tokens in which every two neighbors, encoded as
// one text, stay as they are (github/rust-gems `bpe`, README: "backtracking"). So: take the longest
// token that continues; if it does not stand beside the one before, take the next shorter; if none
// does, the place is a dead end and the token before it is shortened. A place is a dead end once at
// most, which makes the whole linear.

#include "PieceEncoder.h"

#include <stdlib.h>
#include <string.h>

#define CHARACTER_BITS 14
#define FILTER_BITS 15
#define PAIR_HASH 0x9E3779B97F4A7C15u
#define NO_TOKEN UINT32_MAX
#define TOKEN_FIELD 0x1FFFFFFFC00ull

void ft_piece_encoder_init(piece_encoder *encoder, const ft_vocabulary *vocabulary) {
  memset(encoder, 0, sizeof *encoder);
  encoder->vocabulary = *vocabulary;
  encoder->pair_shift = 64 - (uint32_t)__builtin_ctzll(vocabulary->pair_slot_count / 4);
}

void ft_piece_encoder_free(piece_encoder *encoder) {
  free(encoder->dead_ends);
}

/// Returns the token that the pair merges to, or NO_TOKEN.
///
/// Whether a pair merges cannot be guessed, so nothing branches on it: a pair that the filter rules
/// out is looked for in the first bucket, which is at hand, and is not there.
static inline uint32_t merged(const piece_encoder *encoder, uint32_t left, uint32_t right) {
  uint64_t key = left | (uint64_t)right << 21;
  uint64_t hash = key * PAIR_HASH;
  uint64_t bits = 1ull << (hash >> 20 & 63) | 1ull << (hash >> 26 & 63);
  bool may_merge = (encoder->vocabulary.pair_filter[hash >> (64 - FILTER_BITS)] & bits) == bits;
  size_t slot = may_merge ? hash >> encoder->pair_shift << 2 : 0;
  for (;;) {
    const uint64_t *bucket = encoder->vocabulary.pairs + slot;
    uint64_t found = 0;
    for (int i = 0; i < 4; i++) {
      found |= (bucket[i] & 0x3FFFFFFFFFF) == key ? bucket[i] + (1ull << 42) : 0;
    }
    // An empty slot is all ones, which one more makes zero in the upper bits.
    uint32_t token = (uint32_t)(found >> 42 & 0x1FFFFF) - 1;
    bool is_elsewhere = may_merge & (token == NO_TOKEN) & (bucket[3] != UINT64_MAX);
    if (__builtin_expect(!is_elsewhere, 1)) return token;
    slot = (slot + 4) & (encoder->vocabulary.pair_slot_count - 1);
  }
}

/// Returns whether two tokens stay as they are when their bytes are encoded as one text: undoes
/// their merges from the last to the first and looks for one across the border that comes before.
static inline bool pair_is_valid(const piece_encoder *encoder, uint32_t left, uint32_t right) {
  const uint64_t *splits = encoder->vocabulary.splits;
  uint32_t limit = NO_TOKEN;
  for (;;) {
    if (merged(encoder, left, right) < limit) return false;
    // The 256 bytes have the lowest ranks: nothing is left to undo.
    if ((left | right) < 256) return true;
    bool undoes_left = left > right;
    uint64_t split = splits[undoes_left ? left : right];
    limit = undoes_left ? left : right + 1;
    left = undoes_left ? (uint32_t)(split >> 32) : left;
    right = undoes_left ? right : (uint32_t)split;
  }
}

/// What `CharacterPairs` says of the character at `p` and the one behind it.
typedef struct {
  bool may_join, may_continue;
} character_pair;

/// Whether a character of three bytes with a lead from 0xE3 to 0xED begins at `p`.
static inline bool is_wide(const uint8_t *p) {
  return (uint8_t)(p[0] - 0xE3) <= 0xED - 0xE3 && (p[1] & 0xC0) == 0x80 && (p[2] & 0xC0) == 0x80;
}

static inline uint32_t wide_character(const uint8_t *p) {
  return (uint32_t)(p[0] & 0xF) << 12 | (uint32_t)(p[1] & 0x3F) << 6 | (p[2] & 0x3F);
}

/// Both characters must be wide.
static inline character_pair look_up(const ft_vocabulary *vocabulary, const uint8_t *p) {
  uint64_t hash = ((uint64_t)wide_character(p) << 16 | wide_character(p + 3)) * PAIR_HASH;
  uint64_t word = vocabulary->character_pairs[hash >> (64 - CHARACTER_BITS)];
  uint64_t bits = word >> (hash >> 40 & 31) * 2;
  return (character_pair){bits & 1, bits >> 1 & 1};
}

static inline size_t token_length(const ft_vocabulary *vocabulary, uint32_t token) {
  return vocabulary->token_offsets[token + 1] - vocabulary->token_offsets[token];
}

/// A token, its length in bytes and how many bytes decided that it is the longest; when it is not
/// the longest, no number is enough.
typedef struct {
  uint32_t token;
  uint32_t length;
  size_t decided_by;
} match;

/// Returns the longest token that the bytes begin with, which may be a part of a piece.
static inline match longest_token(
    const ft_vocabulary *vocabulary, const uint8_t *start, const uint8_t *end) {
  const uint64_t *trie = vocabulary->trie;
  const uint8_t *p = start;
  const uint8_t *found_end = start;
  size_t base = vocabulary->root_base;
  uint64_t found = 0;
  if (end - p >= 3 && is_wide(p)) {
    found = vocabulary->starts[wide_character(p)];
    base = found >> 41;
    found_end = start + (found & 3);
    bool is_alone = end - p >= 6 && is_wide(p + 3) && !look_up(vocabulary, p).may_continue;
    p += 3;
    end = is_alone ? p : end;
  }
  for (; p < end; p++) {
    uint64_t cell = trie[base + *p];
    if ((cell & 0x1FF) != *p + 256u) break;
    base = cell >> 41;
    // The token's field is not zero, and the bit of tokens that are whole pieces only is not set.
    if (cell & TOKEN_FIELD) {
      found = cell;
      found_end = p + 1;
    }
  }
  // Up to a character behind the last byte has been looked at.
  size_t decided_by = (size_t)(p - start) + 3;
  return (match){
      (uint32_t)(found >> 10 & 0x7FFFFFFF) - 1, (uint32_t)(found_end - start), decided_by};
}

#define REPEATED 16

/// Whether what decided on the match before `p` comes again at `p`, as in a run of one character.
static inline bool repeats(const uint8_t *p, const uint8_t *end, match last) {
  return last.decided_by <= REPEATED && end - p >= REPEATED &&
         memcmp(p, p - last.length, REPEATED) == 0;
}

/// Returns whether `next`, at `p`, may stand behind the token before, which is `last_length` long.
static inline bool fits(
    const piece_encoder *encoder, const uint8_t *p, uint32_t last_length, uint32_t last,
    match next) {
  bool is_wide_border = last_length >= 3 && next.length >= 3 && is_wide(p - 3) && is_wide(p);
  if (is_wide_border && !look_up(&encoder->vocabulary, p - 3).may_join) return true;
  return pair_is_valid(encoder, last, next.token);
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
  match next = longest_token(vocabulary, piece, end);
  if (next.length == length) {
    tokens[0] = next.token;
    return 1;
  }
  if (!clear_dead_ends(encoder, length)) return SIZE_MAX;

  uint64_t *dead_ends = encoder->dead_ends;
  size_t place = 0, count = 0;
  // Zero when it is not known.
  uint32_t last_length = 0;
  // The last two tokens that were found to stand side by side.
  struct { uint32_t left, right; } known = {NO_TOKEN, NO_TOKEN};
  for (;;) {
    size_t after = place + next.length;
    bool is_open = !(dead_ends[after / 64] >> (after % 64) & 1);
    uint32_t last = count == 0 ? NO_TOKEN : tokens[count - 1];
    // In a run of one character the same pair comes again and again.
    bool is_known = count == 0 || (last == known.left && next.token == known.right);
    if (is_open && (is_known || fits(encoder, piece + place, last_length, last, next))) {
      known.left = last;
      known.right = next.token;
      tokens[count++] = next.token;
      last_length = next.length;
      place = after;
      if (place == length) return count;
      if (!repeats(piece + place, end, next)) next = longest_token(vocabulary, piece + place, end);
      continue;
    }
    uint32_t shorter = vocabulary->prefixes[next.token];
    if (shorter == NO_TOKEN) {
      // No token goes on from here: the one before must be shorter.
      dead_ends[place / 64] |= 1ull << (place % 64);
      shorter = tokens[--count];
      place -= token_length(vocabulary, shorter);
      last_length = 0;
    }
    next = (match){shorter, (uint32_t)token_length(vocabulary, shorter), SIZE_MAX};
  }
}

#define NO_MERGE INT32_MAX

/// A merge and its place in one number: the lowest is the lowest rank, the leftmost of equals.
static inline int32_t merge_at(uint32_t merged, uint32_t place) {
  return merged == NO_TOKEN ? NO_MERGE : (int32_t)(merged << 4 | place);
}

/// One number at a time on purpose: a vector would have to wait for the numbers just written.
static inline int32_t lowest_merge(const int32_t *merges, size_t count) {
  int32_t even = NO_MERGE, odd = NO_MERGE;
#pragma clang loop vectorize(disable)
  for (size_t i = 0; i < count; i += 2) {
    even = merges[i] < even ? merges[i] : even;
    odd = merges[i + 1] < odd ? merges[i + 1] : odd;
  }
  return even < odd ? even : odd;
}

/// Merges as the encoding is defined. For a short piece that is the fastest: its lower merges are
/// the same for all words and stay in the cache, where a search from the top reads cold tables.
static size_t merge_piece(
    const piece_encoder *encoder, const uint8_t *piece, size_t length, uint32_t *tokens) {
  const ft_vocabulary *vocabulary = &encoder->vocabulary;
  uint32_t symbols[FT_SHORT_PIECE];
  int32_t merges[FT_SHORT_PIECE];
  for (uint32_t i = 0; i < FT_SHORT_PIECE; i++) merges[i] = NO_MERGE;
  symbols[0] = vocabulary->byte_tokens[piece[0]];
  for (uint32_t i = 1; i < length; i++) {
    symbols[i] = vocabulary->byte_tokens[piece[i]];
    merges[i - 1] = merge_at(vocabulary->byte_pairs[piece[i - 1] << 8 | piece[i]], i - 1);
  }
  // One bit for each place where a symbol begins.
  uint32_t starts = (1u << length) - 1;
  for (;;) {
    int32_t merge = lowest_merge(merges, length);
    if (merge == NO_MERGE) break;
    uint32_t place = merge & 15, token = (uint32_t)merge >> 4;
    uint32_t gone = place + 1 + (uint32_t)__builtin_ctz(starts >> (place + 1));
    starts &= ~(1u << gone);
    merges[gone] = NO_MERGE;
    symbols[place] = token;
    uint32_t behind = starts >> (place + 1);
    merges[place] = NO_MERGE;
    if (behind) {
      uint32_t next = place + 1 + (uint32_t)__builtin_ctz(behind);
      merges[place] = merge_at(merged(encoder, token, symbols[next]), place);
    }
    uint32_t before = starts & ((1u << place) - 1);
    if (before) {
      uint32_t last = 31 - (uint32_t)__builtin_clz(before);
      merges[last] = merge_at(merged(encoder, symbols[last], token), last);
    }
  }
  size_t count = 0;
  for (; starts; starts &= starts - 1) tokens[count++] = symbols[__builtin_ctz(starts)];
  return count;
}

size_t ft_encode_short_piece(
    piece_encoder *encoder, const uint8_t *piece, size_t length, uint32_t *tokens) {
  // Another script's characters are two bytes or three each, and merged already in the trie.
  bool is_ascii = piece[length - 1] < 0x80 && piece[length / 2] < 0x80;
  return is_ascii ? merge_piece(encoder, piece, length, tokens)
                  : ft_encode_piece(encoder, piece, length, tokens);
}
