// The text of a JSON string (RFC 8259 §7), given the bytes between its quotes.

#include <string.h>

#include "CTokenization.h"

/// Returns the code unit of the escape `\uXXXX` at `p`, or -1 when there is none.
static int32_t code_unit(const uint8_t *p, const uint8_t *end) {
  if (end - p < 6 || p[0] != '\\' || p[1] != 'u') return -1;
  int32_t unit = 0;
  for (int i = 2; i < 6; i++) {
    uint8_t digit = p[i];
    uint8_t letter = digit | 0x20;
    if (digit >= '0' && digit <= '9') {
      unit = unit << 4 | (digit - '0');
    } else if (letter >= 'a' && letter <= 'f') {
      unit = unit << 4 | (letter - 'a' + 10);
    } else {
      return -1;
    }
  }
  return unit;
}

static uint8_t *write_scalar(uint8_t *out, uint32_t scalar) {
  if (scalar < 0x80) {
    *out++ = (uint8_t)scalar;
    return out;
  }
  if (scalar < 0x800) {
    *out++ = (uint8_t)(0xC0 | scalar >> 6);
  } else {
    if (scalar < 0x10000) {
      *out++ = (uint8_t)(0xE0 | scalar >> 12);
    } else {
      *out++ = (uint8_t)(0xF0 | scalar >> 18);
      *out++ = (uint8_t)(0x80 | (scalar >> 12 & 0x3F));
    }
    *out++ = (uint8_t)(0x80 | (scalar >> 6 & 0x3F));
  }
  *out++ = (uint8_t)(0x80 | (scalar & 0x3F));
  return out;
}

/// Writes what the escape at `*p` stands for and moves `*p` behind it.
static uint8_t *write_escape(const uint8_t **p, const uint8_t *end, uint8_t *out) {
  const uint8_t *escape = *p;
  uint8_t letter = end - escape > 1 ? escape[1] : 0;
  *p = escape + 2;
  switch (letter) {
    case '"': case '/': case '\\': *out++ = letter; return out;
    case 'b': *out++ = '\b'; return out;
    case 'f': *out++ = '\f'; return out;
    case 'n': *out++ = '\n'; return out;
    case 'r': *out++ = '\r'; return out;
    case 't': *out++ = '\t'; return out;
  }
  int32_t unit = code_unit(escape, end);
  if (unit < 0) {
    *p = escape + 1;
    *out++ = '\\';
    return out;
  }
  *p = escape + 6;
  if ((unit & 0xFC00) == 0xD800) {
    int32_t low = code_unit(escape + 6, end);
    if (low >= 0 && (low & 0xFC00) == 0xDC00) {
      *p = escape + 12;
      return write_scalar(out, 0x10000u + ((uint32_t)(unit & 0x3FF) << 10) + (low & 0x3FF));
    }
  }
  return write_scalar(out, (unit & 0xF800) == 0xD800 ? 0xFFFD : (uint32_t)unit);
}

size_t ft_json_unescape(const uint8_t *string, size_t length, uint8_t *text) {
  const uint8_t *p = string;
  const uint8_t *end = string + length;
  uint8_t *out = text;
  while (p < end) {
    const uint8_t *escape = memchr(p, '\\', (size_t)(end - p));
    size_t plain = (size_t)((escape ? escape : end) - p);
    memcpy(out, p, plain);
    out += plain;
    p += plain;
    if (escape) out = write_escape(&p, end, out);
  }
  return (size_t)(out - text);
}
