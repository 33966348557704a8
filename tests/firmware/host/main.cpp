#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cases.h"

namespace cases {

namespace {

Case *first = nullptr;
const Case *running = nullptr;

}  // namespace

Case::Case(const char *name, const char *guards, void (*run)())
    : name(name), guards(guards), run(run), next(first) {
  first = this;
}

void fail(const char *file, int line, const std::string &what) {
  printf("%s:%d: %s\nguards against: %s\n", file, line, what.c_str(), running->guards);
  exit(1);
}

namespace {

int runOne(const char *name) {
  for (const Case *each = first; each; each = each->next) {
    if (strcmp(each->name, name) != 0) continue;
    running = each;
    each->run();
    return 0;
  }
  printf("no case is called \"%s\"\n", name);
  return 2;
}

int list() {
  for (const Case *each = first; each; each = each->next) puts(each->name);
  return 0;
}

}  // namespace

}  // namespace cases

int main(int count, char **arguments) {
  return count > 1 ? cases::runOne(arguments[1]) : cases::list();
}
