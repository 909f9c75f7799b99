#include "http/detail/body_sink.h"

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <unistd.h>

namespace kontor::http::detail {

BodySink::~BodySink() {
  if (file_ >= 0) ::close(file_);
}

bool BodySink::outgrows(std::size_t more) const {
  return file_ >= 0 || request_.body.size() + more > static_cast<std::size_t>(route_.spool_above);
}

void BodySink::spool(std::string_view piece) {
  if (file_ < 0 && ok_) open();
  put(piece);
}

void BodySink::open() {
  std::string path = folder_ + "/kontor-upload-XXXXXX";
  file_ = ::mkostemp(path.data(), O_CLOEXEC);  // readable by us alone
  ok_ = file_ >= 0;
  if (!ok_) return;
  request_.body_file = std::make_shared<SpooledBody>(path);
  put(request_.body);
  request_.body = {};
}

void BodySink::put(std::string_view piece) {
  while (ok_ && !piece.empty()) {
    ssize_t count = ::write(file_, piece.data(), piece.size());
    if (count < 0 && errno == EINTR) continue;
    ok_ = count > 0;
    if (ok_) piece.remove_prefix(static_cast<std::size_t>(count));
  }
}

}  // namespace kontor::http::detail
