/* fnmatch: stars, question marks, brackets, and what the flags change. */
#define _GNU_SOURCE
#include <fnmatch.h>
#include <stdio.h>
int main(void) {
  static const struct { const char *pattern, *text; int flags; } all[] = {
    {"*", "abc", 0}, {"*.c", "main.c", 0}, {"*.c", "main.h", 0}, {"?b?", "abc", 0}, {"?b?", "ab", 0}, {"[abc]x", "bx", 0}, {"[!abc]x", "bx", 0}, {"[^abc]x", "dx", 0},
    {"[a-m]*", "hello", 0}, {"[a-m]*", "zed", 0}, {"[]x]", "]", 0}, {"[x-]", "-", 0}, {"\\*", "*", 0}, {"\\*", "a", 0}, {"\\a", "\\a", FNM_NOESCAPE}, {"\\a", "a", 0},
    {"*", "a/b", 0}, {"*", "a/b", FNM_PATHNAME}, {"*/*", "a/b", FNM_PATHNAME}, {"a?b", "a/b", FNM_PATHNAME}, {"a[/]b", "a/b", FNM_PATHNAME}, {"a[/]b", "a/b", 0},
    {"*", ".hidden", 0}, {"*", ".hidden", FNM_PERIOD}, {".*", ".hidden", FNM_PERIOD}, {"?x", ".x", FNM_PERIOD}, {"[.]x", ".x", FNM_PERIOD}, {"a/*", "a/.b", FNM_PERIOD}, {"a/*", "a/.b", FNM_PERIOD | FNM_PATHNAME},
    {"usr", "usr/bin", FNM_LEADING_DIR}, {"usr", "usrx", FNM_LEADING_DIR}, {"u*", "usr/bin", FNM_LEADING_DIR | FNM_PATHNAME}, {"ABC", "abc", FNM_CASEFOLD}, {"[A-C]*", "bcd", FNM_CASEFOLD}, {"ABC", "abc", 0},
    {"[[:digit:]]*", "7x", 0}, {"[[:digit:]]*", "x7", 0}, {"[![:space:]]", "x", 0}, {"a*b*c", "aXbYc", 0}, {"a*b*c", "aXbY", 0}, {"", "", 0}, {"", "a", 0}, {"**", "x", 0}, {"[", "[", 0}, {"[a", "[a", 0}, {"a\\", "a\\", FNM_NOESCAPE},
    {"*a*a*a*a*b", "aaaaaaaaaaaa", 0}, {"x[a\\]b]y", "x]y", 0},
  };
  for (unsigned i = 0; i < sizeof all / sizeof *all; i++) printf("%s %s %d: %d\n", all[i].pattern, all[i].text, all[i].flags, fnmatch(all[i].pattern, all[i].text, all[i].flags));
  return 0;
}
