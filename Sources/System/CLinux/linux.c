#define _GNU_SOURCE
#include "CLinux.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int px_pidfd_open(pid_t pid) { return (int)syscall(SYS_pidfd_open, pid, 0); }
int px_set_parent_death_signal(int signal) { return prctl(PR_SET_PDEATHSIG, signal, 0, 0, 0); }
int px_set_child_subreaper(void) { return prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0); }
int px_eventfd(void) { return eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC); }
int px_set_thread_name(const char *name) { return prctl(PR_SET_NAME, name, 0, 0, 0); }

static void redirect(int from, int to, int mode) {
  if (from < 0) from = open("/dev/null", mode);
  if (from == to) {
    fcntl(to, F_SETFD, 0);
  } else {
    dup2(from, to);
  }
}

pid_t px_spawn(const char *path, char *const argv[], char *const envp[], int stdin_fd, int stdout_fd, int stderr_fd,
               int new_group, int die_with_parent, const char *working_directory) {
  int report[2];
  if (pipe2(report, O_CLOEXEC) != 0) return -1;
  pid_t parent = getpid();
  sigset_t all, old;
  sigfillset(&all);
  // No handler of the parent may run in the child between fork and exec.
  pthread_sigmask(SIG_BLOCK, &all, &old);
  pid_t pid = fork();
  if (pid == 0) {
    // Only async-signal-safe calls from here to exec: other threads of the parent may hold locks.
    for (int s = 1; s < NSIG; s++) signal(s, SIG_DFL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    if (new_group) setpgid(0, 0);
    if (die_with_parent) {
      prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
      if (getppid() != parent) _exit(127);  // the parent went before the signal was armed
    }
    // Move the three streams out of the way first, so that none overwrites another.
    int fds[3] = {stdin_fd, stdout_fd, stderr_fd};
    for (int i = 0; i < 3; i++)
      if (fds[i] >= 0 && fds[i] < 3 && fds[i] != i) fds[i] = fcntl(fds[i], F_DUPFD, 3);
    int out = fcntl(report[1], F_DUPFD_CLOEXEC, 3);
    redirect(fds[0], 0, O_RDONLY);
    redirect(fds[1], 1, O_WRONLY);
    redirect(fds[2], 2, O_WRONLY);
    // Everything above 2 is closed on exec, the report pipe included.
    syscall(SYS_close_range, 3, ~0U, 4 /* CLOSE_RANGE_CLOEXEC */);
    if (working_directory == NULL || chdir(working_directory) == 0) execve(path, argv, envp);
    int error = errno;
    ssize_t ignored = write(out, &error, sizeof error);
    (void)ignored;
    _exit(127);
  }
  int fork_error = errno;
  pthread_sigmask(SIG_SETMASK, &old, NULL);
  close(report[1]);
  if (pid < 0) {
    close(report[0]);
    errno = fork_error;
    return -1;
  }
  int error = 0;
  ssize_t got;
  do got = read(report[0], &error, sizeof error);
  while (got < 0 && errno == EINTR);
  close(report[0]);
  if (got == (ssize_t)sizeof error) {
    while (waitpid(pid, NULL, 0) < 0 && errno == EINTR) {
    }
    errno = error;
    return -1;
  }
  return pid;
}

uint64_t px_monotonic_nanoseconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static int set_flag(int fd, int get, int set, int flag, int on) {
  int flags = fcntl(fd, get);
  if (flags < 0) return -1;
  return fcntl(fd, set, on ? flags | flag : flags & ~flag);
}

int px_set_nonblocking(int fd, int on) { return set_flag(fd, F_GETFL, F_SETFL, O_NONBLOCK, on); }
int px_set_cloexec(int fd, int on) { return set_flag(fd, F_GETFD, F_SETFD, FD_CLOEXEC, on); }

int px_terminal_columns(int fd) {
  struct winsize size;
  return ioctl(fd, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

int px_terminal_size(int fd, int *rows, int *columns) {
  struct winsize size;
  if (ioctl(fd, TIOCGWINSZ, &size) != 0) return -1;
  *rows = size.ws_row;
  *columns = size.ws_col;
  return 0;
}

int px_set_terminal_size(int fd, int rows, int columns) {
  struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
  return ioctl(fd, TIOCSWINSZ, &size);
}

int px_open_terminal(int *program) {
  int person = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (person < 0) return -1;
  char name[64];
  if (grantpt(person) == 0 && unlockpt(person) == 0 && ptsname_r(person, name, sizeof name) == 0) {
    *program = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (*program >= 0) return person;
  }
  int error = errno;
  close(person);
  errno = error;
  return -1;
}
