/*
 * The third layer, held without Lua: code that runs in the worker and is not ours can still not
 * open, connect, signal, start, or grow. Sanitizer, valgrind and coverage builds go without most of
 * it, so there this tests only what is left.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "jail.h"

static int opened = -1;

/* Runs the deed in the jail; returns how the child ended, as waitpid has it. */
static int in_jail(void (*deed)(int fd), char *said, size_t size)
{
	struct stk_jail jail = {
		.memory_bytes = (size_t)64 << 20, .cpu_seconds = 5, .parent = getpid()};
	int ends[2], status = 0;
	size_t got = 0;
	char lost[200];
	assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
	pid_t pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		int fd = stk_jail_enter(ends[1], &jail, lost, sizeof lost);
		if (fd < 0 || lost[0])
			_exit(99);
		deed(fd);
		_exit(0);
	}
	close(ends[1]);
	for (ssize_t n; got + 1 < size && (n = read(ends[0], said + got, size - 1 - got)) > 0;)
		got += (size_t)n;
	said[got] = 0;
	close(ends[0]);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return status;
}

static void write_hello(int fd)
{
	if (write(fd, "hello", 5) != 5)
		_exit(1);
}

static void test_pipe(void **state)
{
	char said[64];
	(void)state;
	assert_int_equal(in_jail(write_hello, said, sizeof said), 0);
	assert_string_equal(said, "hello");
}

static void use_descriptor(int fd)
{
	(void)fd;
	_exit(write(opened, "x", 1) == 1 ? 1 : 0);
}

/* What was open before is not open in there. */
static void test_descriptors(void **state)
{
	char said[64];
	(void)state;
	FILE *file = tmpfile();
	assert_non_null(file);
	opened = fcntl(fileno(file), F_DUPFD, 40);
	assert_int_equal(in_jail(use_descriptor, said, sizeof said), 0);
	close(opened);
	fclose(file);
}

#ifndef STK_SANITIZED
static void open_file(int fd)
{
	(void)fd;
	_exit(open("/etc/passwd", O_RDONLY) >= 0 ? 1 : 2);
}

static void make_socket(int fd)
{
	(void)fd;
	_exit(socket(AF_INET, SOCK_STREAM, 0) >= 0 ? 1 : 2);
}

static void fork_again(int fd)
{
	(void)fd;
	_exit(fork() >= 0 ? 1 : 2);
}

static void start_program(int fd)
{
	char name[] = "/bin/true";
	char *words[] = {name, NULL}, *none[] = {NULL};
	(void)fd;
	execve(name, words, none);
	_exit(2);
}

static void signal_parent(int fd)
{
	(void)fd;
	_exit(kill(getppid(), 0) ? 2 : 1);
}

static void read_pipe(int fd)
{
	char c;
	_exit(read(fd, &c, 1) >= 0 ? 1 : 2);
}

static void make_code(int fd)
{
	(void)fd;
	_exit(mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1,
		   0) != MAP_FAILED);
}

static void trace_parent(int fd)
{
	(void)fd;
	_exit(prlimit(getppid(), RLIMIT_CORE, NULL, NULL) ? 2 : 1);
}

static void test_calls(void **state)
{
	static const struct {
		const char *name;
		void (*deed)(int fd);
	} deeds[] = {{"open", open_file},          {"socket", make_socket},  {"fork", fork_again},
		     {"execve", start_program},    {"kill", signal_parent},  {"read", read_pipe},
		     {"mmap for code", make_code}, {"prlimit", trace_parent}};
	char said[64];
	(void)state;
	for (size_t i = 0; i < sizeof deeds / sizeof *deeds; i++) {
		int status = in_jail(deeds[i].deed, said, sizeof said);
		if (!WIFSIGNALED(status) || WTERMSIG(status) != SIGSYS)
			print_error("%s: status %x\n", deeds[i].name, (unsigned)status);
		assert_true(WIFSIGNALED(status));
		assert_int_equal(WTERMSIG(status), SIGSYS);
	}
}

static void grow(int fd)
{
	(void)fd;
	char *volatile small = malloc((size_t)16 << 20), *volatile big = malloc((size_t)512 << 20);
	_exit(small && !big ? 0 : 1);
}

static void test_memory(void **state)
{
	char said[64];
	(void)state;
	assert_int_equal(in_jail(grow, said, sizeof said), 0);
}

static void abort_itself(int fd)
{
	(void)fd;
	abort();
}

/* Out of memory in C ends in abort(): that must look like it, and not like a forbidden call. */
static void test_abort(void **state)
{
	char said[64];
	(void)state;
	int status = in_jail(abort_itself, said, sizeof said);
	assert_true(WIFSIGNALED(status));
	assert_int_equal(WTERMSIG(status), SIGABRT);
}

static void spin(int fd)
{
	volatile unsigned long n = 0;
	(void)fd;
	for (;;)
		n++;
}

static void test_processor_time(void **state)
{
	struct stk_jail jail = {
		.memory_bytes = (size_t)64 << 20, .cpu_seconds = 1, .parent = getpid()};
	int ends[2], status = 0;
	char lost[200];
	(void)state;
	assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
	pid_t pid = fork();
	if (pid == 0) {
		stk_jail_enter(ends[1], &jail, lost, sizeof lost);
		spin(0);
	}
	close(ends[0]);
	close(ends[1]);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFSIGNALED(status));
	assert_true(WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGKILL);
}
#endif

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pipe),  cmocka_unit_test(test_descriptors),
#ifndef STK_SANITIZED
		cmocka_unit_test(test_calls), cmocka_unit_test(test_memory),
		cmocka_unit_test(test_abort), cmocka_unit_test(test_processor_time),
#endif
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
