// Of `place[f()] = g()`, f comes first where gcc stores what g returns as it is, and g where it is converted.
#include <stdio.h>
char c[4]; signed char sc[4]; unsigned char uc[4]; int i[4]; unsigned u[4]; long l[4]; long long ll[4]; short s[4]; int *ip[4]; void *vp[4];
int t; int n(int k) { t = t * 10 + k; return k & 3; }
signed char fsc(void) { n(7); return 1; } char fc(void) { n(7); return 1; } unsigned char fuc(void) { n(7); return 1; } int fi(void) { n(7); return 1; } unsigned fu(void) { n(7); return 1; } long fl(void) { n(7); return 1; } long long fll(void) { n(7); return 1; } unsigned long ful(void) { n(7); return 1; } _Bool fb(void) { n(7); return 1; } void *fv(void) { n(7); return 0; } int *fip(void) { n(7); return 0; }
#define A(a, f) a[n(1)] = f(); printf(#a " " #f " %d\n", t); t = 0;
#define X(a) A(a, fsc) A(a, fc) A(a, fuc) A(a, fi) A(a, fu) A(a, fl) A(a, fll) A(a, ful) A(a, fb)
int main(void) { X(c) X(sc) X(uc) X(i) X(u) X(l) X(ll) X(s) A(ip, fv) A(vp, fip) A(vp, fv) A(ip, fip)
 i[n(1)] = (int)fu(); printf("%d\n", t); t = 0; u[n(1)] += fi(); printf("%d\n", t); t = 0; i[n(1)] = +fi(); printf("%d\n", t);  t = 0; i[n(1)] = n(2) + n(3); printf("%d\n", t); return 0; }
