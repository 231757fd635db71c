#include "CBaseModel.h"

// The file is part of the program, so nothing has to be found at run time.
#pragma clang diagnostic ignored "-Wc23-extensions"
static const unsigned char bytes[] = {
#embed "base.ftsb"
};

const unsigned char *base_model_bytes(void) { return bytes; }
size_t base_model_count(void) { return sizeof bytes; }
