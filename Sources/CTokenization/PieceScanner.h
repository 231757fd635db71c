#ifndef FT_PIECE_SCANNER_H
#define FT_PIECE_SCANNER_H

#include <stdbool.h>
#include <stdint.h>

/// Returns the end of the piece that begins at `p`, which is before `end`.
const uint8_t *ft_scan_o200k(const uint8_t *p, const uint8_t *end);
const uint8_t *ft_scan_cl100k(const uint8_t *p, const uint8_t *end);

/// The same for any character at any place, one character at a time.
const uint8_t *ft_scan_any(bool is_o200k, const uint8_t *p, const uint8_t *end);

#endif
