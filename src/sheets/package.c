#include "package.h"

#include <stdlib.h>
#include <string.h>
#include <unzip.h>

#include "stocktake/base/mem.h"
#include "stocktake/base/str.h"

enum { NAME_MAX_BYTES = 256 };

struct stk_zip_place {
	unz64_file_pos at;
	const char *name; /* folded; in the map's arena */
	uint64_t size_bytes;
	bool is_encrypted;
};

/* --- the file, to minizip ------------------------------------------------ */

static voidpf memory_open(voidpf opaque, const void *name, int mode)
{
	(void)name;
	(void)mode;
	return opaque;
}

static uLong memory_read(voidpf opaque, voidpf stream, void *out, uLong size)
{
	struct stk_zip *zip = opaque;
	size_t left = zip->len_bytes - zip->at;

	(void)stream;
	if (size > left)
		size = left;
	memcpy(out, zip->bytes + zip->at, size);
	zip->at += size;
	return size;
}

static ZPOS64_T memory_tell(voidpf opaque, voidpf stream)
{
	(void)stream;
	return ((struct stk_zip *)opaque)->at;
}

static long memory_seek(voidpf opaque, voidpf stream, ZPOS64_T offset, int origin)
{
	struct stk_zip *zip = opaque;
	size_t base = origin == ZLIB_FILEFUNC_SEEK_CUR   ? zip->at
		      : origin == ZLIB_FILEFUNC_SEEK_END ? zip->len_bytes
							 : 0;

	(void)stream;
	if (offset > zip->len_bytes - base)
		return -1;
	zip->at = base + offset;
	return 0;
}

static int memory_close(voidpf opaque, voidpf stream)
{
	(void)opaque;
	(void)stream;
	return 0;
}

/* --- its parts ----------------------------------------------------------- */

static int fail_broken(struct stk_zip *zip, const char *name)
{
	const struct stk_tr *tr = zip->build->options->tr;
	struct stk_err *err = zip->build->err;

	if (*name)
		stk_err_set(err, STK_EUSAGE, stk_tr(tr, "the workbook is broken (part %s)"), name);
	else
		stk_err_set(err, STK_EUSAGE, "%s", stk_tr(tr, "the workbook is broken"));
	stk_err_at(err, zip->build->path, 0, 0);
	stk_err_hint(
		err, "%s",
		stk_tr(tr,
		       "Get the file once more, or open it in a spreadsheet program and save it "
		       "again."));
	return -1;
}

static const char *fold_name(const char *name, char out[NAME_MAX_BYTES])
{
	size_t len = 0;

	while (*name == '/' || *name == '\\')
		name++;
	for (; *name && len + 1 < NAME_MAX_BYTES; name++)
		out[len++] = *name == '\\'                  ? '/'
			     : *name >= 'A' && *name <= 'Z' ? (char)(*name + ('a' - 'A'))
							    : *name;
	out[len] = '\0';
	return out;
}

static void keep_place(struct stk_zip *zip, const char *name, const unz_file_info64 *info)
{
	char folded[NAME_MAX_BYTES];
	struct stk_zip_place place = {.size_bytes = info->uncompressed_size,
				      .is_encrypted = info->flag & 1};

	fold_name(name, folded);
	if (unzGetFilePos64(zip->file, &place.at) != UNZ_OK ||
	    stk_map_get(&zip->names, folded, strlen(folded), NULL))
		return;
	place.name = stk_arena_strdup(&zip->names.keys, folded);
	stk_map_put(&zip->names, folded, strlen(folded), (uint32_t)zip->count);
	STK_GROW(zip->places, zip->cap, zip->count + 1);
	zip->places[zip->count++] = place;
}

