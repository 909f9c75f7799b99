#include "http/testing.h"

#include <arpa/inet.h>
#include <charconv>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>
#include <utility>

namespace kontor::http::testing {

namespace {

std::size_t parse_number(std::string_view text, int base) {
  std::size_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value, base);
  return value;
}

Reply parse_head(std::string_view head) {
  Reply reply;
  reply.status = static_cast<int>(parse_number(head.substr(head.find(' ') + 1), 10));
  std::size_t begin = head.find("\r\n") + 2;
  while (begin < head.size()) {
    std::size_t end = head.find("\r\n", begin);
    std::string_view line = head.substr(begin, end - begin);
    begin = end + 2;
    if (line.empty()) break;
    std::size_t colon = line.find(": ");
    reply.headers.add(line.substr(0, colon), line.substr(colon + 2));
  }
  return reply;
}

}  // namespace

Client::Client(std::uint16_t port, std::chrono::milliseconds timeout) {
  socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  auto seconds = std::chrono::duration_cast<std::chrono::seconds>(timeout);
  timeval limit{seconds.count(), (timeout - seconds).count() * 1000};
  int on = 1;
  ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
  ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
    ::close(std::exchange(socket_, -1));
  }
}

Client::~Client() {
  if (socket_ >= 0) ::close(socket_);
}

Client::Client(Client&& other) noexcept
    : socket_(std::exchange(other.socket_, -1)), buffer_(std::move(other.buffer_)) {}

Reply Client::get(std::string_view target, const Headers& headers) {
  return send("GET", target, {}, headers);
}

Reply Client::send(std::string_view method, std::string_view target, std::string_view body,
                   const Headers& headers) {
  std::string text;
  text.append(method).append(" ").append(target).append(" HTTP/1.1\r\nHost: localhost\r\n");
  for (const Header& header : headers) {
    text.append(header.name).append(": ").append(header.value).append("\r\n");
  }
  if (!body.empty() || method == "POST" || method == "PUT" || method == "PATCH") {
    text.append("Content-Length: ").append(std::to_string(body.size())).append("\r\n");
  }
  text.append("\r\n").append(body);
  write(text);
  return read_reply(method == "HEAD");
}

bool Client::write(std::string_view bytes) {
  while (!bytes.empty()) {
    ssize_t count = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

Reply Client::read_reply(bool bodyless) {
  std::string head = read_until("\r\n\r\n");
  if (!head.ends_with("\r\n\r\n")) return {};
  Reply reply = parse_head(head);
  if (bodyless || reply.status == 204 || reply.status == 304) return reply;
  if (reply.headers.get("Transfer-Encoding") == "chunked") {
    reply.body = read_chunked();
  } else {
    std::size_t length = parse_number(reply.headers.get("Content-Length"), 10);
    reply.body = take(length);
    if (reply.body.size() != length) return {};
  }
  return reply;
}

// A broken stream ends with what had come; "<cut>" is appended to tell it from a whole one.
std::string Client::read_chunked() {
  std::string body;
  while (true) {
    std::string line = read_until("\r\n");
    if (!line.ends_with("\r\n")) return body + "<cut>";
    std::size_t size = parse_number(line, 16);
    std::string piece = take(size + 2);
    if (piece.size() != size + 2) return body + "<cut>";
    if (size == 0) return body;
    body.append(piece, 0, size);
  }
}

std::string Client::read_until(std::string_view mark) {
  std::size_t found = 0;
  while ((found = buffer_.find(mark)) == std::string::npos) {
    if (!fill()) return std::exchange(buffer_, {});
  }
  return take(found + mark.size());
}

bool Client::at_end() {
  char byte;
  return ::recv(socket_, &byte, 1, MSG_PEEK) == 0;
}

void Client::finish_sending() {
  ::shutdown(socket_, SHUT_WR);
}

void Client::shrink_receive_buffer() {
  int size = 4096;
  ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &size, sizeof size);
}

bool Client::fill() {
  char piece[16 * 1024];
  ssize_t count = ::recv(socket_, piece, sizeof piece, 0);
  if (count <= 0) return false;
  buffer_.append(piece, static_cast<std::size_t>(count));
  return true;
}

std::string Client::take(std::size_t count) {
  while (buffer_.size() < count && fill()) {
  }
  std::string text = buffer_.substr(0, count);
  buffer_.erase(0, text.size());
  return text;
}

}  // namespace kontor::http::testing
