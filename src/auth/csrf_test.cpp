#include "auth/csrf.h"

#include <gtest/gtest.h>

namespace kontor::auth {
namespace {

// What our own client sends.
CsrfFacts ours() {
  return {false, true, "1", "https://crm.example", "same-origin", "crm.example"};
}

TEST(Csrf, LetsOurClientThrough) {
  EXPECT_TRUE(csrf_ok(ours()));
  CsrfFacts local = ours();
  local.origin = "http://127.0.0.1:8080";
  local.host = "127.0.0.1:8080";
  EXPECT_TRUE(csrf_ok(local));
}

TEST(Csrf, NeedsTheMarker) {
  CsrfFacts facts = ours();
  facts.marker = "";
  EXPECT_FALSE(csrf_ok(facts));
  facts.marker = "0";
  EXPECT_FALSE(csrf_ok(facts));
}

TEST(Csrf, RefusesOtherOrigins) {
  for (const char* origin : {"https://evil.example", "https://crm.example.evil.example", "null",
                             "https://crm.example:8443", "file://", "crm.example"}) {
    CsrfFacts facts = ours();
    facts.origin = origin;
    EXPECT_FALSE(csrf_ok(facts)) << origin;
  }
  for (const char* site : {"cross-site", "same-site", "none"}) {
    CsrfFacts facts = ours();
    facts.site = site;
    EXPECT_FALSE(csrf_ok(facts)) << site;
  }
}

TEST(Csrf, ProgramsSendNoOrigin) {
  CsrfFacts facts = ours();
  facts.origin = facts.site = "";
  EXPECT_TRUE(csrf_ok(facts));
  facts.marker = "";
  EXPECT_FALSE(csrf_ok(facts));
}

TEST(Csrf, DoesNotConcernSafeMethodsAndKeys) {
  CsrfFacts facts{true, true, "", "https://evil.example", "cross-site", "crm.example"};
  EXPECT_TRUE(csrf_ok(facts));
  facts.safe_method = false;
  EXPECT_FALSE(csrf_ok(facts));
  facts.by_cookie = false;
  EXPECT_TRUE(csrf_ok(facts));
}

}  // namespace
}  // namespace kontor::auth
