/**
 * Names of hosts and services. This machine has a loopback interface and no other: `localhost`, its own name and
 * addresses in numbers are known, all else is not found, without a wait.
 */

const tables = `#include <internal/libc.h>
#include <netdb.h>
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/utsname.h>
/* The services of which books and courses speak, with the protocols that Debian lists for them. */
static const struct service { const char *name; int port; const char *alias, *protocols; } services[] = {
  {"echo", 7, 0, "tcp udp"}, {"discard", 9, "sink", "tcp udp"}, {"systat", 11, "users", "tcp"}, {"daytime", 13, 0, "tcp udp"}, {"chargen", 19, "ttytst", "tcp udp"},
  {"ftp-data", 20, 0, "tcp"}, {"ftp", 21, 0, "tcp"}, {"ssh", 22, 0, "tcp"}, {"telnet", 23, 0, "tcp"}, {"smtp", 25, "mail", "tcp"},
  {"time", 37, "timserver", "tcp udp"}, {"domain", 53, 0, "tcp udp"}, {"tftp", 69, 0, "udp"}, {"finger", 79, 0, "tcp"},
  {"http", 80, "www", "tcp"}, {"pop3", 110, "pop-3", "tcp"}, {"sunrpc", 111, "portmapper", "tcp udp"}, {"ntp", 123, 0, "udp"},
  {"imap2", 143, "imap", "tcp"}, {"snmp", 161, 0, "tcp udp"}, {"https", 443, 0, "tcp udp"}, {"submission", 587, 0, "tcp"}, {"imaps", 993, 0, "tcp"}, {"pop3s", 995, 0, "tcp"},
};

static const struct protocol { const char *name; int number; const char *alias; } protocols[] = {
  {"ip", 0, "IP"}, {"icmp", 1, "ICMP"}, {"igmp", 2, "IGMP"}, {"tcp", 6, "TCP"}, {"udp", 17, "UDP"}, {"ipv6", 41, "IPv6"},
};

static int knows(const struct service *s, const char *protocol) {
  return !protocol || strstr(s->protocols, protocol) != 0;
}

static const struct service *findService(const char *name, int port, const char *protocol) {
  for (size_t i = 0; i < sizeof services / sizeof *services; i++) {
    const struct service *s = &services[i];
    int same = name ? !strcmp(s->name, name) || s->alias && !strcmp(s->alias, name) : s->port == port;
    if (same && knows(s, protocol)) return s;
  }
  return 0;
}

static struct servent *serviceEntry(const struct service *s, const char *protocol) {
  static char *aliases[2];
  static char name[4];
  static struct servent entry;
  if (!s) return 0;
  aliases[0] = (char *)s->alias;
  entry = (struct servent){(char *)s->name, aliases, htons(s->port), strncpy(name, protocol ? protocol : s->protocols, 3)};
  return &entry;
}

struct servent *getservbyname(const char *name, const char *protocol) {
  return serviceEntry(findService(name, 0, protocol), protocol);
}

struct servent *getservbyport(int port, const char *protocol) {
  return serviceEntry(findService(0, ntohs(port), protocol), protocol);
}

static struct protoent *protocolEntry(const char *name, int number) {
  static char *aliases[2];
  static struct protoent entry;
  for (size_t i = 0; i < sizeof protocols / sizeof *protocols; i++) {
    const struct protocol *p = &protocols[i];
    if (name ? strcmp(p->name, name) && strcmp(p->alias, name) : p->number != number) continue;
    aliases[0] = (char *)p->alias;
    entry = (struct protoent){(char *)p->name, aliases, p->number};
    return &entry;
  }
  return 0;
}

struct protoent *getprotobyname(const char *name) { return protocolEntry(name, 0); }
struct protoent *getprotobynumber(int number) { return protocolEntry(0, number); }
`

