/* Wide characters out of streams and into them. */
#include <locale.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <wchar.h>
static int print(const wchar_t *format, ...) {
  va_list list;
  va_start(list, format);
  return vwprintf(format, list);
}
static int printTo(FILE *f, const wchar_t *format, ...) {
  va_list list;
  va_start(list, format);
  return vfwprintf(f, format, list);
}
static int printInto(wchar_t *to, size_t n, const wchar_t *format, ...) {
  va_list list;
  va_start(list, format);
  return vswprintf(to, n, format, list);
}
static int scan(const wchar_t *format, ...) {
  va_list list;
  va_start(list, format);
  return vwscanf(format, list);
}
static int scanFrom(FILE *f, const wchar_t *format, ...) {
  va_list list;
  va_start(list, format);
  return vfwscanf(f, format, list);
}
static int scanText(const wchar_t *s, const wchar_t *format, ...) {
  va_list list;
  va_start(list, format);
  return vswscanf(s, format, list);
}
int main(void) {
  wchar_t text[100], word[40];
  int n = 0, m = 0;
  setlocale(LC_ALL, "C.UTF-8");
  n = wprintf(L"%ls %s %d %5.2f %c %lc|%5ls|%-5ls|%.2ls|%%\n", L"한글", "bytes", 42, 3.14159, 'x', L'글', L"가", L"나", L"라마바");
  wprintf(L"%d\n", n);
  print(L"%5s|%-5s|%.3s|%08.3f|%+d|%#x|%lu|%*d|%p\n", "ab", "cd", "efghi", -1.5, 7, 255, 123456789012UL, 6, 3, (void *)0);
  fwprintf(stdout, L"%ls\n", L"to a stream");
  printTo(stdout, L"%hhd %hd %ld %lld\n", 300, 70000, -1L, -2LL);
  fputws(L"줄\n", stdout);
  fputwc(L'가', stdout);
  putwc(L'b', stdout);
  putwchar(L'\n');
  wprintf(L"%d %d\n", swprintf(text, 100, L"[%d-%ls]", 5, L"다"), (int)wcslen(text));
  wprintf(L"%ls %d\n", text, swprintf(word, 4, L"%s", "too long"));
  wprintf(L"%d %ls\n", printInto(text, 20, L"%x", 48879), text);
  wprintf(L"%d\n", fwide(stdout, 0) > 0);

  wprintf(L"%d", swscanf(L"12 한글 x", L"%d %ls", &n, word));
  wprintf(L" %d %ls %d\n", n, word, scanText(L"7:8", L"%d:%d", &n, &m));
  wprintf(L"%d %d\n", n, m);
  wprintf(L"%lc", getwchar());
  wint_t c = getwc(stdin);
  wprintf(L"%lc %d", c, ungetwc(c, stdin) == c);
  wprintf(L" %lc", fgetwc(stdin));
  wprintf(L" [%ls]", fgetws(text, 100, stdin));
  wprintf(L"%d %d", wscanf(L"%d", &n), n);
  n = 0;
  wprintf(L" %d", scan(L"%d", &m));
  wprintf(L" %d", fwscanf(stdin, L"%ls", word));
  wprintf(L" %ls %d", word, scanFrom(stdin, L"%ls", text));
  wprintf(L" %ls\n", text);
  wprintf(L"%d %d\n", getwchar() == L'\n', getwchar() == WEOF);
  FILE *f = tmpfile();
  wprintf(L"%d", fwide(f, 0));
  wprintf(L" %d", fwide(f, 1) > 0);
  wprintf(L" %d\n", fputws(L"파일", f) >= 0);
  rewind(f);
  wprintf(L"%ls\n", fgetws(text, 100, f));
  fprintf(stderr, "bytes first");
  return fwprintf(stderr, L"never seen") + 1;
}
