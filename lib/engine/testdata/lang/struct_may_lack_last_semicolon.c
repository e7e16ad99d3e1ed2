// gcc warns that no semicolon stands at the end, and takes it.
#include <stdio.h>
struct pair { int left; int right };
union word { int whole; char bytes[4] };
*first, *second;
int main(void) {
  struct pair p = {3, 4};
  union word w = {65};
  first = &p.left;
  second = &p.right;
  printf("%d %d %c\n", *first, *second, w.bytes[0]);
}
