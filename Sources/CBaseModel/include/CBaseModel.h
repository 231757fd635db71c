// The base model that the sandbox starts from: a model file made by scripts/make-base-model.

#ifndef CBASEMODEL_H
#define CBASEMODEL_H

#include <stddef.h>

// The file's first byte and its length.
const unsigned char *base_model_bytes(void);
size_t base_model_count(void);

#endif
