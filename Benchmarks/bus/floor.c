// The hops of the bus written directly over libzmq, and a plain Unix socket: what Proxima's broker is measured against.
//   floor latency SIZE COUNT   client - forwarder (ROUTER, two peers) - echo - forwarder - client; prints median and p99 in us
//   floor proxy SIZE COUNT     DEALER - zmq_proxy (ROUTER | DEALER) - DEALER; prints messages a second
//   floor unix SIZE COUNT      two hops each way over socketpairs; prints median and p99 in us
// Frames are those of the bus: a header of 131 bytes and the payload. Every part is a process of its own.
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <zmq.h>

enum { HEADER = 131 };
static char front[64], back[64];
static size_t size;
static long count;

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + 1e-9 * t.tv_nsec;
}

static int ascending(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static pid_t child(void (*run)(void)) {
  pid_t pid = fork();
  if (pid == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    run();
    _exit(0);
  }
  return pid;
}

static void end(pid_t pid) {
  kill(pid, SIGKILL);
  waitpid(pid, NULL, 0);
}

static void *open_socket(void *context, int type, const char *name) {
  void *socket = zmq_socket(context, type);
  int bound = size > 65536 ? 32 : 4096, linger = 0;
  zmq_setsockopt(socket, ZMQ_SNDHWM, &bound, sizeof bound);
  zmq_setsockopt(socket, ZMQ_RCVHWM, &bound, sizeof bound);
  zmq_setsockopt(socket, ZMQ_LINGER, &linger, sizeof linger);
  if (name) zmq_setsockopt(socket, ZMQ_ROUTING_ID, name, strlen(name));
  return socket;
}

static void send_message(void *socket, const char *header, const char *payload) {
  zmq_send(socket, header, HEADER, ZMQ_SNDMORE);
  zmq_send(socket, payload, size, 0);
}

static void receive_message(void *socket, zmq_msg_t *part) {
  do zmq_msg_recv(part, socket, 0);
  while (zmq_msg_more(part));
}

// Moves every message to the other of the two peers, as a broker would.
static void forwarder(void) {
  void *socket = open_socket(zmq_ctx_new(), ZMQ_ROUTER, NULL);
  zmq_bind(socket, front);
  zmq_msg_t id, part;
  zmq_msg_init(&id);
  zmq_msg_init(&part);
  for (;;) {
    zmq_msg_recv(&id, socket, 0);
    const char *other = *(char *)zmq_msg_data(&id) == 'A' ? "B" : "A";
    zmq_send(socket, other, 1, ZMQ_SNDMORE);
    int more;
    do {
      zmq_msg_recv(&part, socket, 0);
      more = zmq_msg_more(&part);
      zmq_msg_send(&part, socket, more ? ZMQ_SNDMORE : 0);
    } while (more);
  }
}

static void echo(void) {
  void *socket = open_socket(zmq_ctx_new(), ZMQ_DEALER, "B");
  zmq_connect(socket, front);
  zmq_msg_t part;
  zmq_msg_init(&part);
  char *payload = calloc(1, size), header[HEADER] = {1};
  send_message(socket, header, payload);  // says that it is there
  for (;;) {
    receive_message(socket, &part);
    send_message(socket, header, payload);
  }
}

static void report(double *times) {
  qsort(times, count, sizeof *times, ascending);
  printf("%.2f %.2f\n", times[count / 2] * 1e6, times[(long)(count * 0.99)] * 1e6);
}

static void latency(void) {
  void *socket = open_socket(zmq_ctx_new(), ZMQ_DEALER, "A");
  pid_t broker = child(forwarder);
  zmq_connect(socket, front);
  usleep(200000);
  pid_t peer = child(echo);
  zmq_msg_t part;
  zmq_msg_init(&part);
  receive_message(socket, &part);
  char *payload = calloc(1, size), header[HEADER] = {1};
  double *times = malloc(count * sizeof *times);
  for (long i = -count / 10; i < count; i++) {
    double start = now();
    send_message(socket, header, payload);
    receive_message(socket, &part);
    if (i >= 0) times[i] = now() - start;
  }
  end(broker);
  end(peer);
  report(times);
}

static void proxy(void) {
  void *context = zmq_ctx_new();
  void *in = open_socket(context, ZMQ_ROUTER, NULL), *out = open_socket(context, ZMQ_DEALER, NULL);
  zmq_bind(in, front);
  zmq_bind(out, back);
  zmq_proxy(in, out, NULL);
}

static void flood(void) {
  void *socket = open_socket(zmq_ctx_new(), ZMQ_DEALER, NULL);
  zmq_connect(socket, front);
  char *payload = calloc(1, size), header[HEADER] = {1};
  for (;;) send_message(socket, header, payload);
}

static void throughput(void) {
  pid_t middle = child(proxy);
  usleep(200000);
  void *socket = open_socket(zmq_ctx_new(), ZMQ_DEALER, NULL);
  zmq_connect(socket, back);
  usleep(200000);
  pid_t source = child(flood);
  zmq_msg_t part;
  zmq_msg_init(&part);
  for (long i = 0; i < count / 10; i++) receive_message(socket, &part);
  double start = now();
  for (long i = 0; i < count; i++) receive_message(socket, &part);
  double seconds = now() - start;
  end(source);
  end(middle);
  printf("%.1f\n", count / seconds);
}

static int pairs[2][2];

static void all(int fd, char *bytes, size_t n, int out) {
  while (n > 0) {
    ssize_t done = out ? write(fd, bytes, n) : read(fd, bytes, n);
    if (done <= 0) _exit(0);
    bytes += done;
    n -= done;
  }
}

// Between the pairs, in both directions, one message at a time.
static void unix_forwarder(void) {
  char *bytes = malloc(size);
  for (;;) {
    all(pairs[0][1], bytes, size, 0);
    all(pairs[1][0], bytes, size, 1);
    all(pairs[1][0], bytes, size, 0);
    all(pairs[0][1], bytes, size, 1);
  }
}

static void unix_echo(void) {
  char *bytes = malloc(size);
  for (;;) {
    all(pairs[1][1], bytes, size, 0);
    all(pairs[1][1], bytes, size, 1);
  }
}

static void unix_latency(void) {
  for (int i = 0; i < 2; i++) socketpair(AF_UNIX, SOCK_STREAM, 0, pairs[i]);
  size += HEADER;
  pid_t middle = child(unix_forwarder), peer = child(unix_echo);
  char *bytes = calloc(1, size);
  double *times = malloc(count * sizeof *times);
  for (long i = -count / 10; i < count; i++) {
    double start = now();
    all(pairs[0][0], bytes, size, 1);
    all(pairs[0][0], bytes, size, 0);
    if (i >= 0) times[i] = now() - start;
  }
  end(middle);
  end(peer);
  report(times);
}

int main(int argc, char **argv) {
  if (argc != 4) return 64;
  size = strtoul(argv[2], NULL, 10);
  count = strtol(argv[3], NULL, 10);
  snprintf(front, sizeof front, "ipc:///tmp/px-floor-a-%d", getpid());
  snprintf(back, sizeof back, "ipc:///tmp/px-floor-b-%d", getpid());
  if (!strcmp(argv[1], "latency")) latency();
  else if (!strcmp(argv[1], "proxy")) throughput();
  else if (!strcmp(argv[1], "unix")) unix_latency();
  else return 64;
  unlink(front + 6);
  unlink(back + 6);
  return 0;
}
