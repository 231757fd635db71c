// The library's header wants to know how wide a code unit is: a byte, as in UTF-8.
#ifndef FT_CPCRE2_SHIM_H
#define FT_CPCRE2_SHIM_H

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#endif
