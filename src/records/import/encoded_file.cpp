#include "records/import/encoded_file.h"

#include <algorithm>

#include "records/import/encoding.h"

namespace kontor::importing {
namespace {

constexpr std::size_t kPiece = 1 << 20;

Result<EncodingGuess> guess_encoding(FileBytes& bytes) {
  EncodingDetector detector;
  for (std::int64_t at = 0; at < bytes.size();) {
    const auto piece = (TRY(bytes.at(at, kPiece))).substr(0, kPiece);
    if (piece.empty()) break;
    detector.feed(piece);
    at += static_cast<std::int64_t>(piece.size());
  }
  return detector.guess();
}

Result<FileBytes> as_utf8(FileBytes& bytes, const EncodingGuess& guess, const std::string& folder) {
  FileBytes utf8 = TRY(FileBytes::create_nameless(folder));
  Utf16Decoder decoder(guess.name == "utf-16be");
  std::string out;
  for (auto at = static_cast<std::int64_t>(guess.bom); at < bytes.size();) {
    const auto piece = (TRY(bytes.at(at, kPiece))).substr(0, kPiece);
    if (piece.empty()) break;
    at += static_cast<std::int64_t>(piece.size());
    decoder.decode(piece, out);
    TRY(utf8.append(out));
    out.clear();
  }
  decoder.finish(out);
  TRY(utf8.append(out));
  return utf8;
}

}  // namespace

Result<EncodedFile> find_encoding(FileBytes bytes, const FileOptions& options) {
  auto guess = TRY(guess_encoding(bytes));
  if (options.encoding && *options.encoding != guess.name) guess = {*options.encoding};
  if (std::ranges::find(known_encodings(), guess.name) == known_encodings().end())
    return fail(Code::invalid, "import.encoding_unknown", {{"encoding", guess.name}});
  EncodedFile file{std::move(bytes), guess.name, guess.name, static_cast<std::int64_t>(guess.bom),
                   guess.doubled};
  if (!guess.name.starts_with("utf-16")) return file;
  file.bytes = TRY(as_utf8(file.bytes, guess, options.spool_folder));
  file.read_as = "utf-8";
  file.begin = 0;
  return file;
}

}  // namespace kontor::importing