int stk_zip_open(struct stk_zip *zip, struct stk_builder *build, const char *bytes,
		 size_t len_bytes)
{
	const struct stk_tr *tr = build->options->tr;
	zlib_filefunc64_def memory = {.zopen64_file = memory_open,
				      .zread_file = memory_read,
				      .ztell64_file = memory_tell,
				      .zseek64_file = memory_seek,
				      .zclose_file = memory_close,
				      .zerror_file = memory_close,
				      .opaque = zip};
	int more;
	size_t seen = 0;

	*zip = (struct stk_zip){
		.build = build, .bytes = bytes, .len_bytes = len_bytes, .names = STK_MAP_INIT};
	zip->file = unzOpen2_64("", &memory);
	if (!zip->file)
		return fail_broken(zip, "");
	for (more = unzGoToFirstFile(zip->file); more == UNZ_OK;
	     more = unzGoToNextFile(zip->file)) {
		char name[NAME_MAX_BYTES];
		unz_file_info64 info;

		if (++seen > STK_ZIP_MAX_ENTRIES)
			return stk_build_fail(
				build, stk_tr(tr, "more than 10,000 parts: this is no workbook"),
				stk_tr(tr,
				       "Open it in a spreadsheet program and save it as .xlsx."));
		if (unzGetCurrentFileInfo64(zip->file, &info, name, sizeof name, NULL, 0, NULL,
					    0) != UNZ_OK)
			return fail_broken(zip, "");
		name[sizeof name - 1] = '\0';
		if (info.size_filename < sizeof name)
			keep_place(zip, name, &info);
	}
	return more == UNZ_END_OF_LIST_OF_FILE && zip->count ? 0 : fail_broken(zip, "");
}

void stk_zip_close(struct stk_zip *zip)
{
	if (zip->file)
		unzClose(zip->file);
	stk_map_release(&zip->names);
	free(zip->places);
	memset(zip, 0, sizeof *zip);
}

static struct stk_zip_place *find_place(const struct stk_zip *zip, const char *name)
{
	char folded[NAME_MAX_BYTES];
	uint32_t at;

	fold_name(name, folded);
	return stk_map_get(&zip->names, folded, strlen(folded), &at) ? &zip->places[at] : NULL;
}

bool stk_zip_has(const struct stk_zip *zip, const char *name)
{
	return find_place(zip, name) != NULL;
}

bool stk_zip_has_like(const struct stk_zip *zip, const char *beginning, const char *ending,
		      const char *const *others)
{
	for (size_t i = 0; i < zip->count; i++) {
		const char *name = zip->places[i].name;
		bool is_other = false;

		for (size_t k = 0; others[k]; k++)
			is_other |= stk_ends(name, others[k]);
		if (!is_other && stk_starts(name, beginning) && stk_ends(name, ending))
			return true;
	}
	return false;
}

int stk_zip_part(struct stk_zip *zip, const char *name)
{
	const struct stk_tr *tr = zip->build->options->tr;
	struct stk_zip_place *place = find_place(zip, name);

	if (!place)
		return fail_broken(zip, name);
	if (place->is_encrypted)
		return stk_build_fail(
			zip->build, stk_tr(tr, "the workbook is protected with a password"),
			stk_tr(tr, "Save it again without the password that opens it."));
	if (unzGoToFilePos64(zip->file, &place->at) != UNZ_OK ||
	    unzOpenCurrentFile(zip->file) != UNZ_OK)
		return fail_broken(zip, name);
	return 0;
}

int stk_zip_read(struct stk_zip *zip, const char *name, void *out, unsigned cap_bytes)
{
	const struct stk_tr *tr = zip->build->options->tr;
	int got = unzReadCurrentFile(zip->file, out, cap_bytes);

	if (got < 0)
		return fail_broken(zip, name);
	zip->unzipped_bytes += (size_t)got;
	if (zip->unzipped_bytes > STK_BOOK_MAX_UNZIPPED_BYTES ||
	    (zip->unzipped_bytes > STK_ZIP_FREE_BYTES &&
	     zip->unzipped_bytes / STK_ZIP_MAX_RATIO > zip->len_bytes))
		return stk_build_fail(zip->build,
				      stk_tr(tr, "unzipped, the workbook is far larger than a list "
						 "of platforms can be"),
				      stk_tr(tr, "Copy what is needed into a new workbook."));
	/* At the end: was it all that was promised, and is it what was zipped? */
	if (got == 0 && (unztell64(zip->file) != find_place(zip, name)->size_bytes ||
			 unzCloseCurrentFile(zip->file) == UNZ_CRCERROR))
		return fail_broken(zip, name);
	return got;
}

void stk_zip_part_end(struct stk_zip *zip)
{
	unzCloseCurrentFile(zip->file);
}
