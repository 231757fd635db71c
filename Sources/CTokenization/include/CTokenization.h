#ifndef FT_CTOKENIZATION_H
#define FT_CTOKENIZATION_H

#include <stddef.h>
#include <stdint.h>

#include "CharacterClass.h"

/// The tables of a stored vocabulary, where they lie; `Vocabulary.Layout` says what each word holds.
typedef struct {
  const uint32_t *token_offsets;
  const uint64_t *splits;
  const uint32_t *prefixes;
  const uint64_t *pairs;
  const uint64_t *pair_filter;
  const uint32_t *byte_tokens;
  const uint32_t *byte_pairs;
  const uint64_t *character_pairs;
  const uint64_t *trie;
  const uint64_t *starts;
  size_t pair_slot_count;
  uint32_t root_base;
  /// Whether the text is split as o200k does it, and not as cl100k does it.
  uint32_t is_o200k;
} ft_vocabulary;

/// What one thread remembers of the texts it has counted or encoded.
typedef struct ft_encoder ft_encoder;

/// Returns NULL when there is no memory. The vocabulary's tables must outlive the encoder.
ft_encoder *ft_encoder_create(const ft_vocabulary *vocabulary);
void ft_encoder_destroy(ft_encoder *encoder);

/// Returns the number of tokens of a text, or SIZE_MAX when there is no memory.
size_t ft_encoder_count(ft_encoder *encoder, const uint8_t *text, size_t length);

/// Writes the tokens of a text, of which there are at most `length`, and returns their number, or
/// SIZE_MAX when there is no memory.
size_t ft_encoder_encode(
    ft_encoder *encoder, const uint8_t *text, size_t length, uint32_t *tokens);

/// The same for a JSON string, given the bytes between its quotes.
size_t ft_encoder_count_json(ft_encoder *encoder, const uint8_t *string, size_t length);
size_t ft_encoder_encode_json(
    ft_encoder *encoder, const uint8_t *string, size_t length, uint32_t *tokens);

/// Writes what a JSON string stands for, which is never longer, and returns its length.
size_t ft_json_unescape(const uint8_t *string, size_t length, uint8_t *text);

#endif
