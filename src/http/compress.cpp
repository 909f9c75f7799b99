#include "http/compress.h"

#include <cstdint>
#include <stdexcept>
#include <zlib.h>

namespace kontor::http {
namespace {

// Below this an answer fits into one or two packets anyway.
constexpr std::size_t kSmallest = 2048;
// The fastest: repeated names go, which is most of what there is to win, for a third of a
// millisecond a page.
constexpr int kLevel = 1;
constexpr int kGzip = 15 + 16;  // largest window, gzip header: zlib.h, deflateInit2
constexpr int kMemory = 8;      // zlib's default

bool takes_gzip(std::string_view accepted) {
  const auto at = accepted.find("gzip");
  return at != accepted.npos && !accepted.substr(at).starts_with("gzip;q=0");
}

std::string gzip(const std::string& text) {
  z_stream stream{};
  if (deflateInit2(&stream, kLevel, Z_DEFLATED, kGzip, kMemory, Z_DEFAULT_STRATEGY) != Z_OK)
    throw std::runtime_error("zlib does not start");
  std::string packed(deflateBound(&stream, text.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  const int result = deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  if (result != Z_STREAM_END) throw std::runtime_error("zlib does not finish");
  return packed;
}

}  // namespace

Response compressed(Response response, std::string_view accepted) {
  const auto* text = std::get_if<std::string>(&response.body);
  if (!text || text->size() < kSmallest || text->size() > UINT32_MAX || !takes_gzip(accepted) ||
      !response.headers.get("Content-Type").starts_with("application/json") ||
      !response.headers.get("Content-Encoding").empty())
    return response;
  response.body = gzip(*text);
  response.headers.set("Content-Encoding", "gzip");
  response.headers.set("Vary", "Accept-Encoding");
  return response;
}

}  // namespace kontor::http
