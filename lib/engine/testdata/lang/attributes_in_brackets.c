// C2x attributes as gcc 12 takes them in gnu11, and questions about the compiler.
#include <stdio.h>
[[maybe_unused]] static int nobody = 3;
[[nodiscard]] static int five(void) { return 5; }
[[gnu::noinline]] static int six([[maybe_unused]] int ignored) { return 6; }
struct [[gnu::packed]] tight { char c; int i; };
enum level { LOW [[deprecated("use HIGH")]] = 1, HIGH };
static int kind(int n) {
  switch (n) {
    case 1:
      n++;
      [[fallthrough]];
    case 2: return n * 10;
    default: return 0;
  }
}
#if defined(__has_attribute) && __has_attribute(unused) && !__has_attribute(no_such_thing)
#define KNOWN "unused"
#else
#define KNOWN "nothing"
#endif
#ifdef __has_builtin
#if __has_builtin(__builtin_expect) && __has_builtin(__builtin_popcount) && !__has_builtin(__builtin_nothing)
#define BUILTIN "some"
#endif
#endif
#if defined __has_include && __has_include(<stdio.h>) && !__has_include("nowhere.h")
#define INCLUDE "stdio"
#endif
int main(void) {
  [[maybe_unused]] int unused = 1;
  int counted [[maybe_unused]] = 2, other = five();
  [[gnu::unused]] for (int i [[maybe_unused]] = 0; i < 1; i++) other += six(i);
again: [[maybe_unused]] ;
  if (other++ < 12) goto again;
  printf("%d %zu %d %d %d\n", other, sizeof(struct tight), kind(1), kind(2), HIGH);
  printf("%s %s %s\n", KNOWN, BUILTIN, INCLUDE);
}
