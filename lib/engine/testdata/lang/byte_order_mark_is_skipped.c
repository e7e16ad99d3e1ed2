// Editors of other systems begin a file with a byte order mark.
#include <stdio.h>
int main(void) { printf("%d\n", __LINE__); }
