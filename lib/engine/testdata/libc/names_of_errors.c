#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

int main(void) {
  for (int i = -1; i < 135; i++) printf("%d %s %s\n", i, strerrorname_np(i) ? strerrorname_np(i) : "-", strerrordesc_np(i) ? strerrordesc_np(i) : "-");
  for (int i = 0; i < 66; i++) printf("%d %s %s\n", i, sigabbrev_np(i) ? sigabbrev_np(i) : "-", sigdescr_np(i) ? sigdescr_np(i) : "-");
  return 0;
}
