#include <zlib.h>

/// `inflateInit2` is a macro, which Swift does not import.
static inline int ft_inflateInit(z_streamp stream) { return inflateInit2(stream, 16 + MAX_WBITS); }
