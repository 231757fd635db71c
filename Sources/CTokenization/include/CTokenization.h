#ifndef FT_CTOKENIZATION_H
#define FT_CTOKENIZATION_H
#include "CharacterClass.h"
#endif
