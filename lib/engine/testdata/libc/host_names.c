/* Names of hosts and services: loopback, numbers, and what there is not. */
#include <arpa/inet.h>
#include <netdb.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

static void look(const char *host, const char *service, int flags, int type) {
  struct addrinfo hints = {0}, *list, *a;
  hints.ai_family = AF_INET;
  hints.ai_socktype = type;
  hints.ai_flags = flags;
  int r = getaddrinfo(host, service, &hints, &list);
  printf("%s %s:", host ? host : "-", service ? service : "-");
  if (r) {
    printf(" %d %s\n", r, gai_strerror(r));
    return;
  }
  for (a = list; a; a = a->ai_next) {
    char name[NI_MAXHOST], port[NI_MAXSERV];
    r = getnameinfo(a->ai_addr, a->ai_addrlen, name, sizeof name, port, sizeof port, NI_NUMERICHOST | NI_NUMERICSERV);
    printf(" %d/%d/%d/%d %d %s:%s %s", a->ai_family, a->ai_socktype, a->ai_protocol, (int)a->ai_addrlen, r, name, port, a->ai_canonname ? a->ai_canonname : "-");
  }
  printf("\n");
  freeaddrinfo(list);
}

static void tell(const char *what, struct hostent *h) {
  if (!h) {
    printf("%s: none\n", what);
    return;
  }
  printf("%s: %s %d %d %s\n", what, h->h_name, h->h_addrtype, h->h_length, inet_ntoa(*(struct in_addr *)h->h_addr_list[0]));
}

int main(void) {
  look("localhost", "80", 0, 0);
  look("localhost", "http", 0, SOCK_STREAM);
  look("127.0.0.1", "echo", 0, 0);
  look("127.0.0.1", NULL, AI_CANONNAME, SOCK_DGRAM);
  look("10.1.2.3", "8080", AI_NUMERICHOST | AI_NUMERICSERV, SOCK_STREAM);
  look(NULL, "9000", AI_PASSIVE, SOCK_STREAM);
  look(NULL, "9000", 0, SOCK_STREAM);
  look("localhost", "nosuchservice", 0, SOCK_STREAM);
  look("localhost", "80", AI_NUMERICHOST, SOCK_STREAM);
  look(NULL, NULL, 0, SOCK_STREAM);
  look("localhost", "http", AI_NUMERICSERV, SOCK_STREAM);
  look("127.0.0.1", "80", 0, 77);
  struct addrinfo bad = {0}, *list;
  bad.ai_family = 77;
  printf("%d\n", getaddrinfo("localhost", "80", &bad, &list));
  for (int i = 0; i > -13; i--) printf("%d %s\n", i, gai_strerror(i));

  tell("localhost", gethostbyname("localhost"));
  tell("number", gethostbyname("192.168.1.20"));
  tell("short number", gethostbyname2("127.1", AF_INET));
  struct in_addr a = {htonl(INADDR_LOOPBACK)};
  tell("by address", gethostbyaddr(&a, sizeof a, AF_INET));
  struct hostent entry, *result;
  char buffer[500];
  int error;
  printf("%d\n", gethostbyname_r("localhost", &entry, buffer, sizeof buffer, &result, &error));
  tell("reentrant", result);
  printf("%d\n", gethostbyname_r("localhost", &entry, buffer, 10, &result, &error));

  struct servent *s = getservbyname("http", "tcp");
  printf("%s %d %s\n", s->s_name, ntohs(s->s_port), s->s_proto);
  s = getservbyname("www", NULL);
  printf("%s %d %s %s\n", s->s_name, ntohs(s->s_port), s->s_proto, s->s_aliases[0]);
  s = getservbyport(htons(22), "tcp");
  printf("%s\n", s->s_name);
  printf("%d %d\n", getservbyname("nothing", NULL) == NULL, getservbyport(htons(22), "udp") == NULL);
  struct protoent *p = getprotobyname("tcp");
  printf("%s %d %s\n", p->p_name, p->p_proto, p->p_aliases[0]);
  printf("%s %d\n", getprotobynumber(17)->p_name, getprotobyname("nothing") == NULL);

  struct sockaddr_in in = {.sin_family = AF_INET, .sin_port = htons(80), .sin_addr = a};
  char host[64], service[64];
  int r = getnameinfo((struct sockaddr *)&in, sizeof in, host, sizeof host, service, sizeof service, 0);
  printf("%d %s %s\n", r, host, service);
  printf("%d\n", getnameinfo((struct sockaddr *)&in, sizeof in, host, 3, NULL, 0, NI_NUMERICHOST));
  printf("%s|%s|%s\n", hstrerror(HOST_NOT_FOUND), hstrerror(NO_DATA), hstrerror(77));
  h_errno = HOST_NOT_FOUND;
  herror("look up");
  return h_errno;
}
