#include "query/cursor.h"

#include <cstring>
#include <sodium.h>
#include <stdexcept>

namespace kontor::query {
namespace {

constexpr std::size_t kNonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTag = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::size_t kMaxCursor = 4096;
constexpr int kBase64 = sodium_base64_VARIANT_URLSAFE_NO_PADDING;

static_assert(CursorSealer::kKeyBytes == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);

const unsigned char* bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* bytes(std::string& text) {
  return reinterpret_cast<unsigned char*>(text.data());
}

void put_number(std::string& out, std::int64_t number) {
  char raw[sizeof number];
  std::memcpy(raw, &number, sizeof number);
  out.append(raw, sizeof raw);
}

void put_bytes(std::string& out, std::string_view text) {
  put_number(out, static_cast<std::int64_t>(text.size()));
  out += text;
}

void put_value(std::string& out, const storage::Value& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) {
    out += 'i';
    put_number(out, *number);
  } else if (const auto* blob = std::get_if<storage::Blob>(&value)) {
    out += 'b';
    put_bytes(out, blob->bytes);
  } else {
    out += '0';
  }
}

std::string encode(const Cursor& cursor) {
  std::string out(1, cursor.backward ? 'p' : 'n');
  put_number(out, cursor.key.id);
  for (const auto& value : cursor.key.values) put_value(out, value);
  return out;
}

// Reads what encode() wrote; what is authentic is well formed.
class Reader {
 public:
  explicit Reader(std::string_view rest) : rest_(rest) {}
  bool more() const { return !rest_.empty(); }
  char letter() { return take(1)[0]; }
  std::int64_t number() {
    std::int64_t number;
    std::memcpy(&number, take(sizeof number).data(), sizeof number);
    return number;
  }
  storage::Value value() {
    switch (letter()) {
      case 'i':
        return number();
      case 'b': {
        const auto size = static_cast<std::size_t>(number());
        return storage::Blob{std::string(take(size))};
      }
      default:
        return {};
    }
  }

 private:
  std::string_view take(std::size_t count) {
    if (rest_.size() < count) throw std::logic_error("sealed cursor is cut off");
    const std::string_view taken = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return taken;
  }
  std::string_view rest_;
};

Cursor decode(std::string_view text) {
  Reader reader(text);
  Cursor cursor;
  cursor.backward = reader.letter() == 'p';
  cursor.key.id = reader.number();
  while (reader.more()) cursor.key.values.push_back(reader.value());
  return cursor;
}

}  // namespace

CursorSealer::CursorSealer(std::string_view secret) : secret_(secret) {
  if (secret.size() != kKeyBytes) throw std::logic_error("a cursor secret has 32 bytes");
  if (sodium_init() < 0) throw std::runtime_error("libsodium does not start");
}

std::string CursorSealer::seal(const Cursor& cursor, std::string_view question) const {
  const std::string plain = encode(cursor);
  std::string sealed(kNonce + plain.size() + kTag, '\0');
  randombytes_buf(bytes(sealed), kNonce);
  crypto_aead_xchacha20poly1305_ietf_encrypt(bytes(sealed) + kNonce, nullptr, bytes(plain),
                                             plain.size(), bytes(question), question.size(),
                                             nullptr, bytes(sealed), bytes(secret_));
  std::string text(sodium_base64_encoded_len(sealed.size(), kBase64), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes(sealed), sealed.size(), kBase64);
  text.pop_back();  // the terminator
  return text;
}

Result<Cursor> CursorSealer::open(std::string_view text, std::string_view question) const {
  const auto broken = [] { return fail(Code::bad_request, "query.cursor", {}, "cursor"); };
  if (text.size() > kMaxCursor) return broken();
  std::string sealed(text.size(), '\0');
  std::size_t size = 0;
  if (sodium_base642bin(bytes(sealed), sealed.size(), text.data(), text.size(), nullptr, &size,
                        nullptr, kBase64) != 0 ||
      size < kNonce + kTag) {
    return broken();
  }
  std::string plain(size - kNonce - kTag, '\0');
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(
          bytes(plain), nullptr, nullptr, bytes(sealed) + kNonce, size - kNonce, bytes(question),
          question.size(), bytes(sealed), bytes(secret_)) != 0) {
    return broken();
  }
  return decode(plain);
}

}  // namespace kontor::query
