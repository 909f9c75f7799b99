// XML read piece by piece in bounded memory: what spreadsheets need and no more. Document types and
// entities of one's own are refused, so nothing expands.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace kontor::importing {

class XmlReader {
 public:
  enum class Token { start, end, text, done };

  // Fills the buffer with up to `size` bytes; 0 at the end, negative on failure.
  using Source = std::function<std::int64_t(char* buffer, std::size_t size)>;
  explicit XmlReader(Source source) : source_(std::move(source)) {}

  // Error: import.xlsx_broken. <a/> is a start and an end.
  Result<Token> next();

  // Of the last start or end, without namespace prefix.
  std::string_view name() const { return name_; }
  // Of the last start, decoded; empty if it is missing. Names without prefix.
  std::string_view attribute(std::string_view name) const;
  // Of the last text, decoded. Long text comes in several tokens.
  const std::string& text() const { return text_; }

 private:
  Result<> read_tag();
  Result<bool> skip_special();
  Result<> skip_to(std::string_view mark, std::size_t from);
  Result<> read_cdata();
  bool fill();
  bool ensure(std::size_t size);

  Source source_;
  std::string buffer_;
  std::size_t at_ = 0;
  bool ended_ = false;
  bool failed_ = false;
  bool closing_ = false;  // the end of <a/> comes next
  Token token_ = Token::done;
  std::string name_;
  std::string text_;
  std::vector<std::pair<std::string, std::string>> attributes_;
};

}  // namespace kontor::importing
