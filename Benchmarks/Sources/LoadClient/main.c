/*
 * Posts each line of a file as a request of its own over keep-alive connections, one request at a time on each, and
 * counts what comes back. With a rate the requests are due at fixed times and a latency is counted from when its
 * request was due, so that a server that stands still is seen.
 *
 * Usage: LoadClient PORT PATH FILE CONNECTIONS [RATE] [EXPECTED]
 * Prints: requests, seconds, requests per second, p50, p99, p99.9 in milliseconds, answers that hold EXPECTED.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

typedef struct {
    const char *bytes;
    size_t length;
} line;

typedef struct {
    int socket;
    double due;
    char out[16384];
    size_t out_length, sent;
    char in[16384];
    size_t received;
    bool busy;
} connection;

static line *lines;
static size_t line_count, next_line, answered, expected_count, failed;
static double *latencies;
static const char *path, *expected = "\"code\":\"ok\"";

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void fail(const char *what) {
    fprintf(stderr, "LoadClient: %s: %s\n", what, strerror(errno));
    exit(1);
}

static void read_lines(const char *file) {
    int descriptor = open(file, O_RDONLY);
    struct stat status;
    if (descriptor < 0 || fstat(descriptor, &status) != 0 || status.st_size == 0) fail(file);
    char *text = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, descriptor, 0);
    if (text == MAP_FAILED) fail(file);
    char *end = text + status.st_size;
    size_t capacity = 0;
    for (char *start = text; start < end;) {
        char *stop = memchr(start, '\n', (size_t)(end - start));
        if (stop == NULL) stop = end;
        if (line_count == capacity) {
            capacity = capacity == 0 ? 65536 : capacity * 2;
            lines = realloc(lines, capacity * sizeof *lines);
            if (lines == NULL) fail("memory");
        }
        lines[line_count++] = (line){start, (size_t)(stop - start)};
        start = stop + 1;
    }
}

static void connect_to(connection *one, int port, int poll) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    one->socket = socket(AF_INET, SOCK_STREAM, 0);
    if (one->socket < 0 || connect(one->socket, (struct sockaddr *)&address, sizeof address) != 0) fail("connect");
    int yes = 1;
    setsockopt(one->socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    fcntl(one->socket, F_SETFL, O_NONBLOCK);
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = one};
    if (epoll_ctl(poll, EPOLL_CTL_ADD, one->socket, &event) != 0) fail("epoll");
}

static void push(connection *one) {
    while (one->sent < one->out_length) {
        ssize_t count = write(one->socket, one->out + one->sent, one->out_length - one->sent);
        if (count < 0 && errno == EINTR) continue;
        /* Requests are small beside a socket's buffer: this does not happen on loopback. */
        if (count <= 0) fail("write");
        one->sent += (size_t)count;
    }
}

static void begin(connection *one, double due) {
    line body = lines[next_line++];
    int length = snprintf(
        one->out, sizeof one->out,
        "POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: %zu\r\n\r\n%.*s", path,
        body.length, (int)body.length, body.bytes);
    if (length < 0 || (size_t)length >= sizeof one->out) fail("a line is too long");
    one->out_length = (size_t)length;
    one->sent = one->received = 0;
    one->busy = true;
    one->due = due;
    push(one);
}

/* Whether a whole answer is there. */
static bool is_complete(connection *one) {
    one->in[one->received] = 0;
    char *head = strstr(one->in, "\r\n\r\n");
    if (head == NULL) return false;
    char *length = strcasestr(one->in, "content-length:");
    size_t body = length != NULL && length < head ? strtoul(length + 15, NULL, 10) : 0;
    return one->received >= (size_t)(head + 4 - one->in) + body;
}

/* Reads what has come; true when the answer is whole. */
static bool pull(connection *one) {
    ssize_t count = read(one->socket, one->in + one->received, sizeof one->in - one->received - 1);
    if (count < 0 && (errno == EINTR || errno == EAGAIN)) return false;
    if (count <= 0) fail("the server closed a connection");
    one->received += (size_t)count;
    if (!is_complete(one)) return false;
    latencies[answered++] = now() - one->due;
    one->busy = false;
    if (one->in[9] != '2') failed++;
    if (strstr(one->in, expected) != NULL) expected_count++;
    return true;
}

static int compare(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static double percentile(double share) {
    size_t place = (size_t)((double)answered * share);
    return latencies[place < answered ? place : answered - 1] * 1000;
}

int main(int count, char **words) {
    if (count < 5) {
        fprintf(stderr, "usage: LoadClient PORT PATH FILE CONNECTIONS [RATE] [EXPECTED]\n");
        return 64;
    }
    int port = atoi(words[1]), connections = atoi(words[4]);
    double rate = count > 5 ? atof(words[5]) : 0;
    path = words[2];
    if (count > 6) expected = words[6];
    read_lines(words[3]);
    latencies = calloc(line_count, sizeof *latencies);
    connection *all = calloc((size_t)connections, sizeof *all);
    int poll = epoll_create1(0);
    if (latencies == NULL || all == NULL || poll < 0) fail("memory");
    for (int index = 0; index < connections; index++) connect_to(&all[index], port, poll);
    double start = now();
    connection **idle = calloc((size_t)connections, sizeof *idle);
    int idle_count = 0;
    for (int index = 0; index < connections; index++) idle[idle_count++] = &all[index];
    while (answered < line_count) {
        double wait = -1;
        while (idle_count > 0 && next_line < line_count) {
            double due = rate > 0 ? start + (double)next_line / rate : now();
            if (rate > 0 && due > now()) {
                wait = due - now();
                break;
            }
            begin(idle[--idle_count], due);
        }
        struct epoll_event events[256];
        /* Finer than epoll's milliseconds: the last one is spent looking. */
        int timeout = wait < 0 ? 1000 : wait > 0.002 ? (int)(wait * 1000) - 1 : 0;
        int ready = epoll_wait(poll, events, 256, timeout);
        if (ready < 0 && errno != EINTR) fail("epoll");
        for (int index = 0; index < ready; index++) {
            connection *one = events[index].data.ptr;
            if (pull(one)) idle[idle_count++] = one;
        }
    }
    double seconds = now() - start;
    qsort(latencies, answered, sizeof *latencies, compare);
    printf(
        "requests %zu seconds %.3f rps %.0f p50 %.3f p99 %.3f p999 %.3f expected %zu failed %zu\n", answered, seconds,
        (double)answered / seconds, percentile(0.5), percentile(0.99), percentile(0.999), expected_count, failed);
    return 0;
}
