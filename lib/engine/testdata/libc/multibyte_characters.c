/* Characters of several bytes: from bytes and back, whole, in parts, and wrong. */
#define _GNU_SOURCE
#include <errno.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <uchar.h>
#include <wchar.h>
static void all(void) {
  wchar_t wide[20], c = 0;
  char bytes[40];
  const char *s = "a한글é😀";
  const wchar_t *w = L"x한é";
  mbstate_t state;
  memset(&state, 0, sizeof state);
  printf("%d %d %d %d %d\n", mblen("abc", 3), mblen("", 1), mblen("한", 3), mblen("한", 2), mblen(NULL, 0));
  printf("%d %x", mbtowc(&c, "글", 3), c);
  printf(" %d %d\n", wctomb(bytes, L'한'), wctomb(bytes, L'a'));
  printf("%d %d\n", (int)mbstowcs(wide, s, 20), (int)mbstowcs(NULL, s, 0));
  printf("%d %d\n", (int)wcstombs(bytes, w, 40), (int)wcstombs(NULL, w, 0));
  printf("%d %d %d\n", (int)btowc('a'), btowc(EOF) == WEOF, wctob(L'q'));
  errno = 0;
  int r = (int)mbrtowc(&c, "\xff", 1, &state);
  printf("%d %d %d\n", r, errno == EILSEQ, mbsinit(&state));
  memset(&state, 0, sizeof state);
  for (const char *p = "한"; *p; p++) {
    r = (int)mbrtowc(&c, p, 1, &state);
    printf("%d %d ", r, mbsinit(&state) != 0);
    if (r == -1) memset(&state, 0, sizeof state);
  }
  printf("\n%d %d\n", (int)mbrlen("é", 2, NULL), (int)mbrlen("a", 1, NULL));
  memset(&state, 0, sizeof state);
  printf("%d %d\n", (int)wcrtomb(bytes, 0x1F600, &state), (int)wcrtomb(NULL, 0, &state));
  const char *from = s;
  printf("%d", (int)mbsrtowcs(wide, &from, 3, NULL));
  printf(" %d", from ? (int)(from - s) : -1);
  from = "ab\xff";
  const char *start = from;
  printf(" %d %d", (int)mbsrtowcs(wide, &from, 20, NULL), (int)(from - start));
  from = "한글";
  printf(" %d\n", (int)mbsnrtowcs(wide, &from, 3, 20, NULL));
  memset(bytes, 0, sizeof bytes);
  printf("%d", (int)wcsrtombs(bytes, &w, 3, NULL));
  printf(" '%s'", bytes);
  w = L"abc";
  memset(bytes, 0, sizeof bytes);
  printf(" %d '%s'\n", (int)wcsnrtombs(bytes, &w, 2, 20, NULL), bytes);
  char16_t half = 0;
  char32_t full = 0;
  memset(&state, 0, sizeof state);
  r = (int)mbrtoc32(&full, "😀", 4, &state);
  printf("%d %x", r, full);
  if (r < 0) memset(&state, 0, sizeof state);
  r = (int)mbrtoc16(&half, "😀", 4, &state);
  printf(" %d %x", r, half);
  if (r > 0) {
    r = (int)mbrtoc16(&half, "", 1, &state);
    printf(" %d %x", r, half);
  }
  memset(&state, 0, sizeof state);
  printf(" %d", (int)c32rtomb(bytes, L'é', &state));
  memset(&state, 0, sizeof state);
  printf(" %d", (int)c16rtomb(bytes, 0xac00, &state));
  memset(&state, 0, sizeof state);
  printf(" %d", (int)c16rtomb(bytes, 0xd83d, &state));
  printf(" %d\n", (int)c16rtomb(bytes, 0xde00, &state));
  printf("[%ls] [%lc] [%5ls] [%.3ls] [%S]\n", L"wide", (wint_t)L'c', L"ab", L"abcdef", L"S");
  printf("%d", printf("[%ls]", L"한글"));
  printf(" %d\n", printf("[%6ls|%-6ls|%.4ls]", L"한", L"글", L"한글"));
  wchar_t one[10];
  char text[20];
  r = sscanf("한글 abc", "%ls %s", one, text);
  printf("\n%d\n", r);
  r = sscanf("abc", "%lc%l[a-z]", &c, one);
  printf("%d %x %d\n", r, c, (int)wcslen(one));
}
int main(void) {
  all();
  printf("%s\n", setlocale(LC_ALL, ""));
  all();
  return 0;
}
