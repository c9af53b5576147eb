#include <stdlib.h>
#include "stocktake/base/mem.h"
#include "stocktake/model/metrics.h"
__attribute__((weak)) struct stk_metrics *stk_metrics_new(struct stk_graph *graph){struct stk_metrics*m=stk_xcalloc(1,sizeof*m);m->graph=graph;return m;}
__attribute__((weak)) void stk_metrics_free(struct stk_metrics *m){free(m);}
__attribute__((weak)) const char *stk_metric_state_name(enum stk_metric_state s){(void)s;return "ready";}
__attribute__((weak)) const char *stk_caveat_name(unsigned i){(void)i;return "x";}
