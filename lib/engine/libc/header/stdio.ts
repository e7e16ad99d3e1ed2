/** <stdio.h>. A FILE is opaque: its fields are the library's own business (source/stdio.ts). */

const stdio = `#ifndef _STDIO_H
#define _STDIO_H 1
typedef unsigned long size_t;
typedef long ssize_t;
typedef long off_t;
typedef __builtin_va_list va_list;
typedef __builtin_va_list __gnuc_va_list;
#undef NULL
#define NULL ((void *)0)
typedef struct _IO_FILE FILE;
typedef struct { long __pos; long __state; } fpos_t;
#define _IOFBF 0
#define _IOLBF 1
#define _IONBF 2
#define BUFSIZ 8192
#define EOF (-1)
#define SEEK_SET 0
#define SEEK_CUR 1
#define SEEK_END 2
#define P_tmpdir "/tmp"
#define L_tmpnam 20
#define TMP_MAX 238328
#define FILENAME_MAX 4096
#define FOPEN_MAX 16
#define L_ctermid 9
extern FILE *stdin, *stdout, *stderr;
#define stdin stdin
#define stdout stdout
#define stderr stderr
int remove(const char *path);
int rename(const char *from, const char *to);
FILE *tmpfile(void);
char *tmpnam(char *buffer);
int fclose(FILE *stream);
int fflush(FILE *stream);
FILE *fopen(const char *restrict path, const char *restrict mode);
FILE *freopen(const char *restrict path, const char *restrict mode, FILE *restrict stream);
FILE *fdopen(int fd, const char *mode);
FILE *fmemopen(void *buffer, size_t size, const char *mode);
FILE *open_memstream(char **where, size_t *size);
void setbuf(FILE *restrict stream, char *restrict buffer);
int setvbuf(FILE *restrict stream, char *restrict buffer, int mode, size_t size);
void setbuffer(FILE *stream, char *buffer, size_t size);
void setlinebuf(FILE *stream);
int fprintf(FILE *restrict stream, const char *restrict format, ...) __attribute__((format(printf, 2, 3)));
int printf(const char *restrict format, ...) __attribute__((format(printf, 1, 2)));
int sprintf(char *restrict buffer, const char *restrict format, ...) __attribute__((format(printf, 2, 3)));
int snprintf(char *restrict buffer, size_t size, const char *restrict format, ...) __attribute__((format(printf, 3, 4)));
int dprintf(int fd, const char *restrict format, ...) __attribute__((format(printf, 2, 3)));
int vfprintf(FILE *restrict stream, const char *restrict format, va_list list);
int vprintf(const char *restrict format, va_list list);
int vsprintf(char *restrict buffer, const char *restrict format, va_list list);
int vsnprintf(char *restrict buffer, size_t size, const char *restrict format, va_list list);
int vdprintf(int fd, const char *restrict format, va_list list);
int fscanf(FILE *restrict stream, const char *restrict format, ...) __attribute__((format(scanf, 2, 3)));
int scanf(const char *restrict format, ...) __attribute__((format(scanf, 1, 2)));
int sscanf(const char *restrict text, const char *restrict format, ...) __attribute__((format(scanf, 2, 3)));
int vfscanf(FILE *restrict stream, const char *restrict format, va_list list);
int vscanf(const char *restrict format, va_list list);
int vsscanf(const char *restrict text, const char *restrict format, va_list list);
int fgetc(FILE *stream);
int getc(FILE *stream);
int getchar(void);
int getc_unlocked(FILE *stream);
int getchar_unlocked(void);
int fgetc_unlocked(FILE *stream);
int fputc(int c, FILE *stream);
int putc(int c, FILE *stream);
int putchar(int c);
int putc_unlocked(int c, FILE *stream);
int putchar_unlocked(int c);
int fputc_unlocked(int c, FILE *stream);
char *fgets(char *restrict buffer, int size, FILE *restrict stream);
int fputs(const char *restrict text, FILE *restrict stream);
int puts(const char *text);
int ungetc(int c, FILE *stream);
int getw(FILE *stream);
int putw(int word, FILE *stream);
ssize_t getline(char **restrict line, size_t *restrict size, FILE *restrict stream);
ssize_t getdelim(char **restrict line, size_t *restrict size, int delimiter, FILE *restrict stream);
size_t fread(void *restrict buffer, size_t size, size_t count, FILE *restrict stream);
size_t fwrite(const void *restrict data, size_t size, size_t count, FILE *restrict stream);
size_t fread_unlocked(void *restrict buffer, size_t size, size_t count, FILE *restrict stream);
size_t fwrite_unlocked(const void *restrict data, size_t size, size_t count, FILE *restrict stream);
int fseek(FILE *stream, long offset, int whence);
long ftell(FILE *stream);
int fseeko(FILE *stream, off_t offset, int whence);
off_t ftello(FILE *stream);
void rewind(FILE *stream);
int fgetpos(FILE *restrict stream, fpos_t *restrict position);
int fsetpos(FILE *stream, const fpos_t *position);
void clearerr(FILE *stream);
int feof(FILE *stream);
int ferror(FILE *stream);
void clearerr_unlocked(FILE *stream);
int feof_unlocked(FILE *stream);
int ferror_unlocked(FILE *stream);
int fileno_unlocked(FILE *stream);
int fflush_unlocked(FILE *stream);
void perror(const char *text);
int fileno(FILE *stream);
FILE *popen(const char *command, const char *mode);
int pclose(FILE *stream);
char *ctermid(char *buffer);
void flockfile(FILE *stream);
int ftrylockfile(FILE *stream);
void funlockfile(FILE *stream);
int renameat(int fromdir, const char *from, int todir, const char *to);
#ifdef _GNU_SOURCE
int asprintf(char **restrict where, const char *restrict format, ...) __attribute__((format(printf, 2, 3)));
int vasprintf(char **restrict where, const char *restrict format, va_list list);
int fputs_unlocked(const char *restrict text, FILE *restrict stream);
char *fgets_unlocked(char *restrict buffer, int size, FILE *restrict stream);
int fcloseall(void);
#endif
#endif
`

const stdioExt = `#ifndef _STDIO_EXT_H
#define _STDIO_EXT_H 1
#include <stdio.h>
size_t __fbufsize(FILE *stream);
int __flbf(FILE *stream);
size_t __fpending(FILE *stream);
void __fpurge(FILE *stream);
int __freading(FILE *stream);
int __fwriting(FILE *stream);
int __freadable(FILE *stream);
int __fwritable(FILE *stream);
void _flushlbf(void);
#endif
`

export const STDIO_HEADERS: Readonly<Record<string, string>> = { 'stdio.h': stdio, 'stdio_ext.h': stdioExt }
