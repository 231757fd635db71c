#ifndef FT_PIECE_ENCODER_H
#define FT_PIECE_ENCODER_H

#include <stdbool.h>

#include "CTokenization.h"

/// What encoding one piece needs besides the vocabulary.
typedef struct {
  ft_vocabulary vocabulary;
  uint32_t pair_shift;
  /// One bit for each place of a long piece that no encoding reaches.
  uint64_t *dead_ends;
  size_t dead_end_words;
} piece_encoder;

void ft_piece_encoder_init(piece_encoder *encoder, const ft_vocabulary *vocabulary);
void ft_piece_encoder_free(piece_encoder *encoder);

/// Writes the tokens of one piece and returns their number, or SIZE_MAX without memory. `tokens`
/// has room for `length` of them.
size_t ft_encode_piece(
    piece_encoder *encoder, const uint8_t *piece, size_t length, uint32_t *tokens);

#define FT_SHORT_PIECE 16

/// The same for a piece of at most FT_SHORT_PIECE bytes.
size_t ft_encode_short_piece(
    piece_encoder *encoder, const uint8_t *piece, size_t length, uint32_t *tokens);

#endif
