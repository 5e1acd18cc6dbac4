#include "core/log.h"

#ifdef SHOP_LOOKS_UP
#include "ui/window.h"
void log_line() { show(); }
#else
void log_line() {}
#endif
