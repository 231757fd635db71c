// Text to tokens: split into pieces, look each piece up among those seen before, encode the rest.
//
// A piece of up to 15 bytes is its own key: the bytes and the length in one word of 128 bits. The
// pieces are taken in batches, so that the cache lines of a batch are on their way before the first
// is needed.

#include <stdlib.h>
#include <string.h>

#include "CTokenization.h"
#include "PieceEncoder.h"
#include "PieceScanner.h"

#define BATCH 128
#define LONGEST_KEY 15
#define WAYS 4
#define COUNT_SET_BITS 15
#define TOKEN_SET_BITS 15
#define MEMO_BITS 10
#define MEMO_SHORTEST 48
#define MEMO_LONGEST 4096

/// The bytes of a short piece; the length in the low half of the top byte. Where a number of
/// tokens is known, it is in the high half.
typedef struct {
  uint64_t low, high;
} piece_key;

/// A line of four pieces and their numbers of tokens.
typedef struct {
  piece_key ways[WAYS];
} count_set;

/// A piece and its tokens, if there are no more than four.
typedef struct {
  piece_key key;
  uint32_t tokens[4];
} token_entry;

typedef struct {
  token_entry ways[2];
} token_set;

/// A text seen at least twice and its number of tokens.
typedef struct {
  uint64_t hash;
  size_t length, count;
  uint8_t *text;
} memo_entry;

struct ft_encoder {
  piece_encoder pieces;
  count_set *counts;
  token_set *tokens;
  memo_entry *memo;
  uint32_t *scratch;
  size_t scratch_length;
  uint8_t *text;
  size_t text_length;
};

typedef struct {
  const uint8_t *start;
  piece_key key;
  uint32_t length;
  uint32_t set;
} short_piece;

ft_encoder *ft_encoder_create(const ft_vocabulary *vocabulary) {
  ft_encoder *encoder = calloc(1, sizeof *encoder);
  if (!encoder) return NULL;
  encoder->memo = calloc((size_t)1 << MEMO_BITS, sizeof(memo_entry));
  ft_piece_encoder_init(&encoder->pieces, vocabulary);
  if (!encoder->memo) {
    ft_encoder_destroy(encoder);
    return NULL;
  }
  return encoder;
}

void ft_encoder_destroy(ft_encoder *encoder) {
  if (!encoder) return;
  ft_piece_encoder_free(&encoder->pieces);
  for (size_t i = 0; encoder->memo && i < (size_t)1 << MEMO_BITS; i++) free(encoder->memo[i].text);
  free(encoder->memo);
  free(encoder->counts);
  free(encoder->tokens);
  free(encoder->scratch);
  free(encoder->text);
  free(encoder);
}

static void *allocate_lines(size_t size) {
  void *lines = NULL;
  if (posix_memalign(&lines, 1 << 12, size) != 0) return NULL;
  return memset(lines, 0, size);
}

static bool needs_scratch(ft_encoder *encoder, size_t length) {
  if (length <= encoder->scratch_length) return true;
  free(encoder->scratch);
  encoder->scratch = malloc(length * sizeof(uint32_t));
  encoder->scratch_length = encoder->scratch ? length : 0;
  return encoder->scratch != NULL;
}

static const uint64_t low_masks[16] = {
    0, 0xFF, 0xFFFF, 0xFFFFFF, 0xFFFFFFFF, 0xFFFFFFFFFF, 0xFFFFFFFFFFFF, 0xFFFFFFFFFFFFFF,
    ~0ull, ~0ull, ~0ull, ~0ull, ~0ull, ~0ull, ~0ull, ~0ull};
static const uint64_t high_masks[16] = {
    0, 0, 0, 0, 0, 0, 0, 0, 0,
    0xFF, 0xFFFF, 0xFFFFFF, 0xFFFFFFFF, 0xFFFFFFFFFF, 0xFFFFFFFFFFFF, 0xFFFFFFFFFFFFFF};

