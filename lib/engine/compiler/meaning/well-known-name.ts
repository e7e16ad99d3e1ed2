/** What is known of names that programs use without declaring them, and of the rarer words of gcc. */
import type { KnownNames } from '../text/preprocessor'
import { builtinType } from './builtin-function'
import { numberFault, specifierFault } from './fault'
import { isRefused, isRefusedHeader } from './refused-name'
import { runtimeText } from './runtime-source'

const HEADERS: Readonly<Record<string, string>> = {
  'stdio.h':
    'printf fprintf sprintf snprintf vprintf vfprintf vsprintf vsnprintf scanf fscanf sscanf puts fputs putchar putc fputc getchar getc fgetc fgets ungetc fopen fdopen fclose fread fwrite fflush fseek ftell rewind feof ferror perror setvbuf setbuf remove rename popen pclose getline stdin stdout stderr FILE EOF BUFSIZ dprintf fileno',
  'stdlib.h':
    'malloc calloc realloc free exit abort atexit atoi atol atoll atof strtol strtoul strtoll strtoull strtod rand srand qsort bsearch abs labs llabs div ldiv getenv setenv system _Exit EXIT_SUCCESS EXIT_FAILURE RAND_MAX',
  'string.h':
    'strlen strcpy strncpy strcat strncat strcmp strncmp strchr strrchr strstr strtok strtok_r strdup strndup strerror strsignal memcpy memmove memset memcmp memchr strspn strcspn strpbrk strsep strnlen strcoll',
  'strings.h': 'strcasecmp strncasecmp bzero ffs',
  'unistd.h':
    'fork vfork getpid getppid getuid getpgrp setpgid setsid pipe pipe2 dup dup2 read write close lseek unlink sleep usleep _exit execv execve execvp execl execlp execle access getcwd chdir isatty alarm pause sysconf sbrk brk gettid pread pwrite ftruncate fsync rmdir STDIN_FILENO STDOUT_FILENO STDERR_FILENO nice link symlink readlink',
  'fcntl.h':
    'open creat fcntl O_RDONLY O_WRONLY O_RDWR O_CREAT O_TRUNC O_APPEND O_NONBLOCK O_EXCL F_GETFL F_SETFL',
  'sys/wait.h':
    'wait waitpid waitid WIFEXITED WEXITSTATUS WIFSIGNALED WTERMSIG WIFSTOPPED WSTOPSIG WNOHANG WUNTRACED',
  'sys/types.h': 'pid_t ssize_t off_t mode_t uid_t key_t',
  'signal.h':
    'kill signal sigaction sigprocmask sigemptyset sigfillset sigaddset sigdelset sigismember sigsuspend sigpending sigwait raise SIGINT SIGTERM SIGKILL SIGCHLD SIGUSR1 SIGUSR2 SIGSTOP SIGCONT SIGALRM SIGSEGV SIGPIPE SIG_IGN SIG_DFL SIG_BLOCK SIG_UNBLOCK SIG_SETMASK SA_RESTART sigset_t sig_atomic_t',
  'pthread.h':
    'pthread_create pthread_join pthread_detach pthread_exit pthread_self pthread_equal pthread_mutex_init pthread_mutex_lock pthread_mutex_trylock pthread_mutex_unlock pthread_mutex_destroy pthread_cond_init pthread_cond_wait pthread_cond_signal pthread_cond_broadcast pthread_cond_destroy pthread_barrier_wait pthread_barrier_init pthread_once pthread_t pthread_mutex_t pthread_cond_t pthread_attr_t pthread_barrier_t pthread_rwlock_t pthread_rwlock_rdlock pthread_rwlock_wrlock pthread_rwlock_unlock pthread_spin_lock pthread_spin_unlock PTHREAD_MUTEX_INITIALIZER PTHREAD_COND_INITIALIZER',
  'semaphore.h':
    'sem_init sem_wait sem_post sem_trywait sem_destroy sem_getvalue sem_open sem_close sem_unlink sem_t',
  'sched.h': 'sched_yield clone CLONE_VM CLONE_FS CLONE_FILES CLONE_SIGHAND CLONE_THREAD',
  'sys/mman.h':
    'mmap munmap mprotect msync shm_open shm_unlink PROT_READ PROT_WRITE MAP_SHARED MAP_PRIVATE MAP_ANONYMOUS MAP_FAILED',
  'sys/stat.h': 'stat fstat lstat mkdir mkfifo chmod umask',
  'sys/socket.h': 'socket bind listen accept connect send recv sendto recvfrom socketpair shutdown',
  'sys/time.h': 'gettimeofday setitimer getitimer',
  'time.h':
    'time clock nanosleep clock_gettime difftime localtime gmtime strftime ctime mktime time_t clock_t CLOCK_MONOTONIC CLOCK_REALTIME CLOCKS_PER_SEC',
  'errno.h':
    'errno EAGAIN EINTR ENOENT EACCES EEXIST EINVAL ECHILD EPIPE EBUSY EDEADLK ETIMEDOUT ENOMEM ESRCH EPERM EBADF EWOULDBLOCK',
  'assert.h': 'assert static_assert',
  'ctype.h':
    'isalpha isdigit isalnum isspace isupper islower ispunct isxdigit isprint iscntrl toupper tolower',
  'math.h':
    'sqrt pow sin cos tan exp log log2 log10 floor ceil fabs fmod round M_PI INFINITY NAN isnan isinf',
  'limits.h':
    'INT_MAX INT_MIN UINT_MAX LONG_MAX LONG_MIN ULONG_MAX CHAR_BIT CHAR_MAX CHAR_MIN SHRT_MAX SHRT_MIN PATH_MAX PIPE_BUF LLONG_MAX LLONG_MIN ULLONG_MAX UCHAR_MAX',
  'stdint.h':
    'int8_t int16_t int32_t int64_t uint8_t uint16_t uint32_t uint64_t intptr_t uintptr_t intmax_t uintmax_t INT32_MAX INT64_MAX UINT32_MAX UINT64_MAX UINT8_MAX UINT16_MAX SIZE_MAX INT8_MAX INT16_MAX INT32_MIN INT64_MIN',
  'stdbool.h': 'bool true false',
  'stddef.h': 'NULL size_t ptrdiff_t offsetof wchar_t',
  'stdarg.h': 'va_list va_start va_end va_arg va_copy',
  'stdatomic.h':
    'atomic_int atomic_bool atomic_flag atomic_load atomic_store atomic_fetch_add atomic_fetch_sub atomic_exchange atomic_compare_exchange_strong atomic_compare_exchange_weak atomic_init atomic_flag_test_and_set atomic_flag_clear atomic_thread_fence memory_order_seq_cst memory_order_relaxed memory_order_acquire memory_order_release atomic_uint atomic_long',
  'setjmp.h': 'setjmp longjmp jmp_buf',
  'poll.h': 'poll POLLIN POLLOUT POLLHUP',
  'sys/select.h': 'select fd_set FD_ZERO FD_SET FD_CLR FD_ISSET',
  'sys/epoll.h': 'epoll_create epoll_create1 epoll_ctl epoll_wait EPOLLIN EPOLL_CTL_ADD',
  'sys/ipc.h': 'ftok IPC_CREAT IPC_PRIVATE IPC_RMID',
  'sys/shm.h': 'shmget shmat shmdt shmctl',
  'sys/sem.h': 'semget semop semctl',
  'sys/msg.h': 'msgget msgsnd msgrcv msgctl',
  'mqueue.h': 'mq_open mq_send mq_receive mq_close mq_unlink mqd_t',
  'sys/eventfd.h': 'eventfd',
  'sys/resource.h': 'getrusage getpriority setpriority getrlimit setrlimit',
}

