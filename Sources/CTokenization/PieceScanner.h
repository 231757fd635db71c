#ifndef FT_PIECE_SCANNER_H
#define FT_PIECE_SCANNER_H

#include <stdbool.h>
#include <stdint.h>

/// Returns the end of the piece that begins at `p`, which is before `end`. Any bytes are a text.
const uint8_t *ft_piece_end(bool is_o200k, const uint8_t *p, const uint8_t *end);

#endif
