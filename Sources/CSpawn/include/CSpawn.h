#pragma once

#include <spawn.h>

/// Lets the started program have no file of its parent's from `first` on, whoever opened it.
///
/// Glibc declares this for GNU sources alone, so that Swift does not see it.
int spawn_actions_close_from(posix_spawn_file_actions_t *actions, int first);
