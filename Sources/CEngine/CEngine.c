#include "CEngine.h"

// The files are part of the program, so nothing has to be found at run time.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char engine_py[] = {
#embed "../../scripts/engine/engine.py" suffix(,)
  0};
static const unsigned char ray_job_py[] = {
#embed "../../scripts/engine/ray_job.py" suffix(,)
  0};
static const unsigned char requirements_txt[] = {
#embed "../../scripts/engine/requirements.txt" suffix(,)
  0};
static const unsigned char ft_engine___init___py[] = {
#embed "../../scripts/engine/ft_engine/__init__.py" suffix(,)
  0};
static const unsigned char ft_engine_causes_py[] = {
#embed "../../scripts/engine/ft_engine/causes.py" suffix(,)
  0};
static const unsigned char ft_engine_checking_py[] = {
#embed "../../scripts/engine/ft_engine/checking.py" suffix(,)
  0};
static const unsigned char ft_engine_datafile_py[] = {
#embed "../../scripts/engine/ft_engine/datafile.py" suffix(,)
  0};
static const unsigned char ft_engine_inspection_py[] = {
#embed "../../scripts/engine/ft_engine/inspection.py" suffix(,)
  0};
static const unsigned char ft_engine_launching_py[] = {
#embed "../../scripts/engine/ft_engine/launching.py" suffix(,)
  0};
static const unsigned char ft_engine_losses_py[] = {
#embed "../../scripts/engine/ft_engine/losses.py" suffix(,)
  0};
static const unsigned char ft_engine_models_py[] = {
#embed "../../scripts/engine/ft_engine/models.py" suffix(,)
  0};
static const unsigned char ft_engine_protocol_py[] = {
#embed "../../scripts/engine/ft_engine/protocol.py" suffix(,)
  0};
static const unsigned char ft_engine_rendering_py[] = {
#embed "../../scripts/engine/ft_engine/rendering.py" suffix(,)
  0};
static const unsigned char ft_engine_rows_py[] = {
#embed "../../scripts/engine/ft_engine/rows.py" suffix(,)
  0};
static const unsigned char ft_engine_running_py[] = {
#embed "../../scripts/engine/ft_engine/running.py" suffix(,)
  0};
static const unsigned char ft_engine_serving_py[] = {
#embed "../../scripts/engine/ft_engine/serving.py" suffix(,)
  0};
static const unsigned char ft_engine_training_py[] = {
#embed "../../scripts/engine/ft_engine/training.py" suffix(,)
  0};

// Each ends with a zero that is not part of it, since an array in C cannot be empty.
#define FILE(path, bytes) {path, bytes, sizeof bytes - 1}

static const struct {
  const char *path;
  const unsigned char *bytes;
  size_t size;
} files[] = {
  FILE("engine.py", engine_py),
  FILE("ray_job.py", ray_job_py),
  FILE("requirements.txt", requirements_txt),
  FILE("ft_engine/__init__.py", ft_engine___init___py),
  FILE("ft_engine/causes.py", ft_engine_causes_py),
  FILE("ft_engine/checking.py", ft_engine_checking_py),
  FILE("ft_engine/datafile.py", ft_engine_datafile_py),
  FILE("ft_engine/inspection.py", ft_engine_inspection_py),
  FILE("ft_engine/launching.py", ft_engine_launching_py),
  FILE("ft_engine/losses.py", ft_engine_losses_py),
  FILE("ft_engine/models.py", ft_engine_models_py),
  FILE("ft_engine/protocol.py", ft_engine_protocol_py),
  FILE("ft_engine/rendering.py", ft_engine_rendering_py),
  FILE("ft_engine/rows.py", ft_engine_rows_py),
  FILE("ft_engine/running.py", ft_engine_running_py),
  FILE("ft_engine/serving.py", ft_engine_serving_py),
  FILE("ft_engine/training.py", ft_engine_training_py),
};

size_t engine_file_count(void) { return sizeof files / sizeof files[0]; }
const char *engine_file_path(size_t index) { return files[index].path; }
const unsigned char *engine_file_bytes(size_t index) { return files[index].bytes; }
size_t engine_file_size(size_t index) { return files[index].size; }
