/*
 * Usage: generate FOLDER COUNT
 * Makes an inventory of COUNT platforms in FOLDER (made if it is not there), each with 25 fields
 * and 3 integrations, about 1.6 KB a file. The same bytes every time.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const terms[] = {"contact.first_name", "contact.last_name", "contact.email",
				    "contact.phone",      "contact.company",   "lead.id",
				    "lead.source",        "lead.status",       "deal.id",
				    "deal.outcome",       "deal.amount",       "deal.closed_at",
				    "deal.created_at",    "deal.owner",        "activity.done_at",
				    "activity.type",      "company.name",      "company.id"};
static const char *const types[] = {"text", "datetime", "choice", "number", "money", "id"};
static const char *const categories[] = {"crm",
					 "spreadsheet",
					 "business-intelligence",
					 "marketing-automation",
					 "customer-service",
					 "email-outreach",
					 "recommendation",
					 "analytics",
					 "project-management",
					 "sales-intelligence"};
static const char *const groups[] = {"lead",     "contact", "company", "deal",
				     "activity", "visit",   "ticket"};
static const char *const every[] = {"15 minutes", "1 hour", "1 day", "1 week"};

#define PICK(list, n) (list)[(n) % (sizeof(list) / sizeof *(list))]

static uint64_t state = 88172645463325252u;

static uint32_t draw(void)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (uint32_t)(state >> 32);
}

static FILE *create(const char *path)
{
	FILE *out = fopen(path, "w");

	if (!out) {
		perror(path);
		exit(1);
	}
	return out;
}

static void write_platform(uint32_t number, uint32_t count)
{
	char path[64];
	FILE *out;
	uint32_t i;

	snprintf(path, sizeof path, "platforms/tool-%06" PRIu32 ".yaml", number);
	out = create(path);
	fprintf(out, "name: Tool %06" PRIu32 "\n", number);
	fprintf(out, "website: https://tool-%06" PRIu32 ".example\n", number);
	fprintf(out, "category: [%s]\n", PICK(categories, draw()));
	fprintf(out, "teams: [team-%u]\nowner: [person-%u]\nstatus: in-use\n", draw() % 10,
		draw() % 100);
	fprintf(out, "holds: [%s, %s]\nconfirmed: 2026-%02u-%02u\nfields:\n", PICK(groups, number),
		PICK(groups, number + 1 + draw() % 6), 1 + draw() % 12, 1 + draw() % 28);
	for (i = 0; i < 25; i++)
		if (draw() % 2)
			fprintf(out, "  - {name: Field_%02u, term: %s}\n", i, PICK(terms, draw()));
		else
			fprintf(out, "  - {name: Field_%02u, type: %s, label: Label %u}\n", i,
				PICK(types, draw()), draw() % 1000);
	fprintf(out, "integrations:\n");
	for (i = 0; i < 3; i++) {
		fprintf(out, "  - with: tool-%06" PRIu32 "\n    flow: %s\n",
			(number + 1 + i * 7 + draw() % 7) % count, draw() % 2 ? "out" : "both");
		fprintf(out, "    carries: [%s]\n    every: %s\n", PICK(groups, draw()),
			PICK(every, draw()));
	}
	fclose(out);
}

static void write_rest(void)
{
	FILE *out = create("inventory.yaml");
	char path[64];
	int i;

	fprintf(out, "stocktake: 1\nname: Bench\ngoal: Measure\nlanguage: en\ndestination: "
		     "[tool-000000]\n"
		     "teams:\n");
	for (i = 0; i < 10; i++)
		fprintf(out, "  - {id: team-%d, name: Team %d, chain: across}\n", i, i);
	fclose(out);
	for (i = 0; i < 100; i++) {
		snprintf(path, sizeof path, "stakeholders/person-%d.yaml", i);
		out = create(path);
		fprintf(out, "name: Person %d\nteam: team-%d\n", i, i % 10);
		fclose(out);
	}
	out = create("metrics/win-rate.yaml");
	fprintf(out, "name: Win rate\nneeds: [deal.outcome, deal.closed_at]\nfresh: 1 day\n");
	fclose(out);
}

static int make_folder(const char *path)
{
	if (mkdir(path, 0777) == 0 || errno == EEXIST)
		return 0;
	perror(path);
	return -1;
}

int main(int argc, char **argv)
{
	uint32_t count = argc == 3 ? (uint32_t)strtoul(argv[2], NULL, 10) : 0, i;

	if (!count) {
		fprintf(stderr, "usage: generate FOLDER COUNT\n");
		return 2;
	}
	if (make_folder(argv[1]) || chdir(argv[1]) || make_folder("platforms") ||
	    make_folder("stakeholders") || make_folder("metrics"))
		return 1;
	write_rest();
	for (i = 0; i < count; i++)
		write_platform(i, count);
	return 0;
}