function headerTable(): Record<string, string> {
  const table: Record<string, string> = Object.create(null)
  for (const header in HEADERS) for (const name of HEADERS[header]!.split(' ')) table[name] = header
  return table
}

/** Header that declares a well-known name. */
const HEADER_OF: Readonly<Record<string, string>> = headerTable()

/** Attributes of gcc 12 for C on x86-64. */
const ATTRIBUTES = new Set(
  `access alias aligned alloc_align alloc_size always_inline artificial assume_aligned cdecl cleanup cold common const
constructor copy deprecated designated_init destructor error externally_visible fallthrough fastcall fd_arg flatten format
format_arg force_align_arg_pointer gnu_inline hot ifunc interrupt leaf malloc may_alias mode ms_abi ms_struct naked no_icf
no_instrument_function no_profile_instrument_function no_reorder no_sanitize no_sanitize_address no_sanitize_thread
no_sanitize_undefined no_split_stack no_stack_limit no_stack_protector nocf_check noclone nocommon noinit noinline noipa
nonnull nonstring noplt noreturn nothrow objc_root_class optimize packed patchable_function_entry persistent pure
regparm retain returns_nonnull returns_twice scalar_storage_order section sentinel simd stack_protect
stdcall symver sysv_abi target target_clones thiscall tls_model transparent_union uninitialized unused used vector_size visibility
warn_if_not_aligned warn_unused warn_unused_result warning weak weakref zero_call_used_regs`.split(/\s+/),
)

const BUILTINS =
  /^__builtin_(va_(start|end|copy|arg)|offsetof|types_compatible_p|choose_expr|expect|constant_p|unreachable|trap|alloca|prefetch|object_size|(inf|huge_val|nan)f?|(popcount|clz|ctz|ffs|parity|clrsb)l{0,2}|bswap(16|32|64)|(s|u)?(add|sub|mul)l{0,2}_overflow|(add|sub|mul)_overflow|is(nan|inf|finite|normal))$|^__(atomic|sync)_/

export const KNOWN_NAMES: KnownNames = {
  headerOf: (name) => HEADER_OF[name],
  isRefused,
  isRefusedHeader,
  isBuiltinName: (name) => BUILTINS.test(name) || builtinType(name.replace(/^__builtin_/, '')) !== null,
  isAttribute: (name) => ATTRIBUTES.has(name),
  numberFault,
  specifierFault,
  runtimeText,
}
