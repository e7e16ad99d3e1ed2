#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
static void a(void){ puts("a");} static void b(void){ puts("b"); atexit(a);} static void o(int s,void*p){ printf("on_exit %d %s\n",s,(char*)p);} __attribute__((constructor)) static void ctor(void){ puts("ctor"); } __attribute__((destructor)) static void dtor(void){ puts("dtor"); } static void q(void){ puts("quick"); }
int main(void){ atexit(a); on_exit(o,"x"); atexit(b); at_quick_exit(q); if(getenv("NOPE")) quick_exit(3); for(int i=0;i<40;i++) if(atexit(a)) puts("fail"); exit(7);}
