#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "init.h"
#include "stocktake/base/file.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/model/catalogue.h"
#include "stocktake/model/match.h"

static bool exists(const char *folder, const char *name)
{
	char *path = stk_path_join(folder, name);
	bool there = access(path, F_OK) == 0;

	free(path);
	return there;
}

/* True where the nearest existing folder above `folder` lies in (or is) an inventory. */
static bool inside_inventory(const char *folder, char **which)
{
	char *here = stk_xstrdup(folder), *real = NULL, *slash;
	bool inside = false;

	while (!(real = realpath(here, NULL)) && (slash = strrchr(here, '/')) && slash != here)
		*slash = '\0';
	if (!real)
		real = getcwd(NULL, 0);
	while (real && !inside) {
		inside = exists(real, "inventory.yaml");
		if (inside || !(slash = strrchr(real, '/')) || slash == real)
			break;
		*slash = '\0';
	}
	*which = inside ? stk_xstrdup(real) : NULL;
	free(here);
	free(real);
	return inside;
}

char *stk_init_slug(const char *name)
{
	struct stk_str slug = STK_STR_INIT;

	stk_text_slug(&slug, name);
	return stk_str_detach(&slug);
}

/* DIR as given; else inventories/SLUG in the repository that we stand in, else ./SLUG. */
int stk_init_folder(struct stk_init *begin, struct stk_err *err)
{
	const char *given = begin->args->count ? begin->args->words[0] : NULL,
		   *name = stk_arg(begin->args, "name");
	char *here = getcwd(NULL, 0), *slug = stk_init_slug(name ? name : "sales data"), *which;
	struct stk_repo *repo;
	bool found;
	int result = -1;

	repo = stk_repo_open(here, &found, err);
	if (!repo && found)
		goto out;
	begin->own_repository = !found;
	if (given)
		begin->folder = *given == '/' ? stk_xstrdup(given) : stk_path_join(here, given);
	else if (!*slug) {
		stk_err_set(err, STK_EUSAGE,
			    "\"%s\" has no letter or digit to name a folder after; say where: "
			    "stocktake init DIR",
			    name);
		goto out;
	} else if (repo)
		begin->folder = stk_xasprintf("%sinventories/%s", stk_repo_worktree(repo), slug);
	else
		begin->folder = stk_path_join(here, slug);
	if (inside_inventory(begin->folder, &which)) {
		stk_err_set(err, STK_EUSAGE, "there is an inventory already: %s", which);
		stk_err_hint(err, "`stocktake status` shows how it stands. One inventory never "
				  "lies inside another.");
		free(which);
		goto out;
	}
	result = 0;
out:
	stk_repo_close(repo);
	free(here);
	free(slug);
	return result;
}

/* DIR may lie in a repository although we do not stand in it. */
int stk_init_repository(struct stk_init *begin, struct stk_err *err)
{
	char *there = stk_xstrdup(begin->folder), *slash;
	struct stk_repo *repo;
	bool found;

	while (access(there, F_OK) && (slash = strrchr(there, '/')) && slash != there)
		*slash = '\0'; /* the folder need not exist yet: the nearest that does */
	repo = stk_repo_open(there, &found, err);
	begin->own_repository = !found;
	stk_repo_close(repo);
	free(there);
	return !repo && found ? -1 : 0;
}

void stk_init_name(struct stk_init *begin)
{
	const char *given = stk_arg(begin->args, "name"), *slash = strrchr(begin->folder, '/');

	if (given)
		begin->name = stk_xstrdup(given);
	else if (begin->args->count && slash && slash[1] && strcmp(slash + 1, ".") != 0)
		begin->name = stk_xstrdup(slash + 1);
	else
		begin->name = stk_xstrdup("Sales data");
}
