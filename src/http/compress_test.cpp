#include "http/compress.h"

#include <gtest/gtest.h>
#include <zlib.h>

namespace kontor::http {
namespace {

std::string unpacked(const std::string& packed, std::size_t size) {
  std::string text(size + 1, '\0');
  z_stream stream{};
  EXPECT_EQ(inflateInit2(&stream, 15 + 16), Z_OK);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  stream.next_out = reinterpret_cast<Bytef*>(text.data());
  stream.avail_out = static_cast<uInt>(text.size());
  EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
  text.resize(stream.total_out);
  inflateEnd(&stream);
  return text;
}

std::string page() {
  std::string json = "[";
  for (int row = 0; row < 200; row++)
    json += R"({"last_name":"Müller","row":)" + std::to_string(row) + "},";
  return json + "null]";
}

std::string text_of(const Response& response) {
  return std::get<std::string>(response.body);
}

TEST(Compress, PacksJsonAndLosesNothing) {
  const auto answer = compressed(json_response(page()), "gzip, deflate, br");
  EXPECT_EQ(answer.headers.get("Content-Encoding"), "gzip");
  EXPECT_EQ(answer.headers.get("Vary"), "Accept-Encoding");
  EXPECT_LT(text_of(answer).size(), page().size() / 4);
  EXPECT_EQ(unpacked(text_of(answer), page().size()), page());
}

TEST(Compress, LeavesWhatTheClientDoesNotTake) {
  for (const char* accepted : {"", "br", "gzip;q=0"}) {
    const auto answer = compressed(json_response(page()), accepted);
    EXPECT_EQ(answer.headers.get("Content-Encoding"), "") << accepted;
    EXPECT_EQ(text_of(answer), page());
  }
}

TEST(Compress, LeavesWhatDoesNotPay) {
  EXPECT_EQ(text_of(compressed(json_response("{}"), "gzip")), "{}");
  const auto text = compressed(text_response(page()), "gzip");
  EXPECT_EQ(text_of(text), page());
  EXPECT_EQ(compressed(no_content(), "gzip").status, 204);
}

}  // namespace
}  // namespace kontor::http
