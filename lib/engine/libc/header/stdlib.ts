/** Headers of <stdlib.h>, strings and characters. */

const stdlib = `#ifndef _STDLIB_H
#define _STDLIB_H 1
typedef unsigned long size_t;
typedef int wchar_t;
#undef NULL
#define NULL ((void *)0)
#include <bits/waitstatus.h>
#include <sys/types.h>
#include <alloca.h>
typedef struct { int quot, rem; } div_t;
typedef struct { long quot, rem; } ldiv_t;
typedef struct { long long quot, rem; } lldiv_t;
#define RAND_MAX 2147483647
#define EXIT_FAILURE 1
#define EXIT_SUCCESS 0
size_t __ctype_get_mb_cur_max(void);
#define MB_CUR_MAX (__ctype_get_mb_cur_max())
typedef int (*__compar_fn_t)(const void *, const void *);
double atof(const char *s);
int atoi(const char *s);
long atol(const char *s);
long long atoll(const char *s);
double strtod(const char *restrict s, char **restrict end);
long double strtold(const char *restrict s, char **restrict end);
float strtof(const char *restrict s, char **restrict end);
long strtol(const char *restrict s, char **restrict end, int base);
unsigned long strtoul(const char *restrict s, char **restrict end, int base);
long long strtoll(const char *restrict s, char **restrict end, int base);
unsigned long long strtoull(const char *restrict s, char **restrict end, int base);
long random(void);
void srandom(unsigned seed);
char *initstate(unsigned seed, char *state, size_t size);
char *setstate(char *state);
int rand(void);
void srand(unsigned seed);
int rand_r(unsigned *seed);
double drand48(void);
double erand48(unsigned short state[3]);
long lrand48(void);
long nrand48(unsigned short state[3]);
long mrand48(void);
long jrand48(unsigned short state[3]);
void srand48(long seed);
unsigned short *seed48(unsigned short state[3]);
void *malloc(size_t size);
void *calloc(size_t count, size_t size);
void *realloc(void *block, size_t size);
void *reallocarray(void *block, size_t count, size_t size);
void free(void *block);
int posix_memalign(void **where, size_t align, size_t size);
void *aligned_alloc(size_t align, size_t size);
void *valloc(size_t size);
void abort(void) __attribute__((noreturn));
int atexit(void (*function)(void));
int at_quick_exit(void (*function)(void));
int on_exit(void (*function)(int status, void *argument), void *argument);
void exit(int status) __attribute__((noreturn));
void quick_exit(int status) __attribute__((noreturn));
void _Exit(int status) __attribute__((noreturn));
char *getenv(const char *name);
int putenv(char *text);
int setenv(const char *name, const char *value, int replace);
int unsetenv(const char *name);
int clearenv(void);
char *mktemp(char *template);
int mkstemp(char *template);
int mkstemps(char *template, int suffix);
char *mkdtemp(char *template);
int system(const char *command);
char *realpath(const char *restrict path, char *restrict resolved);
void *bsearch(const void *key, const void *base, size_t count, size_t size, __compar_fn_t compare);
void qsort(void *base, size_t count, size_t size, __compar_fn_t compare);
int abs(int n);
long labs(long n);
long long llabs(long long n);
div_t div(int n, int d);
ldiv_t ldiv(long n, long d);
lldiv_t lldiv(long long n, long long d);
int mblen(const char *s, size_t n);
int mbtowc(wchar_t *restrict wide, const char *restrict s, size_t n);
int wctomb(char *s, wchar_t wide);
size_t mbstowcs(wchar_t *restrict wide, const char *restrict s, size_t n);
size_t wcstombs(char *restrict s, const wchar_t *restrict wide, size_t n);
int getsubopt(char **restrict option, char *const *restrict tokens, char **restrict value);
#ifdef _GNU_SOURCE
typedef int (*comparison_fn_t)(const void *, const void *);
typedef int (*__compar_d_fn_t)(const void *, const void *, void *);
void qsort_r(void *base, size_t count, size_t size, __compar_d_fn_t compare, void *argument);
char *secure_getenv(const char *name);
int mkostemp(char *template, int flags);
#endif
#endif
`

