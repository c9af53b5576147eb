/*
 * SARIF 2.1.0: the parts that its documents are made of. Built with json.h.
 */
#ifndef REPORT_SARIF_H
#define REPORT_SARIF_H

#include "findings.h"
#include "json.h"

/* A message object. Plain text may hold links, [words](where): brackets that would be one are
 * escaped. */
json_t *stk_sarif_message(const char *text);
/* A path as the reference that a URI is: what may not stand in one is percent-encoded. */
void stk_sarif_uri(struct stk_str *out, const char *path);
/* The file, line and column of a finding, and its address. */
json_t *stk_sarif_location(const struct stk_findings_page *page, const struct stk_finding *at);
/* {"BASE": what its relative paths begin at}; no path of this machine is in it. */
json_t *stk_sarif_bases(const struct stk_findings_page *page);
/* A list of what the checks say of themselves. */
json_t *stk_sarif_rules(const struct stk_finding_rules *rules);

#endif
