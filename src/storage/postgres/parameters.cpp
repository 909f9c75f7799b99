#include "storage/postgres/parameters.h"

#include <cstring>

#include "storage/postgres/wire.h"

namespace kontor::storage::postgres {
namespace {

constexpr TypeId kBytea = 17, kInt8 = 20, kText = 25, kTextArray = 1009, kInt8Array = 1016;

// A view needs some address even when there is nothing to see: null would mean NULL.
constexpr const char* kNoBytes = "";

// array_send in src/backend/utils/adt/arrayfuncs.c: dimensions, whether there are nulls, the
// member type, then size and first index of the only dimension.
std::string array_header(TypeId member, std::size_t size) {
  std::string bytes;
  append(bytes, std::int32_t{size == 0 ? 0 : 1});
  append(bytes, std::int32_t{0});
  append(bytes, static_cast<std::int32_t>(member));
  if (size == 0) return bytes;
  append(bytes, static_cast<std::int32_t>(size));
  append(bytes, std::int32_t{1});
  return bytes;
}

std::string bytes_of(std::int64_t value) {
  std::string bytes;
  append(bytes, value);
  return bytes;
}

std::string bytes_of(const IntSet& set) {
  if (!set) return array_header(kInt8, 0);
  std::string bytes = array_header(kInt8, set->size());
  bytes.reserve(bytes.size() + set->size() * 12);
  for (const std::int64_t member : *set) {
    append(bytes, std::int32_t{8});
    append(bytes, member);
  }
  return bytes;
}

std::string bytes_of(const TextSet& set) {
  if (!set) return array_header(kText, 0);
  std::string bytes = array_header(kText, set->size());
  for (const std::string& member : *set) {
    append(bytes, static_cast<std::int32_t>(member.size()));
    bytes += member;
  }
  return bytes;
}

}  // namespace

std::string number_parameters(std::string_view text) {
  std::string numbered;
  numbered.reserve(text.size() + 16);
  int count = 0;
  char quote = 0;
  for (const char c : text) {
    if (quote != 0) {
      if (c == quote) quote = 0;  // a doubled quote closes and opens again
    } else if (c == '\'' || c == '"') {
      quote = c;
    } else if (c == '?') {
      numbered += '$';
      numbered += std::to_string(++count);
      continue;
    }
    numbered += c;
  }
  return numbered;
}

TypeId type_of(const Value& value) {
  struct Type {
    TypeId operator()(std::monostate) const { return kToBeInferred; }
    TypeId operator()(std::int64_t) const { return kInt8; }
    TypeId operator()(const std::string&) const { return kText; }
    TypeId operator()(const Blob&) const { return kBytea; }
    TypeId operator()(const IntSet&) const { return kInt8Array; }
    TypeId operator()(const TextSet&) const { return kTextArray; }
  };
  return std::visit(Type{}, value);
}

Parameters::Parameters(const std::vector<Value>& values) : formats_(values.size(), 1) {
  owned_.reserve(values.size());
  pointers_.reserve(values.size());
  lengths_.reserve(values.size());
  for (const Value& value : values) {
    if (std::holds_alternative<std::monostate>(value)) {
      add(nullptr, 0);
    } else if (const auto* text = std::get_if<std::string>(&value)) {
      add(text->empty() ? kNoBytes : text->data(), text->size());
    } else if (const auto* blob = std::get_if<Blob>(&value)) {
      add(blob->bytes.empty() ? kNoBytes : blob->bytes.data(), blob->bytes.size());
    } else if (const auto* integer = std::get_if<std::int64_t>(&value)) {
      add_owned(bytes_of(*integer));
    } else if (const auto* ints = std::get_if<IntSet>(&value)) {
      add_owned(bytes_of(*ints));
    } else {
      add_owned(bytes_of(std::get<TextSet>(value)));
    }
  }
}

void Parameters::add(const char* bytes, std::size_t size) {
  pointers_.push_back(bytes);
  lengths_.push_back(static_cast<int>(size));
}

void Parameters::add_owned(std::string bytes) {
  owned_.push_back(std::move(bytes));
  add(owned_.back().data(), owned_.back().size());
}

}  // namespace kontor::storage::postgres
