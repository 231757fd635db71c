// Text to tokens: split into pieces, look each piece up among those seen before, encode the rest.
//
// The pieces are taken in batches, so that the cache lines of a batch are on their way before the
// first is needed.

#include <stdlib.h>
#include <string.h>

#include "CTokenization.h"
#include "PieceCache.h"
#include "PieceEncoder.h"
#include "PieceScanner.h"
#include "PieceWindow.h"

#define BATCH 128
// The last window of a batch can add a window's pieces less one; one more is the end.
#define BATCH_ROOM (BATCH + 64)

struct ft_encoder {
  piece_encoder pieces;
  count_line *counts;
  token_line *tokens;
  long_line *long_pieces;
  uint32_t *scratch;
  size_t scratch_length;
  uint8_t *text;
  size_t text_length;
};

/// A piece of a batch; the key only of a short one. The next piece begins where it ends.
typedef struct {
  const uint8_t *start;
  short_key key;
  /// No more than one above LONGEST_SHORT.
  uint32_t length;
  uint32_t line;
} batch_piece;

static void *allocate_lines(size_t size) {
  void *lines = NULL;
  if (posix_memalign(&lines, 1 << 12, size) != 0) return NULL;
  return memset(lines, 0, size);
}

ft_encoder *ft_encoder_create(const ft_vocabulary *vocabulary) {
  ft_encoder *encoder = calloc(1, sizeof *encoder);
  if (!encoder) return NULL;
  encoder->long_pieces = allocate_lines(sizeof(long_line) << LONG_LINE_BITS);
  ft_piece_encoder_init(&encoder->pieces, vocabulary);
  if (!encoder->long_pieces) {
    ft_encoder_destroy(encoder);
    return NULL;
  }
  return encoder;
}

void ft_encoder_destroy(ft_encoder *encoder) {
  if (!encoder) return;
  ft_piece_encoder_free(&encoder->pieces);
  free(encoder->counts);
  free(encoder->tokens);
  free(encoder->long_pieces);
  free(encoder->scratch);
  free(encoder->text);
  free(encoder);
}

static bool needs_scratch(ft_encoder *encoder, size_t length) {
  if (length <= encoder->scratch_length) return true;
  free(encoder->scratch);
  encoder->scratch = malloc(length * sizeof(uint32_t));
  encoder->scratch_length = encoder->scratch ? length : 0;
  return encoder->scratch != NULL;
}

/// The starts of the pieces that end in the window at `p`, without `p` itself.
static inline uint64_t next_starts(bool is_o200k, const uint8_t *p, const uint8_t *end) {
  // Where the text is not ASCII a window is of no use.
  bool is_worth_it = end - p > 1 && (p[0] | p[1]) < 0x80;
  return is_worth_it ? piece_starts(is_o200k, p, (size_t)(end - p)) & ~1ull : 0;
}

/// Splits pieces off the text, about BATCH of them; returns where the next piece begins.
static inline const uint8_t *next_batch(
    bool is_o200k, const uint8_t *p, const uint8_t *end, batch_piece *pieces, size_t *count) {
  size_t n = 0;
  while (n < BATCH && p < end) {
    uint64_t starts = next_starts(is_o200k, p, end);
    if (starts == 0) {
      const uint8_t *next = ft_piece_end(is_o200k, p, end);
      size_t length = (size_t)(next - p);
      pieces[n].start = p;
      pieces[n++].length = length > LONGEST_SHORT ? LONGEST_SHORT + 1 : (uint32_t)length;
      p = next;
    }
    const uint8_t *window = p;
    for (; starts; starts &= starts - 1) {
      const uint8_t *next = window + lowest_bit(starts);
      size_t length = (size_t)(next - p);
      pieces[n].start = p;
      pieces[n++].length = length > LONGEST_SHORT ? LONGEST_SHORT + 1 : (uint32_t)length;
      p = next;
    }
  }
  pieces[n].start = p;
  *count = n;
  return p;
}

static inline size_t length_of(const batch_piece *piece) {
  return (size_t)(piece[1].start - piece->start);
}

/// Finds the line of each piece and has it brought; `lines` is the table for short pieces.
static inline void place_batch(
    const ft_encoder *encoder, const void *lines, batch_piece *pieces, size_t count,
    const uint8_t *end) {
  for (batch_piece *piece = pieces; piece < pieces + count; piece++) {
    if (__builtin_expect(piece->length <= LONGEST_SHORT, 1)) {
      piece->key = short_key_of(piece->start, piece->length, end);
      piece->line = line_of_short(piece->key);
      __builtin_prefetch((const uint8_t *)lines + piece->line * sizeof(count_line));
    } else if (length_of(piece) <= LONGEST_LONG) {
      piece->line = line_of_long(long_key_of(piece->start, length_of(piece), end));
      __builtin_prefetch(&encoder->long_pieces[piece->line]);
    }
  }
}

_Static_assert(sizeof(count_line) == 64 && sizeof(token_line) == 64 && sizeof(long_line) == 64, "");

