#include "cmd/cmd.h"

int main(int argc, char **argv)
{
	return stk_cmd_main(argc, argv);
}
