#define _GNU_SOURCE /* addchdir and addclosefrom, which Swift's import of the C library does not show */

#include "CCountersignTestSupport.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>

static int prepare(posix_spawn_file_actions_t *actions, const char *folder, const int descriptors[3]) {
    int error = 0;
    for (int number = 0; number < 3 && error == 0; number++) {
        error = descriptors[number] < 0
            ? posix_spawn_file_actions_addopen(actions, number, "/dev/null", O_RDWR, 0)
            : posix_spawn_file_actions_adddup2(actions, descriptors[number], number);
    }
#ifndef __APPLE__
    if (error == 0) error = posix_spawn_file_actions_addclosefrom_np(actions, 3);
#endif
    if (error == 0 && folder) error = posix_spawn_file_actions_addchdir_np(actions, folder);
    return error;
}

static int set(posix_spawnattr_t *attributes) {
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    short flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP;
#ifdef __APPLE__
    flags |= POSIX_SPAWN_CLOEXEC_DEFAULT;
#endif
    int error = posix_spawnattr_setsigmask(attributes, &none);
    if (error == 0) error = posix_spawnattr_setsigdefault(attributes, &all);
    if (error == 0) error = posix_spawnattr_setpgroup(attributes, 0);
    return error == 0 ? posix_spawnattr_setflags(attributes, flags) : error;
}

int countersign_test_spawn(
    const char *path, char *const words[], char *const variables[], const char *folder, const int descriptors[3],
    pid_t *process) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    int error = posix_spawn_file_actions_init(&actions);
    if (error != 0) return error;
    error = posix_spawnattr_init(&attributes);
    if (error == 0) {
        error = prepare(&actions, folder, descriptors);
        if (error == 0) error = set(&attributes);
        if (error == 0) error = posix_spawn(process, path, &actions, &attributes, words, variables);
        posix_spawnattr_destroy(&attributes);
    }
    posix_spawn_file_actions_destroy(&actions);
    return error;
}
