/**
 * What C and POSIX have and this machine does not: said by name, so that nobody takes it for a slip of theirs. A program
 * that declares one of these names itself means its own.
 */

/** Headers of which nothing is here: complex numbers, and what belongs to another machine than this. */
export const REFUSED_HEADERS: ReadonlySet<string> = new Set(
  `complex.h aio.h argp.h argz.h cpio.h crypt.h fmtmsg.h fstab.h gnu/libc-version.h iconv.h ifaddrs.h
link.h mcheck.h mntent.h monetary.h ncurses.h curses.h ndbm.h net/if.h netinet/if_ether.h netinet/ip.h netinet/ip_icmp.h
netinet/udp.h nl_types.h numa.h obstack.h omp.h printf.h pty.h readline/readline.h resolv.h shadow.h sys/acct.h sys/auxv.h
sys/fanotify.h sys/inotify.h sys/io.h sys/mount.h sys/personality.h sys/ptrace.h sys/quota.h sys/reboot.h sys/statfs.h
sys/swap.h sys/timex.h sys/user.h sys/vfs.h sys/xattr.h tar.h term.h termios.h ulimit.h utime.h utmp.h utmpx.h wordexp.h`.split(
    /\s+/,
  ),
)

/** Of `long double` only what is exact is here; these stand for their sisters with an `l` at the end. */
const LONG_DOUBLE =
  'acos asin atan atan2 cos sin tan acosh asinh atanh cosh sinh tanh exp exp2 expm1 frexp ilogb ldexp log log10 log1p log2 logb modf scalbn scalbln cbrt hypot pow erf erfc lgamma tgamma nearbyint rint lrint llrint lround llround remainder remquo nan nextafter nexttoward fdim fma'

/** These come for `double`, `float` (`f` at the end) and `long double` (`l`). */
const COMPLEX =
  'cacos casin catan ccos csin ctan cacosh casinh catanh ccosh csinh ctanh cexp clog cabs cpow csqrt carg cimag conj cproj creal'

/** The classes that exist for each character (`is…`) and each wide one (`isw…`), in a locale of one's own (`_l`). */
const CLASSES = 'alnum alpha blank cntrl digit graph lower print punct space upper xdigit'

const NAMES = `nexttoward nexttowardf CMPLX CMPLXF CMPLXL
feclearexcept fegetexceptflag feraiseexcept fesetexceptflag fetestexcept fegetenv feholdexcept fesetenv feupdateenv
j0 j1 jn y0 y1 yn
iswctype_l wctype_l towlower_l towupper_l nl_langinfo_l
newlocale duplocale freelocale uselocale tolower_l toupper_l strcoll_l strerror_l strxfrm_l strcasecmp_l strncasecmp_l strftime_l
open_wmemstream
tempnam psiginfo a64l l64a lcong48 getdate confstr crypt encrypt setkey gethostid getlogin_r ttyname_r setregid setreuid
posix_openpt grantpt unlockpt ptsname
fchdir fchownat fexecve lchown linkat readlinkat symlinkat
fchmodat fstatat futimens mkdirat mkfifoat mknodat utimensat utimes
sethostent gethostent endhostent setservent getservent endservent setprotoent getprotoent endprotoent getnetbyname
getnetbyaddr setnetent getnetent endnetent dladdr getgrouplist initgroups setgroups fgetpwent fgetgrent
posix_mem_offset posix_typed_mem_get_info posix_typed_mem_open`

function withEnd(words: string, ...ends: string[]): string[] {
  return words.split(' ').flatMap((word) => ends.map((end) => word + end))
}

let names: ReadonlySet<string> | null = null

/** Whether a function or macro of C or POSIX is one that this machine does without. */
export function isRefused(name: string): boolean {
  names ??= new Set([
    ...NAMES.split(/\s+/),
    ...withEnd(LONG_DOUBLE, 'l'),
    ...withEnd(COMPLEX, '', 'f', 'l'),
    ...CLASSES.split(' ').flatMap((word) => [`is${word}_l`, `isw${word}_l`]),
  ])
  return names.has(name)
}

/** Whether `<name>` is a header of C that this machine does without. */
export function isRefusedHeader(name: string): boolean {
  return REFUSED_HEADERS.has(name)
}
