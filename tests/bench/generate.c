/*
 * Usage: generate FOLDER COUNT
 * Makes an inventory of COUNT platforms in FOLDER (made if it is not there), each with 25 fields
 * and 3 integrations, about 1.6 KB a file, and what belongs to them: people, workshops, evidence,
 * ten metrics, waivers. All that checks look at is there in a realistic share: most platforms are
 * well described, some are not, a few are plainly wrong. The same bytes every time.
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
static const char *const status[] = {"in-use", "in-use",  "in-use",   "in-use",
				     "in-use", "in-use",  "in-use",   "in-use",
				     "in-use", "planned", "retiring", "retired"};
static const char *const methods[] = {"api", "native", "etl", "webhook", "api", "native", "view"};
static const char *const notes[] = {
	"The contract ends in May.", "Ask before changing anything here.",
	"Used since 2019, by two teams.", "login: admin, password: Tr0ub4dor-and-3"};
/* Each needs two terms; together they need most groups. */
static const char *const metrics[][3] = {{"win-rate", "deal.outcome", "deal.closed_at"},
					 {"pipeline", "deal.amount", "deal.owner"},
					 {"lead-response", "lead.created_at", "activity.done_at"},
					 {"leads-by-source", "lead.source", "lead.id"},
					 {"activity-volume", "activity.type", "activity.done_at"},
					 {"account-coverage", "company.name", "company.id"},
					 {"contact-reach", "contact.email", "contact.phone"},
					 {"ticket-load", "ticket.id", "ticket.created_at"},
					 {"visits", "visit.visitor", "visit.at"},
					 {"quota-attainment", "quota.amount", "deal.amount"}};
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

/* True for one in n, by chance. */
static int once_in(uint32_t n)
{
	return draw() % n == 0;
}

static void write_fields(FILE *out)
{
	uint32_t i;

	fprintf(out, "fields:\n");
	for (i = 0; i < 25; i++)
		if (draw() % 2)
			fprintf(out, "  - {name: Field_%02u, term: %s%s}\n", i, PICK(terms, draw()),
				once_in(40) ? ", personal: true" : "");
		else
			fprintf(out, "  - {name: Field_%02u, type: %s, label: Label %u}\n", i,
				PICK(types, draw()), draw() % 1000);
}

/* Few are by hand, and those say mostly who does it. */
static void write_integrations(FILE *out, uint32_t number, uint32_t count)
{
	uint32_t i;

	fprintf(out, "integrations:\n");
	for (i = 0; i < 3; i++) {
		fprintf(out, "  - with: tool-%06" PRIu32 "\n    flow: %s\n",
			(number + 1 + i * 7 + draw() % 7) % count, draw() % 2 ? "out" : "both");
		fprintf(out, "    carries: [%s]\n", PICK(groups, draw()));
		if (!once_in(10))
			fprintf(out, "    every: %s\n", PICK(every, draw()));
		if (once_in(100)) {
			fprintf(out, "    method: %s\n", draw() % 2 ? "file" : "manual");
			if (!once_in(4))
				fprintf(out, "    who: person-%u\n", draw() % 100);
		} else if (once_in(3)) {
			fprintf(out, "    method: %s\n", PICK(methods, draw()));
		}
	}
}

/* What is there only now and then. */
static void write_seldom(FILE *out, uint32_t number)
{
	if (once_in(3))
		fprintf(out, "admin: person-%u\n", draw() % 100);
	if (once_in(200))
		fprintf(out, "system_of_record: [%s]\n", PICK(groups, draw()));
	if (once_in(30))
		fprintf(out, "copies: %u\n", 2 + draw() % 20);
	if (once_in(30))
		fprintf(out, "aka: [T%" PRIu32 ", The tool %" PRIu32 "]\n", number, number);
	if (once_in(20))
		fprintf(out, "notes: \"%s\"\n", notes[once_in(50) ? 3 : draw() % 3]);
	if (once_in(100))
		fprintf(out,
			"disputes: [{at: category, says: %s, by: person-%u, on: 2026-10-01}]\n",
			PICK(categories, draw()), draw() % 100);
	if (once_in(500))
		fprintf(out, "categroy: [crm]\n");
}

