// A case, what it checks, and the fault that it guards against. Each runs in a process of its own,
// so it finds the sketch as it is after a reset. `host_tests` lists them, `host_tests NAME` runs
// one.
#pragma once
#include <stdint.h>

#include <sstream>
#include <string>

namespace cases {

struct Case {
  Case(const char *name, const char *guards, void (*run)());
  const char *name;
  const char *guards;
  void (*run)();
  Case *next;
};

// Ends the process: what follows a failed check would only mislead.
[[noreturn]] void fail(const char *file, int line, const std::string &what);

template <class A, class B>
void checkEqual(const char *file, int line, const char *what, A is, B shouldBe) {
  if (is == shouldBe) return;
  std::ostringstream text;
  text << what << " is " << +is << ", not " << +shouldBe;
  fail(file, line, text.str());
}

}  // namespace cases

#define CASES_JOIN_(a, b) a##b
#define CASES_JOIN(a, b) CASES_JOIN_(a, b)
#define CASE(name, guards)                                                                \
  static void CASES_JOIN(run, __LINE__)();                                                \
  static cases::Case CASES_JOIN(case, __LINE__)(name, guards, CASES_JOIN(run, __LINE__)); \
  static void CASES_JOIN(run, __LINE__)()
#define CHECK(what) \
  if (!(what)) cases::fail(__FILE__, __LINE__, #what " does not hold")
#define CHECK_EQUAL(is, shouldBe) cases::checkEqual(__FILE__, __LINE__, #is, is, shouldBe)
