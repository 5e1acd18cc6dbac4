#pragma once
void show();
