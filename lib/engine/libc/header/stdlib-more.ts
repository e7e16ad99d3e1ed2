/** <malloc.h>, <libgen.h>, <locale.h>. */

const malloc = `#ifndef _MALLOC_H
#define _MALLOC_H 1
#include <stddef.h>
#include <stdio.h>
void *malloc(size_t size);
void *calloc(size_t count, size_t size);
void *realloc(void *block, size_t size);
void free(void *block);
void *memalign(size_t align, size_t size);
void *valloc(size_t size);
size_t malloc_usable_size(void *block);
int malloc_trim(size_t pad);
int mallopt(int parameter, int value);
#define M_MXFAST 1
#define M_TRIM_THRESHOLD (-1)
#define M_TOP_PAD (-2)
#define M_MMAP_THRESHOLD (-3)
#define M_MMAP_MAX (-4)
#endif
`

const libgen = `#ifndef _LIBGEN_H
#define _LIBGEN_H 1
char *dirname(char *path);
char *__xpg_basename(char *path);
#define basename __xpg_basename
#endif
`

const locale = `#ifndef _LOCALE_H
#define _LOCALE_H 1
#undef NULL
#define NULL ((void *)0)
#define LC_CTYPE 0
#define LC_NUMERIC 1
#define LC_TIME 2
#define LC_COLLATE 3
#define LC_MONETARY 4
#define LC_MESSAGES 5
#define LC_ALL 6
struct lconv {
  char *decimal_point, *thousands_sep, *grouping, *int_curr_symbol, *currency_symbol, *mon_decimal_point;
  char *mon_thousands_sep, *mon_grouping, *positive_sign, *negative_sign;
  char int_frac_digits, frac_digits, p_cs_precedes, p_sep_by_space, n_cs_precedes, n_sep_by_space;
  char p_sign_posn, n_sign_posn, int_p_cs_precedes, int_p_sep_by_space, int_n_cs_precedes, int_n_sep_by_space;
  char int_p_sign_posn, int_n_sign_posn;
};
char *setlocale(int category, const char *locale);
struct lconv *localeconv(void);
#endif
`

const ctype = `#ifndef _CTYPE_H
#define _CTYPE_H 1
int isalnum(int c);
int isalpha(int c);
int isblank(int c);
int iscntrl(int c);
int isdigit(int c);
int isgraph(int c);
int islower(int c);
int isprint(int c);
int ispunct(int c);
int isspace(int c);
int isupper(int c);
int isxdigit(int c);
int tolower(int c);
int toupper(int c);
int isascii(int c);
int toascii(int c);
#endif
`

export const STDLIB_MORE_HEADERS: Readonly<Record<string, string>> = {
  'ctype.h': ctype,
  'malloc.h': malloc,
  'libgen.h': libgen,
  'locale.h': locale,
}
