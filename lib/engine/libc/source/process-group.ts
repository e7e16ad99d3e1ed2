/** Process groups, sessions, and waiting for children with what they used. */

export const PROCESS_GROUP = `#include <internal/libc.h>
#include <unistd.h>
#include <sys/wait.h>
#include <sys/resource.h>

pid_t getpgid(pid_t pid) { return __result(__syscall("getpgid", pid)); }
int setpgid(pid_t pid, pid_t group) { return __result(__syscall("setpgid", pid, group)); }
int setpgrp(void) { return __result(__syscall("setpgid", 0, 0)); }
pid_t getsid(pid_t pid) { return __result(__syscall("getsid", pid)); }
pid_t setsid(void) { return __result(__syscall("setsid")); }
pid_t wait3(int *status, int options, struct rusage *usage) { return __result(__syscall("wait4", -1, status, options, usage)); }
pid_t wait4(pid_t pid, int *status, int options, struct rusage *usage) { return __result(__syscall("wait4", pid, status, options, usage)); }
int waitid(idtype_t type, id_t id, siginfo_t *info, int options) { return __result(__syscall("waitid", type, id, info, options)); }
`
