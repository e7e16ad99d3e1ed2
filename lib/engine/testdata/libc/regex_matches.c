/* Basic and extended regular expressions, with what each group takes. */
#include <regex.h>
#include <stdio.h>
#include <string.h>
static void try(const char *pattern, const char *text, int flags, int how) {
  regex_t r;
  regmatch_t m[6];
  int e = regcomp(&r, pattern, flags);
  printf("/%s/%s%s%s '%s'", pattern, flags & REG_EXTENDED ? "E" : "", flags & REG_ICASE ? "i" : "", flags & REG_NEWLINE ? "n" : "", text);
  if (e) {
    char words[100];
    size_t n = regerror(e, &r, words, sizeof words);
    printf(" error %d %s (%zu)\n", e, words, n);
    return;
  }
  e = regexec(&r, text, 6, m, how);
  printf(" %d %zu", e, r.re_nsub);
  for (int i = 0; !e && i < 6 && i <= (int)r.re_nsub; i++) printf(" (%d,%d)", m[i].rm_so, m[i].rm_eo);
  printf("\n");
  regfree(&r);
}
int main(void) {
  const int E = REG_EXTENDED, I = REG_ICASE, N = REG_NEWLINE;
  static const char *extended[][2] = {
    {"a+b", "xaab"}, {"abc", "abc"}, {"abc", "xabcy"}, {"a.c", "abbc axc"}, {"^abc$", "abc"}, {"^abc$", "abcd"}, {"(a)(b)?", "ac"},
    {"(ab|a)(bc|c)?", "abc"}, {"(a|ab)(c|bcd)(d*)", "abcd"}, {"a|ab|abc", "abcd"}, {"(a*)(ab)*", "aab"}, {"(a*)+", "aaa"}, {"(a*)*", "b"},
    {"x*", "aaa"}, {"[0-9]+", "year 2024, day 60"}, {"([0-9]{4})-([0-9]{2})-([0-9]{2})", "on 2024-02-29!"}, {"^[a-z0-9._]+@[a-z0-9]+\\.[a-z]{2,}$", "user@example.org"},
    {"a{2}", "aaaa"}, {"a{2,}", "aaaa"}, {"a{2,3}", "aaaa"}, {"a{0,1}b", "ab"}, {"(ab){2}", "ababab"}, {"a{0}b", "ab"}, {"[[:digit:]]+", "ab12"}, {"[[:alpha:]_][[:alnum:]_]*", "9_x1 y"},
    {"[^a-z]+", "abCDe"}, {"[]a]+", "x]a]"}, {"[a-]+", "x-a"}, {"[^]]+", "]]ab]"}, {"\\.", "a.b"}, {"a\\+b", "a+b"}, {"\\(x\\)", "(x)"},
    {"(foo|bar)+", "barfoo!"}, {"(a(b(c)))", "abc"}, {"()", "x"}, {"a()b", "ab"}, {"(^a|b)c", "ac bc"}, {"a$|b", "ba"}, {"^*", "*"}, {"(.*)(.*)", "ab"}, {"(a?)(ab)?", "ab"},
    {"\\<the\\>", "other the"}, {"\\bis\\b", "this is"}, {"\\w+", "  word_1!"}, {"\\W", "ab c"}, {"\\s+", "a \t b"}, {"\\S+", "  ab "}, {"(a)\\1", "xaa"}, {"([a-z])([a-z])\\2\\1", "abba"},
    {"a**", "aa"}, {"(a+|b+)*c", "aabbc"}, {"x{,2}", "xxx"}, {"a{1", "a{1"}, {"}", "}"}, {"a|", "b"}, {"|a", "a"}, {"((a))", "a"}, {"a.*c", "abcabc"}, {"(a|b)*abb", "ababbabb"},
    {"(week|wee)(night|knights)", "weeknights"}, {"[ab]{3}", "abab"}, {"(ab?)(b?)", "abb"},
  };
  for (unsigned i = 0; i < sizeof extended / sizeof *extended; i++) try(extended[i][0], extended[i][1], E, 0);
  static const char *basic[][2] = {
    {"a*b", "aab"}, {"a+b", "a+b"}, {"a\\+b", "aab"}, {"a\\?b", "ab"}, {"\\(ab\\)*", "abab"}, {"\\(a\\)\\1", "aa"}, {"a\\{2,3\\}", "aaaa"}, {"a{2}", "a{2}"}, {"*a", "*a"}, {"^*a", "*a"},
    {"a|b", "a|b"}, {"a\\|b", "b"}, {"\\(^a\\)", "ab"}, {"a^b", "a^b"}, {"a$b", "a$b"}, {"^a.c$", "abc"}, {"\\(a*\\)b\\1", "aabaa"}, {"[.]", "a.b"}, {"(a)", "(a)"}, {"\\.c$", "main.c"},
  };
  for (unsigned i = 0; i < sizeof basic / sizeof *basic; i++) try(basic[i][0], basic[i][1], 0, 0);
  try("ABC", "xabc", E | I, 0);
  try("[a-c]+", "xABC", E | I, 0);
  try("^b", "a\nb", E | N, 0);
  try("^b", "a\nb", E, 0);
  try("a.b", "a\nb", E | N, 0);
  try("a[^x]b", "a\nb", E | N, 0);
  try("a$", "a\nb", E | N, 0);
  try("^a", "ab", E, REG_NOTBOL);
  try("b$", "ab", E, REG_NOTEOL);
  static const char *wrong[] = {"(", ")", "a)", "[", "[a", "a{2,1}", "a{", "*", "+", "?a", "a\\", "[z-a]", "[[:nope:]]", "\\1", "(a", "a{x}", "a{1,99999}"};
  for (unsigned i = 0; i < sizeof wrong / sizeof *wrong; i++) try(wrong[i], "a", E, 0);
  static const char *basicWrong[] = {"\\(", "\\)", "a\\{", "a\\{2", "a\\{2,1\\}", "\\1", "[", "a\\"};
  for (unsigned i = 0; i < sizeof basicWrong / sizeof *basicWrong; i++) try(basicWrong[i], "a", 0, 0);
  regex_t r;
  regcomp(&r, "a(b)", E | REG_NOSUB);
  printf("%d\n", regexec(&r, "xab", 0, NULL, 0));
  regfree(&r);
  char small[6];
  printf("%zu %s\n", regerror(REG_NOMATCH, NULL, small, sizeof small), small);
  return 0;
}