const alloca = `#ifndef _ALLOCA_H
#define _ALLOCA_H 1
typedef unsigned long size_t;
#undef alloca
#define alloca(size) __builtin_alloca(size)
#endif
`

const string = `#ifndef _STRING_H
#define _STRING_H 1
typedef unsigned long size_t;
typedef long ssize_t;
#undef NULL
#define NULL ((void *)0)
void *memcpy(void *restrict to, const void *restrict from, size_t n);
void *memmove(void *to, const void *from, size_t n);
void *memccpy(void *restrict to, const void *restrict from, int c, size_t n);
void *memset(void *to, int c, size_t n);
int memcmp(const void *a, const void *b, size_t n);
void *memchr(const void *s, int c, size_t n);
char *strcpy(char *restrict to, const char *restrict from);
char *strncpy(char *restrict to, const char *restrict from, size_t n);
char *strcat(char *restrict to, const char *restrict from);
char *strncat(char *restrict to, const char *restrict from, size_t n);
int strcmp(const char *a, const char *b);
int strncmp(const char *a, const char *b, size_t n);
int strcoll(const char *a, const char *b);
size_t strxfrm(char *restrict to, const char *restrict from, size_t n);
char *strdup(const char *s);
char *strndup(const char *s, size_t n);
char *strchr(const char *s, int c);
char *strrchr(const char *s, int c);
size_t strcspn(const char *s, const char *reject);
size_t strspn(const char *s, const char *accept);
char *strpbrk(const char *s, const char *accept);
char *strstr(const char *s, const char *part);
char *strtok(char *restrict s, const char *restrict delimiters);
char *strtok_r(char *restrict s, const char *restrict delimiters, char **restrict save);
char *strsep(char **restrict s, const char *restrict delimiters);
size_t strlen(const char *s);
size_t strnlen(const char *s, size_t n);
char *strerror(int number);
char *strsignal(int signal);
char *stpcpy(char *restrict to, const char *restrict from);
char *stpncpy(char *restrict to, const char *restrict from, size_t n);
void explicit_bzero(void *to, size_t n);
#include <strings.h>
#ifdef _GNU_SOURCE
char *strerror_r(int number, char *buffer, size_t size);
void *mempcpy(void *restrict to, const void *restrict from, size_t n);
void *memmem(const void *s, size_t n, const void *part, size_t m);
void *memrchr(const void *s, int c, size_t n);
void *rawmemchr(const void *s, int c);
char *strchrnul(const char *s, int c);
char *strcasestr(const char *s, const char *part);
int strverscmp(const char *a, const char *b);
char *basename(const char *path);
const char *sigabbrev_np(int signal);
const char *sigdescr_np(int signal);
const char *strerrorname_np(int number);
const char *strerrordesc_np(int number);
#define strdupa(s) strcpy(__builtin_alloca(strlen(s) + 1), s)
#else
int __xpg_strerror_r(int number, char *buffer, size_t size);
#define strerror_r __xpg_strerror_r
#endif
#endif
`

const strings = `#ifndef _STRINGS_H
#define _STRINGS_H 1
typedef unsigned long size_t;
int bcmp(const void *a, const void *b, size_t n);
void bcopy(const void *from, void *to, size_t n);
void bzero(void *to, size_t n);
char *index(const char *s, int c);
char *rindex(const char *s, int c);
int ffs(int n);
int ffsl(long n);
int ffsll(long long n);
int strcasecmp(const char *a, const char *b);
int strncasecmp(const char *a, const char *b, size_t n);
#endif
`

export const STDLIB_HEADERS: Readonly<Record<string, string>> = {
  'stdlib.h': stdlib,
  'alloca.h': alloca,
  'string.h': string,
  'memory.h': string,
  'strings.h': strings,
}
