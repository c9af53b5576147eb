/*
 * Stands in for libFuzzer where clang is missing: replays every file given, and those in the
 * folders given, then mutates them for -max_total_time=SECONDS. Deterministic; other options are
 * ignored. Under AddressSanitizer the input at fault is written to PREFIXdriver
 * (-artifact_prefix=PREFIX).
 */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

enum { INPUT_MAX_BYTES = 64 * 1024, SEEDS_MAX = 4096 };

struct seed {
	uint8_t *bytes;
	size_t size_bytes;
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size_bytes);

static struct seed seeds[SEEDS_MAX];
static size_t seed_count;
static const uint8_t *now_bytes;
static size_t now_size_bytes;
static const char *artifact_prefix = "crash-";

#ifdef __SANITIZE_ADDRESS__
void __asan_set_death_callback(void (*callback)(void));

static void keep_input(void)
{
	char path[4096];
	snprintf(path, sizeof(path), "%sdriver", artifact_prefix);
	FILE *out = fopen(path, "wb");
	if (out) {
		fwrite(now_bytes, 1, now_size_bytes, out);
		fclose(out);
	}
}
#endif

static void run_input(const uint8_t *bytes, size_t size_bytes)
{
	/* A copy of the exact size, so that a read past its end is seen. */
	uint8_t *copy = malloc(size_bytes ? size_bytes : 1);
	if (!copy)
		abort();
	memcpy(copy, bytes, size_bytes);
	now_bytes = copy;
	now_size_bytes = size_bytes;
	LLVMFuzzerTestOneInput(copy, size_bytes);
	free(copy);
}

static void add_seed(const char *path)
{
	struct stat st;
	if (seed_count == SEEDS_MAX || stat(path, &st) != 0 || !S_ISREG(st.st_mode))
		return;
	FILE *in = fopen(path, "rb");
	if (!in)
		return;
	uint8_t *bytes = malloc(INPUT_MAX_BYTES);
	if (!bytes)
		abort();
	seeds[seed_count].size_bytes = fread(bytes, 1, INPUT_MAX_BYTES, in);
	seeds[seed_count++].bytes = bytes;
	fclose(in);
}

static void add_folder(const char *path)
{
	struct dirent **entries;
	int n = scandir(path, &entries, NULL, alphasort);
	for (int i = 0; i < n; i++) {
		char file[4096];
		snprintf(file, sizeof(file), "%s/%s", path, entries[i]->d_name);
		add_seed(file);
		free(entries[i]);
	}
	if (n >= 0)
		free(entries);
}

static uint64_t next_random(uint64_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return *state;
}

static size_t mutate(uint8_t *bytes, size_t size_bytes, uint64_t *state)
{
	static const char telling[] = "\n\r\t \"'#:-?,[]{}&*!|>%@`~/\\\0\xff\xef\xbb\xbf\xc2\x85";
	for (uint64_t n = 1 + next_random(state) % 4; n > 0; n--) {
		size_t at = size_bytes ? next_random(state) % size_bytes : 0;
		size_t len = 1 + next_random(state) % 16;
		switch (next_random(state) % 5) {
		case 0: /* flip */
			if (size_bytes)
				bytes[at] ^= (uint8_t)(1u << next_random(state) % 8);
			break;
		case 1: /* overwrite with something that means something */
			if (size_bytes)
				bytes[at] = (uint8_t)
					telling[next_random(state) % (sizeof(telling) - 1)];
			break;
		case 2: /* remove */
			if (len > size_bytes - at)
				len = size_bytes - at;
			memmove(bytes + at, bytes + at + len, size_bytes - at - len);
			size_bytes -= len;
			break;
		case 3: /* repeat */
			if (len > size_bytes - at)
				len = size_bytes - at;
			if (size_bytes + len > INPUT_MAX_BYTES)
				break;
			memmove(bytes + at + len, bytes + at, size_bytes - at);
			size_bytes += len;
			break;
		default: /* cut */
			if (next_random(state) % 8 == 0)
				size_bytes = at;
			break;
		}
	}
	return size_bytes;
}

int main(int argc, char **argv)
{
	long seconds = 0;
	unsigned long runs = 0;
	uint64_t state = 0x9e3779b97f4a7c15u;
	uint8_t *work = malloc(INPUT_MAX_BYTES);
	if (!work)
		abort();
#ifdef __SANITIZE_ADDRESS__
	__asan_set_death_callback(keep_input);
#endif
	for (int i = 1; i < argc; i++) {
		struct stat st;
		if (strncmp(argv[i], "-max_total_time=", 16) == 0)
			seconds = strtol(argv[i] + 16, NULL, 10);
		else if (strncmp(argv[i], "-artifact_prefix=", 17) == 0)
			artifact_prefix = argv[i] + 17;
		else if (argv[i][0] != '-' && stat(argv[i], &st) == 0 && S_ISDIR(st.st_mode))
			add_folder(argv[i]);
		else if (argv[i][0] != '-')
			add_seed(argv[i]);
	}
	run_input((const uint8_t *)"", 0);
	for (size_t i = 0; i < seed_count; i++, runs++)
		run_input(seeds[i].bytes, seeds[i].size_bytes);
	time_t end = time(NULL) + seconds;
	while (seconds && time(NULL) < end) {
		size_t size_bytes = 0;
		if (seed_count) {
			const struct seed *seed = &seeds[next_random(&state) % seed_count];
			size_bytes = seed->size_bytes;
			memcpy(work, seed->bytes, size_bytes);
		}
		run_input(work, mutate(work, size_bytes, &state));
		runs++;
	}
	printf("driver: %lu inputs\n", runs);
	for (size_t i = 0; i < seed_count; i++)
		free(seeds[i].bytes);
	free(work);
	return 0;
}
