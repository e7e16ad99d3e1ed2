#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void run(int argc, char **argv, const char *options) {
  int c;
  optind = 0;
  opterr = 0;
  while ((c = getopt(argc, argv, options)) != -1) printf("%c(%s)%d ", c, optarg ? optarg : "", optopt);
  printf("|");
  for (int i = optind; i < argc; i++) printf(" %s", argv[i]);
  puts("");
}

int main(void) {
  char *a[] = {"p", "-a", "-bval", "file1", "-c", "arg", "-xyz", "--", "-d", "file2", NULL};
  run(10, a, "ab:c:");
  char *b[] = {"p", "one", "-a", "two", "-b", NULL};
  run(5, b, ":ab:");
  char *d[] = {"p", "one", "-a", NULL};
  run(3, d, "+a");
  char *e[] = {"p", "-oopt", "-o", "x", NULL};
  run(4, e, "o::");
  char *g[] = {"p", "--verbose", "--level=3", "in", "--level", "5", "-v", "--lev=9", "--nope", "--verbose=1", NULL};
  int flag = 0, index, c;
  struct option all[] = {{"verbose", no_argument, &flag, 7}, {"level", required_argument, NULL, 'l'}, {0, 0, 0, 0}};
  optind = 0;
  while ((c = getopt_long(10, g, "v", all, &index)) != -1) printf("%d(%s) ", c, optarg ? optarg : "");
  printf("flag %d | %s\n", flag, g[optind]);
  char *h[] = {"p", "-level", "4", "-v", NULL};
  optind = 0;
  while ((c = getopt_long_only(4, h, "v", all, &index)) != -1) printf("%d(%s) ", c, optarg ? optarg : "");
  puts("");
  return 0;
}
