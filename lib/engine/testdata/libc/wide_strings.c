/* Strings of wide characters, and what kinds of characters there are, in C.UTF-8. */
#define _GNU_SOURCE
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <inttypes.h>
#include <wchar.h>
#include <wctype.h>
static void show(const wchar_t *s) { printf("[%ls]", s); }
static int sign(int n) { return n < 0 ? -1 : n > 0; }
int main(void) {
  wchar_t a[40], b[40], *p, *rest;
  printf("%s\n", setlocale(LC_ALL, "C.UTF-8"));
  show(wcscpy(a, L"wide"));
  show(wcscat(a, L" 글자"));
  printf(" %zu %zu\n", wcslen(a), wcsnlen(a, 3));
  show(wcsncpy(b, a, 3) ? (b[3] = 0, b) : b);
  show(wcsncat(b, L"xyz", 2));
  printf(" %d %d\n", (int)(wcpcpy(b, L"four") - b), (int)(wcpncpy(b, L"six", 10) - b));
  printf("%d %d %d %d\n", sign(wcscmp(L"a", L"b")), sign(wcsncmp(L"abc", L"abd", 2)), sign(wcscoll(L"b", L"a")), (int)wcsxfrm(a, L"xyz", 10));
  printf("%d %d\n", sign(wcscasecmp(L"ABC", L"abc")), sign(wcsncasecmp(L"ABx", L"aby", 3)));
  wcscpy(a, L"one,two;three");
  printf("%td %td %td\n", wcschr(a, L',') - a, wcsrchr(a, L'e') - a, wcspbrk(a, L";,") - a);
  printf("%zu %zu %ls %d\n", wcsspn(a, L"noe"), wcscspn(a, L";"), wcsstr(a, L"two"), wcsstr(a, L"four") == NULL);
  for (p = wcstok(a, L",;", &rest); p; p = wcstok(NULL, L",;", &rest)) show(p);
  p = wcsdup(L"copy");
  show(p);
  free(p);
  wmemset(a, L'x', 5);
  a[5] = 0;
  wmemcpy(b, a, 6);
  wmemmove(b + 1, b, 4);
  printf(" %ls %ls %d %td %d\n", a, b, wmemcmp(a, b, 5), wmemchr(L"abc", L'c', 3) - L"abc" > 0 ? 2L : 0L, wmemchr(a, L'q', 5) == NULL);
  printf("%ld %ld %lu %lld %llu %g %g", wcstol(L" -42x", &rest, 10), wcstol(L"ff", NULL, 16), wcstoul(L"99", NULL, 0), wcstoll(L"7", NULL, 10), wcstoull(L"8", NULL, 10), wcstod(L"2.5e1", NULL), wcstof(L"0.5", NULL));
  printf(" %ls %ld %lu\n", rest, (long)wcstoimax(L"-5", NULL, 10), (unsigned long)wcstoumax(L"6", NULL, 10));
  struct tm t = {.tm_year = 124, .tm_mon = 1, .tm_mday = 29, .tm_wday = 4};
  printf("%zu ", wcsftime(a, 40, L"%A %d %B", &t));
  show(a);
  printf("\n");
  static const wint_t c[] = {L'a', L'Z', L'5', L' ', L'\t', L'.', L'한', L'é', L'É', L'中', L'あ', 0x3000, 7, L'ß', L'ω', L'Я'};
  for (int i = 0; i < 16; i++) {
    printf("%x:%d%d%d%d%d%d", c[i], !!iswalpha(c[i]), !!iswdigit(c[i]), !!iswalnum(c[i]), !!iswspace(c[i]), !!iswblank(c[i]), !!iswpunct(c[i]));
    printf("%d%d%d%d%d%d", !!iswupper(c[i]), !!iswlower(c[i]), !!iswprint(c[i]), !!iswgraph(c[i]), !!iswcntrl(c[i]), !!iswxdigit(c[i]));
    printf(" %x %x w%d\n", towupper(c[i]), towlower(c[i]), wcwidth(c[i]));
  }
  printf("%d %d %d\n", iswctype(L'x', wctype("alpha")) != 0, wctype("nothing") == 0, wcswidth(L"ab한", 3));
  printf("%x %x %d\n", towctrans(L'q', wctrans("toupper")), towctrans(L'Q', wctrans("tolower")), wctrans("x") == 0);
  return 0;
}