const hosts = String.raw`
static _Thread_local int hostError;
int *__h_errno_location(void) { return &hostError; }

/* Whether a name is one of this machine's. */
static int isOwn(const char *name) {
  struct utsname own;
  return !strcasecmp(name, "localhost") || !__syscall("uname", &own) && !strcasecmp(name, own.nodename);
}

static int addressOf(const char *name, struct in_addr *to) {
  if (inet_aton(name, to)) return 1;
  to->s_addr = htonl(INADDR_LOOPBACK);
  return isOwn(name);
}

/* Where the parts of an entry lie: the address, the two lists, the name. */
struct place { struct in_addr address; char *addresses[2], *aliases[1]; char name[1]; };

int gethostbyname_r(const char *name, struct hostent *entry, char *buffer, size_t size, struct hostent **result, int *error) {
  struct place *p = (struct place *)(((unsigned long)buffer + 7) & ~7UL);
  struct in_addr address;
  *result = 0;
  if (!addressOf(name, &address)) {
    *error = HOST_NOT_FOUND;
    return 0;
  }
  if ((char *)p + sizeof *p + strlen(name) > buffer + size) {
    *error = NETDB_INTERNAL;
    return ERANGE;
  }
  p->address = address;
  p->addresses[0] = (char *)&p->address;
  p->addresses[1] = p->aliases[0] = 0;
  strcpy(p->name, name);
  *entry = (struct hostent){p->name, p->aliases, AF_INET, 4, p->addresses};
  *result = entry;
  *error = NETDB_SUCCESS;
  return 0;
}

struct hostent *gethostbyname(const char *name) {
  static char buffer[NI_MAXHOST + sizeof(struct place)];
  static struct hostent entry;
  struct hostent *result;
  int error;
  gethostbyname_r(name, &entry, buffer, sizeof buffer, &result, &error);
  if (!result) hostError = error;
  return result;
}

struct hostent *gethostbyname2(const char *name, int family) {
  if (family == AF_INET) return gethostbyname(name);
  hostError = HOST_NOT_FOUND;
  return 0;
}

struct hostent *gethostbyaddr(const void *address, socklen_t length, int family) {
  if (family == AF_INET && length == 4 && *(const unsigned char *)address == 127) {
    struct hostent *entry = gethostbyname("localhost");
    memcpy(entry->h_addr_list[0], address, 4);
    return entry;
  }
  hostError = HOST_NOT_FOUND;
  return 0;
}

const char *hstrerror(int error) {
  static const char *const texts[] = {"Resolver Error 0 (no error)", "Unknown host", "Host name lookup failure", "Unknown server error", "No address associated with name"};
  if (error < 0) return "Resolver internal error";
  return error < 5 ? texts[error] : "Unknown resolver error";
}

void herror(const char *text) {
  fprintf(stderr, "%s%s%s\n", text && *text ? text : "", text && *text ? ": " : "", hstrerror(hostError));
}
`

