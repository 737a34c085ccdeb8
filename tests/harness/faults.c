/* Makes chosen writes and syncs of a process fail. It is loaded before the C library (LD_PRELOAD).
 *
 * The file that FAULTS names holds one line, `ID OPERATION ERRNO SKIP COUNT TARGET`: of the operations (`write` or
 * `sync`) on files whose path contains TARGET, the first SKIP succeed and the next COUNT fail with ERRNO. A new ID
 * begins to count anew; an empty file ends all faults. Each fault adds a byte to the file `$FAULTS.fired`. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static long current_id;
static long seen;

static int fails(int fd, const char *operation) {
    const char *control = getenv("FAULTS");
    char line[512], wanted[16], target[256], link[64], path[1024];
    long id, skip, count;
    int code;
    if (!control) return 0;
    int file = (int)syscall(SYS_openat, AT_FDCWD, control, O_RDONLY);
    if (file < 0) return 0;
    long length = syscall(SYS_read, file, line, sizeof line - 1);
    syscall(SYS_close, file);
    if (length <= 0) return 0;
    line[length] = 0;
    if (sscanf(line, "%ld %15s %d %ld %ld %255s", &id, wanted, &code, &skip, &count, target) != 6) return 0;
    if (strcmp(wanted, operation)) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    long size = syscall(SYS_readlinkat, AT_FDCWD, link, path, sizeof path - 1);
    if (size <= 0) return 0;
    path[size] = 0;
    if (!strstr(path, target)) return 0;
    if (__atomic_exchange_n(&current_id, id, __ATOMIC_SEQ_CST) != id) __atomic_store_n(&seen, 0, __ATOMIC_SEQ_CST);
    long number = __atomic_fetch_add(&seen, 1, __ATOMIC_SEQ_CST);
    if (number < skip || number >= skip + count) return 0;
    snprintf(path, sizeof path, "%s.fired", control);
    int fired = (int)syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_APPEND | O_CREAT, 0666);
    if (fired >= 0) {
        syscall(SYS_write, fired, "x", 1);
        syscall(SYS_close, fired);
    }
    errno = code;
    return 1;
}

#define REAL(type, name, ...)                                   \
    static type (*real)(__VA_ARGS__);                           \
    if (!real) real = (type (*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

ssize_t write(int fd, const void *bytes, size_t size) {
    REAL(ssize_t, "write", int, const void *, size_t);
    return fails(fd, "write") ? -1 : real(fd, bytes, size);
}
ssize_t pwrite(int fd, const void *bytes, size_t size, off_t at) {
    REAL(ssize_t, "pwrite", int, const void *, size_t, off_t);
    return fails(fd, "write") ? -1 : real(fd, bytes, size, at);
}
ssize_t pwrite64(int fd, const void *bytes, size_t size, off64_t at) {
    REAL(ssize_t, "pwrite64", int, const void *, size_t, off64_t);
    return fails(fd, "write") ? -1 : real(fd, bytes, size, at);
}
ssize_t pwritev(int fd, const struct iovec *parts, int number, off_t at) {
    REAL(ssize_t, "pwritev", int, const struct iovec *, int, off_t);
    return fails(fd, "write") ? -1 : real(fd, parts, number, at);
}
ssize_t pwritev64(int fd, const struct iovec *parts, int number, off64_t at) {
    REAL(ssize_t, "pwritev64", int, const struct iovec *, int, off64_t);
    return fails(fd, "write") ? -1 : real(fd, parts, number, at);
}
int ftruncate(int fd, off_t size) {
    REAL(int, "ftruncate", int, off_t);
    return fails(fd, "write") ? -1 : real(fd, size);
}
int ftruncate64(int fd, off64_t size) {
    REAL(int, "ftruncate64", int, off64_t);
    return fails(fd, "write") ? -1 : real(fd, size);
}
/* This one returns its error. */
int posix_fallocate(int fd, off_t at, off_t size) {
    REAL(int, "posix_fallocate", int, off_t, off_t);
    return fails(fd, "write") ? errno : real(fd, at, size);
}
int fsync(int fd) {
    REAL(int, "fsync", int);
    return fails(fd, "sync") ? -1 : real(fd);
}
int fdatasync(int fd) {
    REAL(int, "fdatasync", int);
    return fails(fd, "sync") ? -1 : real(fd);
}