/// Writes the tokens of a piece that is not short and returns their number. For a piece that was
/// seen before, `counts_only` leaves `tokens` as they are.
static inline size_t encode_long(
    ft_encoder *encoder, const batch_piece *piece, const uint8_t *end, bool counts_only,
    uint32_t *tokens) {
  size_t length = length_of(piece);
  if (length > LONGEST_LONG) {
    return ft_encode_piece(&encoder->pieces, piece->start, length, tokens);
  }
  long_key key = long_key_of(piece->start, length, end);
  long_line *line = &encoder->long_pieces[piece->line];
  if (is_long_key(&line->key, &key) && (counts_only || line->count <= MOST_LONG_TOKENS)) {
    if (!counts_only) memcpy(tokens, line->tokens, sizeof line->tokens);
    return line->count;
  }
  size_t count = ft_encode_piece(&encoder->pieces, piece->start, length, tokens);
  if (count != SIZE_MAX) keep_long(line, key, tokens, count);
  return count;
}

/// Returns the number of tokens of a short piece that is not in its line, and puts it there.
static __attribute__((noinline)) size_t learn_count(
    ft_encoder *encoder, const batch_piece *piece, count_line *line) {
  uint32_t tokens[FT_SHORT_PIECE];
  size_t count = ft_encode_short_piece(&encoder->pieces, piece->start, piece->length, tokens);
  if (count != SIZE_MAX) keep_count(line, piece->key, count);
  return count;
}

static inline size_t count_text(
    bool is_o200k, ft_encoder *encoder, const uint8_t *p, const uint8_t *end) {
  batch_piece pieces[BATCH_ROOM];
  size_t total = 0;
  while (p < end) {
    size_t batch;
    p = next_batch(is_o200k, p, end, pieces, &batch);
    place_batch(encoder, encoder->counts, pieces, batch, end);
    for (const batch_piece *piece = pieces; piece < pieces + batch; piece++) {
      size_t count;
      if (__builtin_expect(piece->length <= LONGEST_SHORT, 1)) {
        count_line *line = &encoder->counts[piece->line];
        count = known_count(line, piece->key);
        if (__builtin_expect(count == 0, 0)) count = learn_count(encoder, piece, line);
      } else {
        if (!needs_scratch(encoder, length_of(piece))) return SIZE_MAX;
        count = encode_long(encoder, piece, end, true, encoder->scratch);
      }
      if (count == SIZE_MAX) return SIZE_MAX;
      total += count;
    }
  }
  return total;
}

/// Writes the tokens of a short piece that is not in its line, and puts them there.
static __attribute__((noinline)) size_t learn_tokens(
    ft_encoder *encoder, const batch_piece *piece, token_line *line, uint32_t *tokens) {
  size_t count = ft_encode_short_piece(&encoder->pieces, piece->start, piece->length, tokens);
  if (count != SIZE_MAX) keep_tokens(line, piece->key, tokens, count);
  return count;
}

/// Writes the tokens of a short piece and returns their number; `room` is that of `tokens`.
static inline size_t encode_short(
    ft_encoder *encoder, const batch_piece *piece, uint32_t *tokens, size_t room) {
  token_line *line = &encoder->tokens[piece->line];
  // Which of the two ways it is cannot be guessed, so nothing branches on it.
  bool is_first = is_key(line->ways[0].key, piece->key);
  bool is_second = is_key(line->ways[1].key, piece->key);
  if (__builtin_expect(!(is_first | is_second), 0)) {
    return learn_tokens(encoder, piece, line, tokens);
  }
  size_t count = line->ways[!is_first].key.high >> 60;
  const uint32_t *known = line->ways[!is_first].tokens;
  if (__builtin_expect(room >= MOST_SHORT_TOKENS, 1)) {
    // All that fit a line take no longer than one.
    memcpy(tokens, known, MOST_SHORT_TOKENS * sizeof *tokens);
  } else {
    memcpy(tokens, known, count * sizeof *tokens);
  }
  return count;
}

static inline size_t encode_text(
    bool is_o200k, ft_encoder *encoder, const uint8_t *p, const uint8_t *end, uint32_t *tokens) {
  batch_piece pieces[BATCH_ROOM];
  uint32_t *const last = tokens + (end - p);
  uint32_t *out = tokens;
  while (p < end) {
    size_t batch;
    p = next_batch(is_o200k, p, end, pieces, &batch);
    place_batch(encoder, encoder->tokens, pieces, batch, end);
    for (const batch_piece *piece = pieces; piece < pieces + batch; piece++) {
      bool is_short = __builtin_expect(piece->length <= LONGEST_SHORT, 1);
      size_t count = is_short ? encode_short(encoder, piece, out, (size_t)(last - out))
                              : encode_long(encoder, piece, end, false, out);
      if (count == SIZE_MAX) return SIZE_MAX;
      out += count;
    }
  }
  return (size_t)(out - tokens);
}

size_t ft_encoder_count(ft_encoder *encoder, const uint8_t *text, size_t length) {
  if (!encoder->counts) {
    encoder->counts = allocate_lines(sizeof(count_line) << SHORT_LINE_BITS);
    if (!encoder->counts) return SIZE_MAX;
  }
  return encoder->pieces.vocabulary.is_o200k ? count_text(true, encoder, text, text + length)
                                             : count_text(false, encoder, text, text + length);
}

size_t ft_encoder_encode(
    ft_encoder *encoder, const uint8_t *text, size_t length, uint32_t *tokens) {
  if (!encoder->tokens) {
    encoder->tokens = allocate_lines(sizeof(token_line) << SHORT_LINE_BITS);
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
