/**
 * `long double` of x87: 64 bits of mantissa, a sign and 15 bits of exponent, each operation rounded to nearest, ties to
 * even. C text by name; every function may use those before it. Compared bit by bit with the processor's own for
 * millions of random values of every kind.
 */
export const LONG_DOUBLE_SOURCE: Readonly<Record<string, string>> = {
  __rt_ld: `typedef struct { unsigned long m, e; } __rt_ld;`,
  __rt_ld_make: `__rt_ld __rt_ld_make(unsigned long m, int e) { __rt_ld r = {m, e}; return r; }`,
  __rt_ld_pack: `__rt_ld __rt_ld_pack(int s, int e, unsigned long h, unsigned long l) { __rt_ld r;
if (e <= 0) { int n = 1 - e; if (n > 66) { h = 0; l = 1; } else while (n--) { l = l >> 1 | l & 1 | h << 63; h >>= 1; } e = 0; }
if (l > 1ul << 63 || l == 1ul << 63 && h & 1) if (!++h) { h = 1ul << 63; e++; }
if (e == 0 && h >> 63) e = 1;
if (e >= 0x7fff) { h = 1ul << 63; e = 0x7fff; }
r.m = h; r.e = s << 15 | e; return r; }`,
  __rt_ld_special: `int __rt_ld_special(__rt_ld a) { return (a.e & 0x7fff) == 0x7fff ? a.m << 1 ? 2 : 1 : 0; }`,
  __rt_ld_norm: `__rt_ld __rt_ld_norm(__rt_ld a, int *e) { *e = a.e & 0x7fff; if (!*e) *e = 1; while (a.m && !(a.m >> 63)) { a.m <<= 1; --*e; } return a; }`,
  __rt_ld_add: `__rt_ld __rt_ld_add(__rt_ld a, __rt_ld b) { int s = a.e >> 15 & 1, t = b.e >> 15 & 1, e, f; __rt_ld nan = {0xc000000000000000, 0xffff};
int x = __rt_ld_special(a), y = __rt_ld_special(b);
if (x == 2 || y == 2) { if (x == 2) a.m |= 1ul << 62; b.m |= 1ul << 62; return x == 2 ? a : b; }
if (x && y) return s == t ? a : nan;
if (x || !b.m) { if (!a.m && !b.m && s != t) a.e = 0; return a; }
if (y || !a.m) return b;
a = __rt_ld_norm(a, &e); b = __rt_ld_norm(b, &f);
if (e < f || e == f && a.m < b.m) { __rt_ld c = a; a = b; b = c; int i = e; e = f; f = i; i = s; s = t; t = i; }
unsigned long h = b.m, l = 0, n = e - f;
if (n >= 128) { h = 0; l = 1; } else if (n >= 64) { l = n == 64 ? h : h >> n - 64 | (h << 128 - n != 0); h = 0; } else if (n) { l = h << 64 - n; h >>= n; }
if (s == t) { h += a.m; if (h < a.m) { l = l >> 1 | l & 1 | h << 63; h = h >> 1 | 1ul << 63; e++; } }
else { h = a.m - h - (l != 0); l = -l; if (!(h | l)) { a.m = 0; a.e = 0; return a; } while (!(h >> 63)) { h = h << 1 | l >> 63; l <<= 1; e--; } }
return __rt_ld_pack(s, e, h, l); }`,
  __rt_ld_mul: `__rt_ld __rt_ld_mul(__rt_ld a, __rt_ld b) { int s = (a.e ^ b.e) >> 15 & 1, e, f, x = __rt_ld_special(a), y = __rt_ld_special(b); __rt_ld nan = {0xc000000000000000, 0xffff};
if (x == 2 || y == 2) { a.m |= 1ul << 62; b.m |= 1ul << 62; return x == 2 ? a : b; }
if (x || y) { if (!a.m || !b.m) return nan; a.m = 1ul << 63; a.e = s << 15 | 0x7fff; return a; }
if (!a.m || !b.m) { a.m = 0; a.e = s << 15; return a; }
a = __rt_ld_norm(a, &e); b = __rt_ld_norm(b, &f);
unsigned long p = a.m & 0xffffffff, q = a.m >> 32, v = b.m & 0xffffffff, w = b.m >> 32, c = q * v + (p * v >> 32), d = p * w + (c & 0xffffffff);
unsigned long l = a.m * b.m, h = q * w + (c >> 32) + (d >> 32);
e += f - 16383 + 1; if (!(h >> 63)) { h = h << 1 | l >> 63; l <<= 1; e--; }
return __rt_ld_pack(s, e, h, l); }`,
  __rt_ld_div: `__rt_ld __rt_ld_div(__rt_ld a, __rt_ld b) { int s = (a.e ^ b.e) >> 15 & 1, e, f, x = __rt_ld_special(a), y = __rt_ld_special(b); __rt_ld nan = {0xc000000000000000, 0xffff};
if (x == 2 || y == 2) { a.m |= 1ul << 62; b.m |= 1ul << 62; return x == 2 ? a : b; }
if (x && y || !a.m && !b.m) return nan;
if (x || !b.m) { a.m = 1ul << 63; a.e = s << 15 | 0x7fff; return a; }
if (y || !a.m) { a.m = 0; a.e = s << 15; return a; }
a = __rt_ld_norm(a, &e); b = __rt_ld_norm(b, &f); e += 16383 - f;
unsigned long h = 0, r = a.m, c = 0; if (r < b.m) { e--; c = r >> 63; r <<= 1; }
for (int i = 0; i < 64; i++) { h <<= 1; if (c || r >= b.m) { r -= b.m; h |= 1; } c = r >> 63; r <<= 1; }
if (c || r >= b.m) { r -= b.m; c = 1ul << 63; } return __rt_ld_pack(s, e, h, c | (r != 0)); }`,
  __rt_ld_test: `int __rt_ld_test(int op, __rt_ld a, __rt_ld b) { int s = a.e >> 15 & 1, t = b.e >> 15 & 1, c;
if (__rt_ld_special(a) == 2 || __rt_ld_special(b) == 2) return op == 1;
if (!(a.m | b.m)) c = 0; else if (s != t) c = s ? -1 : 1;
else { c = a.e != b.e ? a.e < b.e ? -1 : 1 : a.m != b.m ? a.m < b.m ? -1 : 1 : 0; if (s) c = -c; }
switch (op) { case 0: return c == 0; case 1: return c != 0; case 2: return c < 0; case 3: return c <= 0; case 4: return c > 0; default: return c >= 0; } }`,
  __rt_ld_negate: `__rt_ld __rt_ld_negate(__rt_ld a) { a.e ^= 0x8000; return a; }`,
  __rt_ld_from: `__rt_ld __rt_ld_from(unsigned long v, int sign) { __rt_ld r = {v, 0}; if (!v) return r; int s = sign && (long)v < 0, e = 16383 + 63; if (s) v = -v; while (!(v >> 63)) { v <<= 1; e--; } r.m = v; r.e = s << 15 | e; return r; }`,
  __rt_ld_extend: `__rt_ld __rt_ld_extend(double d) { unsigned long u = *(unsigned long *)&d, f = u << 12 >> 1; int e = u >> 52 & 0x7ff; __rt_ld r = {f, u >> 63 << 15};
if (e == 0x7ff) { r.m |= 1ul << 63; if (f) r.m |= 1ul << 62; r.e |= 0x7fff; } else if (e) { r.m |= 1ul << 63; r.e |= e + 15360; } else if (f) { e = 15361; while (!(f >> 63)) { f <<= 1; e--; } r.m = f; r.e |= e; } return r; }`,
  __rt_ld_narrow: `double __rt_ld_narrow(__rt_ld a, int bits) { double d; int s = a.e >> 15 & 1, e = (int)(a.e & 0x7fff) - 16383, x = __rt_ld_special(a), n = 64 - bits, least = bits == 53 ? -1022 : -126;
if (x == 2) { unsigned long u = 0x7ff8000000000000 | a.m << 1 >> 12 | (unsigned long)s << 63; return *(double *)&u; }
if (x) d = 1 / 0.0; else { if (e < least) n += least - e;
unsigned long k = n > 64 ? 0 : n == 64 ? 0 : a.m >> n, rest = n > 64 ? 0 : n == 64 ? a.m : a.m << 64 - n; if (n > 64) rest = 0;
if (rest > 1ul << 63 || rest == 1ul << 63 && k & 1) k++;
d = k; n += e - 63; if (k) { while (n > 0 && d < 1e308) { d *= 2; n--; } if (n > 0) d = 1 / 0.0; while (n < 0) { d /= 2; n++; } }
if (bits == 24 && d > 3.4028234663852886e38) d = 1 / 0.0; }
return s ? -d : d; }`,
  __rt_ld_long: `long __rt_ld_long(__rt_ld a, int sign) { int e = (int)(a.e & 0x7fff) - 16383; if (e < 0) return 0; unsigned long least = 1ul << 63; if (e > 63 || sign && e == 63) return least; unsigned long v = a.m >> 63 - e; return a.e >> 15 & 1 ? -v : v; }`,
}
