/** Strings and characters. What is one intrinsic here is a loop in every other library. */

export const STRING = `#include <internal/libc.h>
#include <string.h>
void *__memcpy(void *to, const void *from, size_t n) { return (void *)__intrinsic("memcpy", to, from, n); }
void *__memmove(void *to, const void *from, size_t n) { return (void *)__intrinsic("memmove", to, from, n); }
void *__memset(void *to, int c, size_t n) { return (void *)__intrinsic("memset", to, (long)c, n); }
#undef memcpy
#undef memmove
#undef memset
void *memcpy(void *to, const void *from, size_t n) { return (void *)__intrinsic_v("memcpy", to, from, n); }
void *memmove(void *to, const void *from, size_t n) { return (void *)__intrinsic_v("memmove", to, from, n); }
void *memset(void *to, int c, size_t n) { return (void *)__intrinsic_v("memset", to, (long)c, n); }
int memcmp(const void *a, const void *b, size_t n) { return __intrinsic("memcmp", a, b, n); }
void *memchr(const void *s, int c, size_t n) { return (void *)__intrinsic("memchr", s, (long)c, n); }
size_t strlen(const char *s) { return __intrinsic("strlen", s); }
size_t strnlen(const char *s, size_t n) { return __intrinsic("strnlen", s, n); }
char *strcpy(char *to, const char *from) { return (char *)__intrinsic("strcpy", to, from); }
char *strncpy(char *to, const char *from, size_t n) { return (char *)__intrinsic("strncpy", to, from, n); }
char *strcat(char *to, const char *from) { return (char *)__intrinsic("strcat", to, from); }
char *strncat(char *to, const char *from, size_t n) { return (char *)__intrinsic("strncat", to, from, n); }
int strcmp(const char *a, const char *b) { return __intrinsic("strcmp", a, b); }
int strncmp(const char *a, const char *b, size_t n) { return __intrinsic("strncmp", a, b, n); }
char *strchr(const char *s, int c) { return (char *)__intrinsic("strchr", s, (long)c); }
char *strrchr(const char *s, int c) { return (char *)__intrinsic("strrchr", s, (long)c); }
char *strstr(const char *s, const char *part) { return (char *)__intrinsic("strstr", s, part); }
int strcasecmp(const char *a, const char *b) { return __intrinsic("strcasecmp", a, b); }
int strncasecmp(const char *a, const char *b, size_t n) { return __intrinsic("strncasecmp", a, b, n); }
size_t strspn(const char *s, const char *accept) { return __intrinsic("strspn", s, accept); }
size_t strcspn(const char *s, const char *reject) { return __intrinsic("strcspn", s, reject); }
char *strpbrk(const char *s, const char *accept) { return (char *)__intrinsic("strpbrk", s, accept); }
int strcoll(const char *a, const char *b) { return __intrinsic("strcmp", a, b); }
`
