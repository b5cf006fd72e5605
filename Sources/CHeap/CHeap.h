/* The settings of the C library's heap, which its Swift module leaves out. */
#if defined(__linux__)
#include <features.h>
#endif
#if defined(__GLIBC__)
#include <malloc.h>
#endif
