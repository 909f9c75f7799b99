#include "auth/csrf.h"

namespace kontor::auth {
namespace {

// "https://host:port" -> "host:port"
std::string_view host_of(std::string_view origin) {
  for (std::string_view scheme : {"https://", "http://"}) {
    if (origin.starts_with(scheme)) return origin.substr(scheme.size());
  }
  return {};
}

}  // namespace

bool csrf_ok(const CsrfFacts& facts) {
  if (facts.safe_method || !facts.by_cookie) return true;
  if (facts.marker != "1") return false;
  if (!facts.site.empty() && facts.site != "same-origin") return false;
  if (facts.origin.empty()) return true;  // no browser
  return !facts.host.empty() && host_of(facts.origin) == facts.host;
}

}  // namespace kontor::auth
