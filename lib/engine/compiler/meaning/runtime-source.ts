/** The functions in C that some builtins are. */
const U64 = 'unsigned long x'
const SMEAR = 'x |= x >> 1; x |= x >> 2; x |= x >> 4; x |= x >> 8; x |= x >> 16; x |= x >> 32;'
const POPCOUNT = `int __rt_popcount(${U64});`

/** C text by name; each stands alone. */
const RUNTIME: Readonly<Record<string, string>> = {
  __rt_popcount: `int __rt_popcount(${U64}) { x -= x >> 1 & 0x5555555555555555; x = (x & 0x3333333333333333) + (x >> 2 & 0x3333333333333333); x = (x + (x >> 4)) & 0x0f0f0f0f0f0f0f0f; return x * 0x0101010101010101 >> 56; }`,
  __rt_clz: `${POPCOUNT} int __rt_clz(${U64}) { ${SMEAR} return 64 - __rt_popcount(x); }`,
  __rt_ctz: `${POPCOUNT} int __rt_ctz(${U64}) { return __rt_popcount((x & -x) - 1); }`,
  __rt_bswap: `unsigned long __rt_bswap(${U64}) { x = (x >> 8 & 0x00ff00ff00ff00ff) | (x & 0x00ff00ff00ff00ff) << 8; x = (x >> 16 & 0x0000ffff0000ffff) | (x & 0x0000ffff0000ffff) << 16; return x >> 32 | x << 32; }`,
  __rt_ffs: `${POPCOUNT} int __rt_ffs(${U64}) { return x ? __rt_popcount((x & -x) - 1) + 1 : 0; }`,
  __rt_checked: `_Bool __rt_checked(int op, unsigned long a, int an, unsigned long b, int bn, int bits, int sign, unsigned long *r) {
unsigned long ah = an ? -1 : 0, bh = bn ? -1 : 0, lo, hi;
if (op == 0) { lo = a + b; hi = ah + bh + (lo < a); }
else if (op == 1) { lo = a - b; hi = ah - bh - (a < b); }
else { unsigned long x = an ? -a : a, y = bn ? -b : b, x0 = x & 0xffffffff, x1 = x >> 32, y0 = y & 0xffffffff, y1 = y >> 32;
unsigned long m = x1 * y0 + (x0 * y0 >> 32), n = x0 * y1 + (m & 0xffffffff);
lo = x * y; hi = x1 * y1 + (m >> 32) + (n >> 32);
if (an != bn) { hi = ~hi + (lo == 0); lo = -lo; } }
*r = lo;
if (!sign) return hi != 0 || (bits < 64 && lo >> bits != 0);
long t = (long)(lo << (64 - bits)) >> (64 - bits);
return (unsigned long)t != lo || hi != (unsigned long)(t >> 63); }`,
  __rt_cycles: `int clock_gettime(int, void *);
long __rt_cycles(void) { long now[2]; clock_gettime(1, now); return now[0] * 1000000000 + now[1]; }`,
  __rt_isnan: 'int __rt_isnan(double x) { return x != x; }',
  __rt_isinf: 'int __rt_isinf(double x) { return x - x != x - x && x == x; }',
  __rt_isfinite: 'int __rt_isfinite(double x) { return x - x == x - x; }',
  __rt_signbit: 'int __rt_signbit(double x) { return *(long *)&x < 0; }',
  __rt_copysign:
    'double __rt_copysign(double x, double y) { *(unsigned long *)&x = (*(unsigned long *)&x & 0x7fffffffffffffff) | (*(unsigned long *)&y & 0x8000000000000000); return x; }',
}

/** What a runtime function needs besides itself. */
const RUNTIME_NEEDS: Readonly<Record<string, readonly string[]>> = {
  __rt_clz: ['__rt_popcount'],
  __rt_ctz: ['__rt_popcount'],
  __rt_ffs: ['__rt_popcount'],
}

/** C text of the named functions, after that of what they need. */
export function runtimeText(functions: ReadonlySet<string>): string {
  const names = new Set<string>()
  for (const name of functions) {
    for (const need of RUNTIME_NEEDS[name] ?? []) names.add(need)
    names.add(name)
  }
  return [...names].map((name) => RUNTIME[name] ?? '').join('\n')
}
