/*
 * A kernel without seccomp: a filter of our own answers as such a kernel does. The checks still
 * run, it is said what was not enforced, and the other two layers hold.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <errno.h>
#include <seccomp.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "hostile.h"

/* From here on this process and its children have no seccomp. The sanitized builds go without it
 * anyhow, and do not say so. */
#ifdef STK_SANITIZED
#define IS_SAID false

static int lose_seccomp(void)
{
	return 0;
}
#else
#define IS_SAID true

static int lose_seccomp(void)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
	struct scmp_arg_cmp set = SCMP_A0(SCMP_CMP_EQ, PR_SET_SECCOMP);
	int failed =
		!filter || seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(seccomp), 0) ||
		seccomp_rule_add_array(filter, SCMP_ACT_ERRNO(EINVAL), SCMP_SYS(prctl), 1, &set) ||
		seccomp_load(filter);

	seccomp_release(filter);
	return failed;
}
#endif

static bool is_said(const char *not_enforced)
{
	return not_enforced && strstr(not_enforced, "seccomp");
}

/* In a process of its own, which exits with the number of what did not hold. */
static void without_seccomp(const char *body, const char *blamed)
{
	int status;
	pid_t pid = fork();

	assert_true(pid >= 0);
	if (pid == 0) {
		char *file = check_with(body);
		struct scene scene;

		if (lose_seccomp())
			_exit(77);
		scene_open(&scene, file);
		scene_run(&scene, NULL, 2, (size_t)16 << 20);
		if (!scene.checks)
			_exit(1);
		if (is_said(scene.checks->not_enforced) != IS_SAID)
			_exit(2);
		if (scene_found(&scene, "zz-honest") != 1 ||
		    scene_found(&scene, "silo-isolated") != 1)
			_exit(3);
		if (blamed && (scene.checks->failure_count != 1 ||
			       strcmp(scene.checks->failures[0].check, "bad") != 0 ||
			       !strstr(scene.checks->failures[0].reason, blamed))) {
			fprintf(stderr, "%s\n",
				scene.checks->failure_count ? scene.checks->failures[0].reason
							    : "no failure");
			_exit(4);
		}
		if (!blamed && scene.checks->failure_count)
			_exit(5);
		scene_close(&scene);
		free(file);
		_exit(0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	if (!WIFEXITED(status) || WEXITSTATUS(status))
		fail_msg("%s: ended with %d", body, status);
}

static void test_without(void **state)
{
	(void)state;
	without_seccomp("report{at = inventory:platform('crm'), message = 'fine'}", NULL);
	without_seccomp("while true do end", "");
	without_seccomp("local s = 'x' while true do s = s .. s end", "memory");
	without_seccomp("string.rep('x', 1 << 40)", "too long");
	without_seccomp("xpcall(error, function() while true do end end)", "");
	without_seccomp("error('on purpose')", "bad.lua");
	without_seccomp("io.open('/etc/passwd')", "bad.lua");
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_without)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