static inline piece_key key_of(const uint8_t *p, uint32_t length, const uint8_t *end) {
  piece_key key;
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

static inline uint32_t hash_of(piece_key key) {
  uint64_t hash = key.low * 0x9E3779B97F4A7C15u + key.high * 0xD6E8FEB86659FD93u;
  return (uint32_t)((hash ^ hash >> 29) * 0x9FB21C651E98DF25u >> 40);
}

/// Splits up to BATCH pieces off the text; returns where the next piece begins.
static inline const uint8_t *next_batch(
    bool is_o200k, const uint8_t *p, const uint8_t *end, short_piece *pieces, size_t *count) {
  size_t n = 0;
  while (n < BATCH && p < end) {
    const uint8_t *next = is_o200k ? ft_scan_o200k(p, end) : ft_scan_cl100k(p, end);
    size_t length = (size_t)(next - p);
    pieces[n].start = p;
    pieces[n].length = length > LONGEST_KEY ? LONGEST_KEY + 1 : (uint32_t)length;
    n++;
    p = next;
  }
  pieces[n].start = p;
  *count = n;
  return p;
}

/// Returns the number of tokens of a short piece that is not in its set, and puts it there.
static __attribute__((noinline)) size_t learn_count(ft_encoder *encoder, const short_piece *piece, count_set *set) {
  uint32_t tokens[16];
  size_t count = ft_encode_short_piece(&encoder->pieces, piece->start, piece->length, tokens);
  if (count == SIZE_MAX) return count;
  size_t way = 0;
  while (way < WAYS && set->ways[way].high != 0) way++;
  if (way == WAYS) way = 1 + piece->key.low % (WAYS - 1);
  set->ways[way] = (piece_key){piece->key.low, piece->key.high | (uint64_t)count << 60};
  return count;
}

static inline size_t count_short(ft_encoder *encoder, const short_piece *piece) {
  count_set *set = &encoder->counts[piece->set];
  uint64_t count = 0;
  // One way at most has the piece; all are looked at, as a branch for each would be guessed wrong.
  for (int way = 0; way < WAYS; way++) {
    piece_key found = set->ways[way];
    uint64_t difference = (found.low ^ piece->key.low) | (found.high ^ piece->key.high) << 4;
    count |= difference == 0 ? found.high >> 60 : 0;
  }
  return __builtin_expect(count != 0, 1) ? count : learn_count(encoder, piece, set);
}

static inline size_t count_text(
    bool is_o200k, ft_encoder *encoder, const uint8_t *p, const uint8_t *end) {
  short_piece pieces[BATCH + 1];
  size_t total = 0;
  while (p < end) {
    size_t batch;
    p = next_batch(is_o200k, p, end, pieces, &batch);
    for (size_t i = 0; i < batch; i++) {
      if (pieces[i].length > LONGEST_KEY) continue;
      pieces[i].key = key_of(pieces[i].start, pieces[i].length, end);
      pieces[i].set = hash_of(pieces[i].key) & ((1u << COUNT_SET_BITS) - 1);
      __builtin_prefetch(&encoder->counts[pieces[i].set]);
    }
    for (size_t i = 0; i < batch; i++) {
      size_t count;
      if (pieces[i].length <= LONGEST_KEY) {
        count = count_short(encoder, &pieces[i]);
      } else {
        size_t length = (size_t)(pieces[i + 1].start - pieces[i].start);
        if (!needs_scratch(encoder, length)) return SIZE_MAX;
        count = ft_encode_piece(&encoder->pieces, pieces[i].start, length, encoder->scratch);
      }
      if (count == SIZE_MAX) return SIZE_MAX;
      total += count;
    }
  }
  return total;
}

/// Writes the tokens of a short piece that is not in its set, and puts them there.
static __attribute__((noinline)) size_t learn_tokens(
    ft_encoder *encoder, const short_piece *piece, token_set *set, uint32_t *tokens) {
  size_t count = ft_encode_short_piece(&encoder->pieces, piece->start, piece->length, tokens);
  if (count > 4) return count;
  token_entry *entry = &set->ways[set->ways[0].key.high != 0];
  entry->key = (piece_key){piece->key.low, piece->key.high | (uint64_t)count << 60};
  memcpy(entry->tokens, tokens, count * sizeof *tokens);
  return count;
}

static inline size_t encode_text(
    bool is_o200k, ft_encoder *encoder, const uint8_t *p, const uint8_t *end, uint32_t *tokens) {
  short_piece pieces[BATCH + 1];
  uint32_t *const last = tokens + (end - p);
  uint32_t *out = tokens;
  while (p < end) {
    size_t batch;
    p = next_batch(is_o200k, p, end, pieces, &batch);
    for (size_t i = 0; i < batch; i++) {
      if (pieces[i].length > LONGEST_KEY) continue;
      pieces[i].key = key_of(pieces[i].start, pieces[i].length, end);
      pieces[i].set = hash_of(pieces[i].key) & ((1u << TOKEN_SET_BITS) - 1);
      __builtin_prefetch(&encoder->tokens[pieces[i].set]);
    }
    for (size_t i = 0; i < batch; i++) {
      size_t length = (size_t)(pieces[i + 1].start - pieces[i].start);
      size_t count = SIZE_MAX;
      if (length <= LONGEST_KEY) {
        token_set *set = &encoder->tokens[pieces[i].set];
        const token_entry *entry = &set->ways[0];
        bool is_first = entry->key.low == pieces[i].key.low &&
                        (entry->key.high ^ pieces[i].key.high) << 4 == 0;
        entry = is_first ? entry : &set->ways[1];
        if (entry->key.low == pieces[i].key.low &&
            (entry->key.high ^ pieces[i].key.high) << 4 == 0) {
          count = entry->key.high >> 60;
          if (__builtin_expect(last - out >= 4, 1)) {
            memcpy(out, entry->tokens, 4 * sizeof *out);
          } else {
            for (size_t k = 0; k < count; k++) out[k] = entry->tokens[k];
          }
        } else {
          count = learn_tokens(encoder, &pieces[i], set, out);
        }
      } else {
        count = ft_encode_piece(&encoder->pieces, pieces[i].start, length, out);
      }
      if (count == SIZE_MAX) return SIZE_MAX;
      out += count;
    }
  }
  return (size_t)(out - tokens);
}

static size_t count_anew(ft_encoder *encoder, const uint8_t *text, size_t length) {
  if (!encoder->counts) {
    encoder->counts = allocate_lines(sizeof(count_set) << COUNT_SET_BITS);
    if (!encoder->counts) return SIZE_MAX;
  }
  return encoder->pieces.vocabulary.is_o200k ? count_text(true, encoder, text, text + length)
                                             : count_text(false, encoder, text, text + length);
}

static inline uint64_t hash_text(const uint8_t *text, size_t length) {
  uint64_t a = length * 0x9E3779B97F4A7C15u, b = 0xD6E8FEB86659FD93u;
  for (size_t i = 0; i + 16 < length; i += 16) {
    uint64_t words[2];
    memcpy(words, text + i, 16);
    a = (a ^ words[0]) * 0x9FB21C651E98DF25u;
    b = (b ^ words[1]) * 0xA0761D6478BD642Fu;
    a ^= a >> 32;
    b ^= b >> 32;
  }
  uint64_t words[2];
  memcpy(words, text + length - 16, 16);
  a = (a ^ words[0]) * 0x9FB21C651E98DF25u + (b ^ words[1]) * 0xA0761D6478BD642Fu;
  return a ^ a >> 32;
}

size_t ft_encoder_count(ft_encoder *encoder, const uint8_t *text, size_t length) {
  if (length < MEMO_SHORTEST || length > MEMO_LONGEST) return count_anew(encoder, text, length);
  // A text is kept from the second time on: most are seen once and would only cost the copy.
  uint64_t hash = hash_text(text, length);
  memo_entry *memo = &encoder->memo[hash & ((1u << MEMO_BITS) - 1)];
  bool is_same = memo->hash == hash && memo->length == length;
  if (is_same && memo->text && memcmp(memo->text, text, length) == 0) return memo->count;
  size_t count = count_anew(encoder, text, length);
  if (is_same && !memo->text && count != SIZE_MAX) {
    memo->text = malloc(length);
    if (memo->text) memcpy(memo->text, text, length);
    memo->count = count;
  } else if (!is_same) {
    free(memo->text);
    *memo = (memo_entry){hash, length, 0, NULL};
  }
  return count;
}

size_t ft_encoder_encode(
    ft_encoder *encoder, const uint8_t *text, size_t length, uint32_t *tokens) {
  if (!encoder->tokens) {
    encoder->tokens = allocate_lines(sizeof(token_set) << TOKEN_SET_BITS);
    if (!encoder->tokens) return SIZE_MAX;
  }
  return encoder->pieces.vocabulary.is_o200k
             ? encode_text(true, encoder, text, text + length, tokens)
             : encode_text(false, encoder, text, text + length, tokens);
}

/// Sets `*text` to what the JSON string stands for and returns its length, or SIZE_MAX.
static size_t unescaped(
    ft_encoder *encoder, const uint8_t *string, size_t length, const uint8_t **text) {
  *text = string;
  if (length == 0 || !memchr(string, '\\', length)) return length;
  if (length > encoder->text_length) {
    free(encoder->text);
    encoder->text = malloc(length * 2);
    encoder->text_length = encoder->text ? length * 2 : 0;
    if (!encoder->text) return SIZE_MAX;
  }
  *text = encoder->text;
  return ft_json_unescape(string, length, encoder->text);
}

size_t ft_encoder_count_json(ft_encoder *encoder, const uint8_t *string, size_t length) {
  const uint8_t *text;
  size_t count = unescaped(encoder, string, length, &text);
  return count == SIZE_MAX ? count : ft_encoder_count(encoder, text, count);
}

size_t ft_encoder_encode_json(
    ft_encoder *encoder, const uint8_t *string, size_t length, uint32_t *tokens) {
  const uint8_t *text;
  size_t count = unescaped(encoder, string, length, &text);
  return count == SIZE_MAX ? count : ft_encoder_encode(encoder, text, count, tokens);
}
