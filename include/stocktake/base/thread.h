/*
 * Threads: some work done on several cores at once.
 *
 * All threads are joined when the call returns: a program that forks afterwards is one thread.
 */
#ifndef STOCKTAKE_BASE_THREAD_H
#define STOCKTAKE_BASE_THREAD_H

#define STK_THREADS_MAX 16

/* How many cores this process may use, as its affinity says (`taskset -c 0 stocktake ...`: one); 1
 * to STK_THREADS_MAX. */
unsigned stk_threads_usable(void);

/* Calls work(data, 0) here and work(data, 1) to work(data, count - 1) in threads of their own, and
 * returns when all are through. Where a thread cannot be started there are fewer, those with the
 * smaller numbers: share work out as it is asked for, not beforehand. */
void stk_threads_run(unsigned count, void (*work)(void *data, unsigned thread), void *data);

#endif
