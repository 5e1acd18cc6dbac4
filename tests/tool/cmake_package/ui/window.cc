#include "ui/window.h"

#include "core/log.h"

void show() { log_line(); }
