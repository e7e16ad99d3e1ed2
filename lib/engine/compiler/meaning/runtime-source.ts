/** The functions in C that some builtins are. */
import { LONG_DOUBLE_SOURCE } from './long-double-source'

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

/** Of `__int128`: the operations are numbered as in wide.ts. */
const WIDE: Readonly<Record<string, string>> = {
  __rt_wide: 'typedef struct { unsigned long l, h; } __rt_wide;',
  __rt_wide_low: 'unsigned long __rt_wide_low(__rt_wide a) { return a.l; }',
  __rt_wide_same: '__rt_wide __rt_wide_same(__rt_wide a) { return a; }',
  __rt_wide_make:
    '__rt_wide __rt_wide_make(unsigned long l, int n) { __rt_wide r = {l, n == 1 || (n == 2 && (long)l < 0) ? -1ul : 0}; return r; }',
  __rt_wide_less:
    'int __rt_wide_less(int sign, __rt_wide a, __rt_wide b) { if (a.h != b.h) return sign ? (long)a.h < (long)b.h : a.h < b.h; return a.l < b.l; }',
  __rt_wide_minus: '__rt_wide __rt_wide_minus(__rt_wide a) { __rt_wide r = {-a.l, ~a.h + !a.l}; return r; }',
  __rt_wide_shift: `__rt_wide __rt_wide_shift(__rt_wide a, int left, int sign, int n) { n &= 127; unsigned long fill = sign && (long)a.h < 0 ? -1ul : 0; __rt_wide r = a;
if (!n) return r;
if (left) { r.h = n < 64 ? a.h << n | a.l >> (64 - n) : a.l << (n - 64); r.l = n < 64 ? a.l << n : 0; }
else { r.l = n < 64 ? a.l >> n | a.h << (64 - n) : n == 64 ? a.h : a.h >> (n - 64) | fill << (128 - n); r.h = n < 64 ? a.h >> n | (fill ? fill << (64 - n) : 0) : fill; }
return r; }`,
  __rt_wide_times: `__rt_wide __rt_wide_times(__rt_wide a, __rt_wide b) { unsigned long x0 = a.l & 0xffffffff, x1 = a.l >> 32, y0 = b.l & 0xffffffff, y1 = b.l >> 32;
unsigned long m = x1 * y0 + (x0 * y0 >> 32), n = x0 * y1 + (m & 0xffffffff);
__rt_wide r = {a.l * b.l, x1 * y1 + (m >> 32) + (n >> 32) + a.h * b.l + a.l * b.h}; return r; }`,
  __rt_wide_divide: `__rt_wide __rt_wide_divide(int rest, int sign, __rt_wide a, __rt_wide b) { if (!(b.l | b.h)) a.l = 1 / b.l;
int an = sign && (long)a.h < 0, bn = sign && (long)b.h < 0; if (an) a = __rt_wide_minus(a); if (bn) b = __rt_wide_minus(b);
__rt_wide q = {0, 0}, r = {0, 0};
for (int i = 127; i >= 0; i--) { r.h = r.h << 1 | r.l >> 63; r.l = r.l << 1 | ((i < 64 ? a.l >> i : a.h >> (i - 64)) & 1);
if (!__rt_wide_less(0, r, b)) { r.h -= b.h + (r.l < b.l); r.l -= b.l; if (i < 64) q.l |= 1ul << i; else q.h |= 1ul << (i - 64); } }
if (rest) return an ? __rt_wide_minus(r) : r;
return an != bn ? __rt_wide_minus(q) : q; }`,
  __rt_wide_operation: `__rt_wide __rt_wide_operation(int op, int sign, __rt_wide a, __rt_wide b) { __rt_wide r = {0, 0};
switch (op) {
case 0: r.l = a.l + b.l; r.h = a.h + b.h + (r.l < a.l); break;
case 1: r.l = a.l - b.l; r.h = a.h - b.h - (a.l < b.l); break;
case 2: return __rt_wide_times(a, b);
case 3: case 4: return __rt_wide_divide(op == 4, sign, a, b);
case 5: r.l = a.l & b.l; r.h = a.h & b.h; break;
case 6: r.l = a.l | b.l; r.h = a.h | b.h; break;
case 7: r.l = a.l ^ b.l; r.h = a.h ^ b.h; break;
case 8: case 9: return __rt_wide_shift(a, op == 8, sign, b.l);
case 10: r.l = a.l == b.l && a.h == b.h; break;
case 11: r.l = a.l != b.l || a.h != b.h; break;
case 12: r.l = __rt_wide_less(sign, a, b); break;
case 13: r.l = !__rt_wide_less(sign, b, a); break;
case 14: r.l = __rt_wide_less(sign, b, a); break;
default: r.l = !__rt_wide_less(sign, a, b); }
return r; }`,
  __rt_wide_float: `double __rt_wide_float(int sign, __rt_wide a) { int n = sign && (long)a.h < 0; if (n) a = __rt_wide_minus(a);
if (!a.h) return n ? -(double)a.l : (double)a.l;
int up = 0; for (unsigned long h = a.h; h; h >>= 1) up++;
unsigned long top = up == 64 ? a.h : a.h << (64 - up) | a.l >> up; if (up == 64 ? a.l : a.l << (64 - up)) top |= 1;
double d = top; while (up--) d *= 2; return n ? -d : d; }`,
  __rt_wide_of: `__rt_wide __rt_wide_of(int sign, double d) { int n = d < 0; if (n) d = -d; __rt_wide r; r.h = d / 18446744073709551616.0; r.l = d - r.h * 18446744073709551616.0; return n ? __rt_wide_minus(r) : r; }`,
}

/** What a runtime function needs besides itself. */
const RUNTIME_NEEDS: Readonly<Record<string, readonly string[]>> = {
  __rt_clz: ['__rt_popcount'],
  __rt_ctz: ['__rt_popcount'],
  __rt_ffs: ['__rt_popcount'],
  ...Object.fromEntries(Object.keys(WIDE).map((name) => [name, Object.keys(WIDE)])),
  ...Object.fromEntries(
    Object.keys(LONG_DOUBLE_SOURCE).map((name) => [name, Object.keys(LONG_DOUBLE_SOURCE)]),
  ),
}

/** C text of the named functions, after that of what they need. */
export function runtimeText(functions: ReadonlySet<string>): string {
  const names = new Set<string>()
  for (const name of functions) {
    for (const need of RUNTIME_NEEDS[name] ?? []) names.add(need)
    names.add(name)
  }
  return [...names].map((name) => RUNTIME[name] ?? WIDE[name] ?? LONG_DOUBLE_SOURCE[name] ?? '').join('\n')
}
