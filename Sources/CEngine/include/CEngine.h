#pragma once

#include <stddef.h>

// The files of scripts/engine that a program on the user's machine needs, by number from 0.

size_t engine_file_count(void);

/// The path below the program's folder, such as `ft_engine/rows.py`.
const char *engine_file_path(size_t index);

const unsigned char *engine_file_bytes(size_t index);

size_t engine_file_size(size_t index);
