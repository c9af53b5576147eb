#include "stocktake/base/thread.h"

#include <pthread.h>
#include <sched.h>

#include "stocktake/base/tr.h"

struct share {
	void (*work)(void *data, unsigned thread);
	void *data;
	unsigned thread;
	const struct stk_tr *tr; /* of the caller: what a thread has to say is in its language */
	pthread_t id;
};

unsigned stk_threads_usable(void)
{
	cpu_set_t cores;
	int count = 1;

	/* On a machine of more cores than the set has room for it fails: one core is always there.
	 */
	if (sched_getaffinity(0, sizeof cores, &cores) == 0)
		count = CPU_COUNT(&cores);
	if (count > STK_THREADS_MAX)
		return STK_THREADS_MAX;
	return count < 1 ? 1 : (unsigned)count;
}

static void *begin(void *data)
{
	struct share *share = data;

	stk_tr_use(share->tr);
	share->work(share->data, share->thread);
	return NULL;
}

void stk_threads_run(unsigned count, void (*work)(void *data, unsigned thread), void *data)
{
	struct share shares[STK_THREADS_MAX];
	unsigned started = 1, i;

	for (; started < count && started < STK_THREADS_MAX; started++) {
		shares[started] = (struct share){work, data, started, stk_tr_used(), 0};
		if (pthread_create(&shares[started].id, NULL, begin, &shares[started]))
			break;
	}
	work(data, 0);
	for (i = 1; i < started; i++)
		pthread_join(shares[i].id, NULL);
}