const addresses = `
static const struct kind { int type, protocol; const char *name; } kinds[] = {{SOCK_STREAM, IPPROTO_TCP, "tcp"}, {SOCK_DGRAM, IPPROTO_UDP, "udp"}, {SOCK_RAW, 0, 0}};

/* The port of a service for one kind of socket; -1 if there is none. */
static int portOf(const char *service, const struct kind *kind, int flags) {
  char *end;
  if (!service) return 0;
  unsigned long port = strtoul(service, &end, 10);
  if (*service && !*end) return port & 0xffff;
  if (flags & AI_NUMERICSERV || !kind->name) return -1;
  const struct service *s = findService(service, 0, kind->name);
  return s ? s->port : -1;
}

static struct addrinfo *node(const struct kind *kind, struct in_addr address, int port, int flags, const char *canonical) {
  struct addrinfo *a = calloc(1, sizeof *a + sizeof(struct sockaddr_in));
  if (!a) return 0;
  struct sockaddr_in *to = (struct sockaddr_in *)(a + 1);
  *to = (struct sockaddr_in){.sin_family = AF_INET, .sin_port = htons(port), .sin_addr = address};
  *a = (struct addrinfo){flags, AF_INET, kind->type, kind->protocol, sizeof *to, (struct sockaddr *)to};
  if (canonical) a->ai_canonname = strdup(canonical);
  return a;
}

static int resolveHost(const char *host, int flags, struct in_addr *to) {
  if (!host) to->s_addr = htonl(flags & AI_PASSIVE ? INADDR_ANY : INADDR_LOOPBACK);
  else if (flags & AI_NUMERICHOST ? !inet_aton(host, to) : !addressOf(host, to)) return EAI_NONAME;
  return 0;
}

int getaddrinfo(const char *host, const char *service, const struct addrinfo *hints, struct addrinfo **list) {
  static const struct addrinfo none = {AI_V4MAPPED | AI_ADDRCONFIG};
  const struct addrinfo *wanted = hints ? hints : &none;
  struct addrinfo **end = list;
  struct in_addr address;
  int flags = wanted->ai_flags, family = wanted->ai_family, found = 0, asked = 0;
  if (host && !strcmp(host, "*")) host = 0;
  if (service && !strcmp(service, "*")) service = 0;
  if (!host && !service) return EAI_NONAME;
  if (flags & ~0x7ff || flags & AI_CANONNAME && !host) return EAI_BADFLAGS;
  if (family != AF_UNSPEC && family != AF_INET && family != AF_INET6) return EAI_FAMILY;
  for (int i = 0; i < 3; i++) {
    const struct kind *kind = &kinds[i];
    int typed = !wanted->ai_socktype || wanted->ai_socktype == kind->type;
    if (typed && (!wanted->ai_protocol || !kind->protocol || wanted->ai_protocol == kind->protocol)) asked |= 1 << i;
  }
  if (!asked) return EAI_SOCKTYPE;
  for (int i = 0; i < 3; i++) found |= asked >> i & 1 && portOf(service, &kinds[i], flags) >= 0;
  if (!found) return flags & AI_NUMERICSERV ? EAI_NONAME : EAI_SERVICE;
  int error = resolveHost(host, flags, &address);
  if (error) return error;
  if (family == AF_INET6) return EAI_ADDRFAMILY;
  for (int i = 0; i < 3; i++) {
    int port = asked >> i & 1 ? portOf(service, &kinds[i], flags) : -1;
    if (port < 0) continue;
    *end = node(&kinds[i], address, port, flags, flags & AI_CANONNAME && end == list ? host : 0);
    if (!*end) return EAI_MEMORY;
    end = &(*end)->ai_next;
  }
  return 0;
}

void freeaddrinfo(struct addrinfo *list) {
  while (list) {
    struct addrinfo *next = list->ai_next;
    free(list->ai_canonname);
    free(list);
    list = next;
  }
}

const char *gai_strerror(int error) {
  static const struct { int error; const char *text; } texts[] = {
    {-1, "Bad value for ai_flags"}, {-2, "Name or service not known"}, {-3, "Temporary failure in name resolution"},
    {-4, "Non-recoverable failure in name resolution"}, {-5, "No address associated with hostname"}, {-6, "ai_family not supported"},
    {-7, "ai_socktype not supported"}, {-8, "Servname not supported for ai_socktype"}, {-9, "Address family for hostname not supported"},
    {-10, "Memory allocation failure"}, {-11, "System error"}, {-104, "Interrupted by a signal"},
  };
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) if (texts[i].error == error) return texts[i].text;
  return "Unknown error";
}

static int fits(char *to, size_t size, const char *text) {
  if (strlen(text) >= size) return 0;
  strcpy(to, text);
  return 1;
}

int getnameinfo(const struct sockaddr *address, socklen_t length, char *host, socklen_t hostsize, char *service, socklen_t servicesize, int flags) {
  const struct sockaddr_in *in = (const struct sockaddr_in *)address;
  char text[16];
  if (flags & ~0x3f) return EAI_BADFLAGS;
  if (address->sa_family != AF_INET || length < sizeof *in) return EAI_FAMILY;
  if (!host && !service) return EAI_NONAME;
  if (host && hostsize) {
    int named = !(flags & NI_NUMERICHOST) && *(const unsigned char *)&in->sin_addr == 127;
    if (!named && flags & NI_NAMEREQD) return EAI_NONAME;
    if (!fits(host, hostsize, named ? "localhost" : inet_ntop(AF_INET, &in->sin_addr, text, sizeof text))) return EAI_OVERFLOW;
  }
  if (service && servicesize) {
    int port = ntohs(in->sin_port);
    const struct service *s = flags & NI_NUMERICSERV ? 0 : findService(0, port, flags & NI_DGRAM ? "udp" : "tcp");
    sprintf(text, "%d", port);
    if (!fits(service, servicesize, s ? s->name : text)) return EAI_OVERFLOW;
  }
  return 0;
}
`

export const NETWORK = [tables, hosts, addresses].join('')
