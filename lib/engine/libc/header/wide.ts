/** <wchar.h>, <wctype.h>, <uchar.h>: wide characters. */

const CLASSES = 'alnum alpha blank cntrl digit graph lower print punct space upper xdigit'.split(' ')

const types = `#ifndef _BITS_WIDE_H
#define _BITS_WIDE_H 1
#include <stddef.h>
typedef unsigned int wint_t;
typedef struct { int __count; unsigned char __bytes[4]; } mbstate_t;
#undef WEOF
#define WEOF 0xffffffffU
#endif
`

const wchar = `#ifndef _WCHAR_H
#define _WCHAR_H 1
#include <bits/wide.h>
#include <stdio.h>
#include <stdarg.h>
struct tm;
#ifndef WCHAR_MIN
#define WCHAR_MIN (-2147483647-1)
#define WCHAR_MAX 2147483647
#endif
int wprintf(const wchar_t *restrict format, ...);
int fwprintf(FILE *restrict file, const wchar_t *restrict format, ...);
int swprintf(wchar_t *restrict buffer, size_t size, const wchar_t *restrict format, ...);
int vwprintf(const wchar_t *restrict format, va_list list);
int vfwprintf(FILE *restrict file, const wchar_t *restrict format, va_list list);
int vswprintf(wchar_t *restrict buffer, size_t size, const wchar_t *restrict format, va_list list);
int wscanf(const wchar_t *restrict format, ...);
int fwscanf(FILE *restrict file, const wchar_t *restrict format, ...);
int swscanf(const wchar_t *restrict text, const wchar_t *restrict format, ...);
int vwscanf(const wchar_t *restrict format, va_list list);
int vfwscanf(FILE *restrict file, const wchar_t *restrict format, va_list list);
int vswscanf(const wchar_t *restrict text, const wchar_t *restrict format, va_list list);
wint_t fgetwc(FILE *file);
wint_t getwc(FILE *file);
wint_t getwchar(void);
wint_t ungetwc(wint_t c, FILE *file);
wchar_t *fgetws(wchar_t *restrict buffer, int size, FILE *restrict file);
wint_t fputwc(wchar_t c, FILE *file);
wint_t putwc(wchar_t c, FILE *file);
wint_t putwchar(wchar_t c);
int fputws(const wchar_t *restrict text, FILE *restrict file);
int fwide(FILE *file, int mode);
double wcstod(const wchar_t *restrict text, wchar_t **restrict end);
float wcstof(const wchar_t *restrict text, wchar_t **restrict end);
long double wcstold(const wchar_t *restrict text, wchar_t **restrict end);
long wcstol(const wchar_t *restrict text, wchar_t **restrict end, int base);
long long wcstoll(const wchar_t *restrict text, wchar_t **restrict end, int base);
unsigned long wcstoul(const wchar_t *restrict text, wchar_t **restrict end, int base);
unsigned long long wcstoull(const wchar_t *restrict text, wchar_t **restrict end, int base);
wchar_t *wcscpy(wchar_t *restrict to, const wchar_t *restrict from);
wchar_t *wcsncpy(wchar_t *restrict to, const wchar_t *restrict from, size_t count);
wchar_t *wcscat(wchar_t *restrict to, const wchar_t *restrict from);
wchar_t *wcsncat(wchar_t *restrict to, const wchar_t *restrict from, size_t count);
int wcscmp(const wchar_t *a, const wchar_t *b);
int wcsncmp(const wchar_t *a, const wchar_t *b, size_t count);
int wcscoll(const wchar_t *a, const wchar_t *b);
size_t wcsxfrm(wchar_t *restrict to, const wchar_t *restrict from, size_t count);
wchar_t *wcschr(const wchar_t *s, wchar_t c);
wchar_t *wcsrchr(const wchar_t *s, wchar_t c);
size_t wcscspn(const wchar_t *s, const wchar_t *set);
size_t wcsspn(const wchar_t *s, const wchar_t *set);
wchar_t *wcspbrk(const wchar_t *s, const wchar_t *set);
wchar_t *wcsstr(const wchar_t *s, const wchar_t *part);
wchar_t *wcstok(wchar_t *restrict s, const wchar_t *restrict set, wchar_t **restrict rest);
size_t wcslen(const wchar_t *s);
wchar_t *wmemcpy(wchar_t *restrict to, const wchar_t *restrict from, size_t count);
wchar_t *wmemmove(wchar_t *to, const wchar_t *from, size_t count);
wchar_t *wmemset(wchar_t *s, wchar_t c, size_t count);
int wmemcmp(const wchar_t *a, const wchar_t *b, size_t count);
wchar_t *wmemchr(const wchar_t *s, wchar_t c, size_t count);
size_t wcsftime(wchar_t *restrict buffer, size_t size, const wchar_t *restrict format, const struct tm *restrict parts);
wint_t btowc(int c);
int wctob(wint_t c);
int mbsinit(const mbstate_t *state);
size_t mbrlen(const char *restrict s, size_t size, mbstate_t *restrict state);
size_t mbrtowc(wchar_t *restrict to, const char *restrict s, size_t size, mbstate_t *restrict state);
size_t wcrtomb(char *restrict to, wchar_t c, mbstate_t *restrict state);
size_t mbsrtowcs(wchar_t *restrict to, const char **restrict from, size_t size, mbstate_t *restrict state);
size_t wcsrtombs(char *restrict to, const wchar_t **restrict from, size_t size, mbstate_t *restrict state);
size_t mbsnrtowcs(wchar_t *restrict to, const char **restrict from, size_t count, size_t size, mbstate_t *restrict state);
size_t wcsnrtombs(char *restrict to, const wchar_t **restrict from, size_t count, size_t size, mbstate_t *restrict state);
wchar_t *wcpcpy(wchar_t *restrict to, const wchar_t *restrict from);
wchar_t *wcpncpy(wchar_t *restrict to, const wchar_t *restrict from, size_t count);
int wcscasecmp(const wchar_t *a, const wchar_t *b);
int wcsncasecmp(const wchar_t *a, const wchar_t *b, size_t count);
wchar_t *wcsdup(const wchar_t *s);
size_t wcsnlen(const wchar_t *s, size_t count);
int wcwidth(wchar_t c);
int wcswidth(const wchar_t *s, size_t count);
#endif
`

const wctype = `#ifndef _WCTYPE_H
#define _WCTYPE_H 1
#include <bits/wide.h>
typedef unsigned long wctype_t;
typedef const int *wctrans_t;
${CLASSES.map((name) => `int isw${name}(wint_t c);\n`).join('')}wctype_t wctype(const char *name);
int iswctype(wint_t c, wctype_t which);
wint_t towlower(wint_t c);
wint_t towupper(wint_t c);
wctrans_t wctrans(const char *name);
wint_t towctrans(wint_t c, wctrans_t which);
#endif
`

const uchar = `#ifndef _UCHAR_H
#define _UCHAR_H 1
#include <bits/wide.h>
typedef unsigned short char16_t;
typedef unsigned int char32_t;
size_t mbrtoc16(char16_t *restrict to, const char *restrict s, size_t size, mbstate_t *restrict state);
size_t c16rtomb(char *restrict to, char16_t c, mbstate_t *restrict state);
size_t mbrtoc32(char32_t *restrict to, const char *restrict s, size_t size, mbstate_t *restrict state);
size_t c32rtomb(char *restrict to, char32_t c, mbstate_t *restrict state);
#endif
`

export const WIDE_HEADERS: Readonly<Record<string, string>> = {
  'bits/wide.h': types,
  'wchar.h': wchar,
  'wctype.h': wctype,
  'uchar.h': uchar,
}
