#include "figures.h"

#include <cstdio>

namespace kontor::bench {
namespace {

std::string number(double value) {
  char text[48];
  std::snprintf(text, sizeof text, value < 100 ? "%.1f" : "%.0f", value);
  return text;
}

}  // namespace

Figures::Figures(std::string engine, const std::string& path)
    : engine_(std::move(engine)), file_(path, std::ios::app) {}

void Figures::at_most(const std::string& name, double value, double bar, const std::string& unit,
                      const std::string& note) {
  const bool kept = value <= bar;
  missed_ += kept ? 0 : 1;
  print(kept ? "ok" : "MISSED", name, number(value) + " " + unit, "<= " + number(bar), note);
}

void Figures::at_least(const std::string& name, double value, double bar, const std::string& unit,
                       const std::string& note) {
  const bool kept = value >= bar;
  missed_ += kept ? 0 : 1;
  print(kept ? "ok" : "MISSED", name, number(value) + " " + unit, ">= " + number(bar), note);
}

void Figures::tell(const std::string& name, double value, const std::string& unit,
                   const std::string& note) {
  print("", name, number(value) + " " + unit, "", note);
}

void Figures::print(const char* verdict, const std::string& name, const std::string& value,
                    const std::string& bar, const std::string& note) {
  std::printf("%-10s %-34s %14s  %-10s %-6s %s\n", engine_.c_str(), name.c_str(), value.c_str(),
              bar.c_str(), verdict, note.c_str());
  std::fflush(stdout);
  if (*verdict)
    file_ << verdict << '\t' << engine_ << ' ' << name << '\t' << value << '\t' << bar << std::endl;
}

}  // namespace kontor::bench
