/* What a textbook's common header includes, and an echo server with its client over names of hosts. */
#include <arpa/inet.h>
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <netdb.h>
#include <netinet/in.h>
#include <pthread.h>
#include <semaphore.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>
extern char **environ;

static int openListener(const char *port) {
  struct addrinfo hints, *list, *p;
  int fd = -1, yes = 1;
  memset(&hints, 0, sizeof hints);
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_PASSIVE | AI_ADDRCONFIG | AI_NUMERICSERV;
  int r = getaddrinfo(NULL, port, &hints, &list);
  if (r) {
    printf("getaddrinfo: %s\n", gai_strerror(r));
    return -1;
  }
  for (p = list; p; p = p->ai_next) {
    fd = socket(p->ai_family, p->ai_socktype, p->ai_protocol);
    if (fd < 0) continue;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (!bind(fd, p->ai_addr, p->ai_addrlen)) break;
    close(fd);
  }
  freeaddrinfo(list);
  return p && !listen(fd, 8) ? fd : -1;
}

static int openClient(const char *host, const char *port) {
  struct addrinfo hints, *list, *p;
  int fd = -1;
  memset(&hints, 0, sizeof hints);
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_NUMERICSERV | AI_ADDRCONFIG;
  if (getaddrinfo(host, port, &hints, &list)) return -1;
  for (p = list; p; p = p->ai_next) {
    fd = socket(p->ai_family, p->ai_socktype, p->ai_protocol);
    if (fd >= 0 && !connect(fd, p->ai_addr, p->ai_addrlen)) break;
    close(fd);
  }
  freeaddrinfo(list);
  return p ? fd : -1;
}

static void *serve(void *argument) {
  int fd = *(int *)argument;
  char line[100];
  ssize_t n;
  free(argument);
  while ((n = read(fd, line, sizeof line)) > 0) {
    for (ssize_t i = 0; i < n; i++) line[i] = toupper((unsigned char)line[i]);
    write(fd, line, n);
  }
  close(fd);
  return NULL;
}

int main(void) {
  int listener = openListener("18429");
  if (listener < 0) return 1;
  if (fork() == 0) {
    close(listener);
    char line[100];
    int fd = openClient("localhost", "18429");
    const char *words[] = {"hello", "world"};
    for (int i = 0; i < 2; i++) {
      write(fd, words[i], strlen(words[i]));
      ssize_t n = read(fd, line, sizeof line);
      printf("echo %.*s\n", (int)n, line);
    }
    close(fd);
    return openClient("localhost", "18430") < 0 ? 7 : 0;
  }
  struct sockaddr_storage client;
  socklen_t length = sizeof client;
  int *fd = malloc(sizeof *fd), status;
  char host[NI_MAXHOST], port[NI_MAXSERV];
  *fd = accept(listener, (struct sockaddr *)&client, &length);
  int r = getnameinfo((struct sockaddr *)&client, length, host, sizeof host, port, sizeof port, 0);
  pthread_t thread;
  pthread_create(&thread, NULL, serve, fd);
  pthread_join(thread, NULL);
  wait(&status);
  printf("%d %s %d %d\n", r, host, atoi(port) > 1023, WEXITSTATUS(status));
  struct hostent *entry = gethostbyname("localhost");
  printf("%s %s\n", entry->h_name, inet_ntoa(*(struct in_addr *)entry->h_addr));
  return environ == NULL;
}
