// Linux calls that Swift cannot spell: variadic functions, macros and newer system calls.
#ifndef PROXIMA_CLINUX_H
#define PROXIMA_CLINUX_H

#include <stdint.h>
#include <sys/types.h>

/// A descriptor that becomes readable when process `pid` ends; -1 and errno on failure (pidfd_open, Linux 5.3).
int px_pidfd_open(pid_t pid);

/// Asks the kernel to send `signal` to this process when its parent *thread* ends (PR_SET_PDEATHSIG).
int px_set_parent_death_signal(int signal);

/// Makes orphaned descendants of this process its own children (PR_SET_CHILD_SUBREAPER).
int px_set_child_subreaper(void);

/// A descriptor that a thread writes 8 bytes to in order to wake another that polls it (eventfd, non-blocking, CLOEXEC).
int px_eventfd(void);

/// Names the calling thread, at most 15 bytes (PR_SET_NAME).
int px_set_thread_name(const char *name);

/// Starts `path` with `argv` and `envp`. `stdin_fd`, `stdout_fd`, `stderr_fd` become its standard streams (-1: /dev/null);
/// every other descriptor is closed. With `new_group` it leads a process group of its own. With `die_with_parent` it gets
/// SIGKILL when the calling *thread* ends. Returns the pid, or -1 with errno, also when the program cannot be executed.
pid_t px_spawn(const char *path, char *const argv[], char *const envp[], int stdin_fd, int stdout_fd, int stderr_fd,
               int new_group, int die_with_parent, const char *working_directory);

/// Nanoseconds of CLOCK_MONOTONIC.
uint64_t px_monotonic_nanoseconds(void);

/// fcntl(fd, F_SETFL, O_NONBLOCK) and FD_CLOEXEC, both kept beside the flags already set; 0 or -1.
int px_set_nonblocking(int fd, int on);
int px_set_cloexec(int fd, int on);

/// Terminal width in columns, or 0 where `fd` is no terminal (TIOCGWINSZ).
int px_terminal_columns(int fd);

/// Size of the terminal `fd` in character cells; 0, or -1 where it is none (TIOCGWINSZ, TIOCSWINSZ).
int px_terminal_size(int fd, int *rows, int *columns);
int px_set_terminal_size(int fd, int rows, int columns);

/// Opens a pseudo-terminal, both ends closed on exec: gives the end of the person and, in `program`, that of the program;
/// -1 and errno on failure.
int px_open_terminal(int *program);

#endif