static void write_platform(uint32_t number, uint32_t count)
{
	char path[64];
	FILE *out;

	snprintf(path, sizeof path, "platforms/tool-%06" PRIu32 ".yaml", number);
	out = create(path);
	if (once_in(2000)) /* the name of its neighbour */
		fprintf(out, "name: Tool %06" PRIu32 "\n", number + 1);
	else
		fprintf(out, "name: Tool %06" PRIu32 "\n", number);
	fprintf(out, "website: https://tool-%06" PRIu32 ".example\n", number);
	fprintf(out, "category: [%s]\nstages: [%s]\n", PICK(categories, draw()),
		draw() % 2 ? "awareness" : "decision");
	fprintf(out, "teams: [team-%u]\n", draw() % 10);
	if (!once_in(20))
		fprintf(out, "owner: [person-%u]\n", draw() % 100);
	fprintf(out, "status: %s\n", number ? PICK(status, draw()) : "in-use");
	fprintf(out, "holds: [%s, %s]\n", PICK(groups, number),
		PICK(groups, number + 1 + draw() % 6));
	if (once_in(50))
		fprintf(out, "confirmed: 2025-%02u-%02u\n", 1 + draw() % 12, 1 + draw() % 28);
	else
		fprintf(out, "confirmed: 2026-%02u-%02u\n", 8 + draw() % 4, 1 + draw() % 28);
	write_seldom(out, number);
	write_fields(out);
	if (once_in(200))
		fprintf(out, "integrations: []\n");
	else if (!once_in(100))
		write_integrations(out, number, count);
	fclose(out);
}

static void write_people(void)
{
	char path[64];
	FILE *out;
	int i;

	for (i = 0; i < 100; i++) {
		snprintf(path, sizeof path, "stakeholders/person-%d.yaml", i);
		out = create(path);
		fprintf(out, "name: Person %d\nteam: team-%d\n", i, i % 10);
		fclose(out);
	}
	out = create("workshops/2026-10-12-organisation.yaml");
	fprintf(out, "kind: organisation\ndate: 2026-10-12\nfacilitator: person-1\nattendees: [");
	for (i = 0; i < 40; i++)
		fprintf(out, "%sperson-%d", i ? ", " : "", i);
	fprintf(out, "]\nnext_steps:\n"
		     "  - {what: Send the sheet, who: person-3, due: 2026-10-20, done: true}\n"
		     "  - {what: Ask finance, who: person-4, due: 2026-10-21, done: false}\n");
	fclose(out);
}

/* One interview for twenty platforms, six answers each; some do not know, or send us on. */
static void write_evidence(uint32_t number, uint32_t count)
{
	uint32_t person = draw() % 90, i; /* ten never answered */
	uint32_t day = 1 + draw() % 28, tool;
	char path[96];
	FILE *out;

	snprintf(path, sizeof path,
		 "evidence/2026-%02u-%02" PRIu32 "-person-%" PRIu32 "-interview-%05" PRIu32 ".yaml",
		 9 + number % 3, day, person, number);
	out = create(path);
	fprintf(out,
		"kind: interview\nby: person-%" PRIu32 "\nat: 2026-%02u-%02" PRIu32
		"T10:20:00Z\nfacilitator: person-1\nanswers:\n",
		person, 9 + number % 3, day);
	for (i = 0; i < 6; i++) {
		tool = (number * 20 + draw() % 20) % count;
		fprintf(out, "  - {at: platforms/tool-%06" PRIu32 "/", tool);
		switch (draw() % 12) {
		case 0: fprintf(out, "owner, state: unknown}\n"); break;
		case 1: fprintf(out, "integrations, ask: person-%u}\n", draw() % 100); break;
		case 2: fprintf(out, "admin, state: not-applicable}\n"); break;
		default: fprintf(out, "holds/%s, says: true}\n", PICK(groups, draw())); break;
		}
	}
	fclose(out);
}

static void write_rest(void)
{
	FILE *out = create("inventory.yaml");
	char path[64];
	size_t i;

	fprintf(out, "stocktake: 1\nname: Bench\ngoal: Measure\nlanguage: en\ndestination: "
		     "[tool-000000]\nconfirm_every: 6 months\n"
		     "stages: [awareness, consideration, decision, retention]\n"
		     "categories: [crm, spreadsheet, finance]\n"
		     "teams:\n");
	for (i = 0; i < 10; i++)
		fprintf(out, "  - {id: team-%zu, name: Team %zu, chain: across}\n", i, i);
	fclose(out);
	for (i = 0; i < sizeof metrics / sizeof *metrics; i++) {
		snprintf(path, sizeof path, "metrics/%s.yaml", metrics[i][0]);
		out = create(path);
		fprintf(out, "name: %s\nneeds: [%s, %s]\nfresh: 1 day\n", metrics[i][0],
			metrics[i][1], metrics[i][2]);
		fclose(out);
	}
	out = create("waivers.yaml");
	for (i = 1; i < 20; i++)
		fprintf(out,
			"- {check: gap-owner, at: platforms/tool-%06zu, because: known, by: "
			"person-1, until: 2027-01-01}\n",
			i * 7);
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
	    make_folder("stakeholders") || make_folder("metrics") || make_folder("workshops") ||
	    make_folder("evidence"))
		return 1;
	write_rest();
	write_people();
	for (i = 0; i < count; i++)
		write_platform(i, count);
	for (i = 0; i < count / 20; i++)
		write_evidence(i, count);
	return 0;
}
