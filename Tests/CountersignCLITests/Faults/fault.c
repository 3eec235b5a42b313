/*
 * A disk that fails, or a machine that dies, at a chosen moment: preloaded before libc.
 *
 *   FAULT=link-eperm      no hard links on this file system
 *   FAULT=write-short     each write takes one byte
 *   FAULT=write-eintr     every second write is interrupted
 *   FAULT=read-short      each read gives one byte
 *   FAULT=read-eintr      every second read is interrupted
 *   FAULT=CALL-ERRNO      CALL (write, fsync, …) fails with ENOSPC or EIO: write-enospc, fsync-eio, fchmod-eio,
 *                         rename-eio, unlink-eio, read-eio
 *   FAULT=fsync-eintr     every second fsync is interrupted
 *   FAULT=kill-N          SIGKILL before the N-th call that touches a file; the calls are counted from 1
 *   FAULT=kill-after-N    SIGKILL after it; a write has then written half of its bytes
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int calls;

static int fault_is(const char *name) {
    const char *fault = getenv("FAULT");
    return fault && strcmp(fault, name) == 0;
}

static int number_after(const char *prefix) {
    const char *fault = getenv("FAULT");
    return fault && strncmp(fault, prefix, strlen(prefix)) == 0 ? atoi(fault + strlen(prefix)) : -1;
}

static void before(void) {
    if (++calls == number_after("kill-")) raise(SIGKILL);
}

static void after(void) {
    if (calls == number_after("kill-after-")) raise(SIGKILL);
}

static int fsync_fails(void) {
    static int fsyncs;
    return fault_is("fsync-eio") || (fault_is("fsync-eintr") && ++fsyncs % 2);
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

#define WRAP(name, parameters, arguments, condition, error) \
    int name parameters {                                   \
        if (condition) {                                    \
            errno = error;                                  \
            return -1;                                      \
        }                                                   \
        before();                                           \
        int result = REAL(name) arguments;                  \
        int saved = errno;                                  \
        after();                                            \
        errno = saved;                                      \
        return result;                                      \
    }

WRAP(mkstemp, (char *name), (name), 0, 0)
WRAP(mkdir, (const char *path, mode_t mode), (path, mode), 0, 0)
WRAP(fchmod, (int file, mode_t mode), (file, mode), fault_is("fchmod-eio"), EIO)
WRAP(fsync, (int file), (file), fsync_fails(), fault_is("fsync-eio") ? EIO : EINTR)
WRAP(link, (const char *from, const char *to), (from, to), fault_is("link-eperm"), EPERM)
WRAP(rename, (const char *from, const char *to), (from, to), fault_is("rename-eio"), EIO)
WRAP(unlink, (const char *path), (path), fault_is("unlink-eio"), EIO)

ssize_t write(int file, const void *bytes, size_t length) {
    static int writes;
    if (file <= STDERR_FILENO) return REAL(write)(file, bytes, length);
    if (fault_is("write-enospc")) {
        errno = ENOSPC;
        return -1;
    }
    if (fault_is("write-eintr") && ++writes % 2) {
        errno = EINTR;
        return -1;
    }
    if (fault_is("write-short") && length > 1) length = 1;
    before();
    if (calls == number_after("kill-after-")) length /= 2;
    ssize_t result = REAL(write)(file, bytes, length);
    after();
    return result;
}

/* Not counted among the calls that a kill can hit: a read changes nothing. */
ssize_t read(int file, void *bytes, size_t length) {
    static int reads;
    if (file <= STDERR_FILENO) return REAL(read)(file, bytes, length);
    if (fault_is("read-eio") || (fault_is("read-eintr") && ++reads % 2)) {
        errno = fault_is("read-eio") ? EIO : EINTR;
        return -1;
    }
    return REAL(read)(file, bytes, fault_is("read-short") && length > 1 ? 1 : length);
}
