#include "base/log.h"

#include <gtest/gtest.h>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/result.h"

namespace kontor {
namespace {

class Log : public testing::Test {
 protected:
  Log() {
    set_log_sink([this](std::string_view line) { lines_.emplace_back(line); });
  }
  ~Log() override {
    set_log_sink({});
    set_log_level(LogLevel::info);
  }
  std::vector<std::string> lines_;
};

TEST_F(Log, WritesOneJsonObjectPerEvent) {
  log_info("import.finished", {{"rows", 12u}, {"file", "a.csv"}, {"complete", true}});
  ASSERT_EQ(lines_.size(), 1u);
  const auto value = parse_json(lines_[0]).value();
  EXPECT_EQ(value.find("event")->text(), "import.finished");
  EXPECT_EQ(value.find("level")->text(), "info");
  EXPECT_EQ(value.find("rows")->integer(), 12);
  EXPECT_EQ(value.find("complete")->boolean(), true);
}

TEST_F(Log, CannotBeForged) {
  log_warn("login.failed",
           {{"name", "x\"}\n{\"event\":\"login.ok\""}, {"long", std::string(9000, 'a')}});
  ASSERT_EQ(lines_.size(), 1u);
  EXPECT_EQ(lines_[0].find('\n'), std::string::npos);
  const auto value = parse_json(lines_[0]).value();
  EXPECT_EQ(value.find("name")->text(), "x\"}\n{\"event\":\"login.ok\"");
  EXPECT_EQ(value.find("long")->text()->size(), 2000u);
}

TEST_F(Log, DropsWhatIsBelowTheLevel) {
  log_debug("noise");
  EXPECT_TRUE(lines_.empty());
  set_log_level(LogLevel::debug);
  log_debug("noise");
  EXPECT_EQ(lines_.size(), 1u);
}

TEST_F(Log, ErrorsCarryTheirInternalText) {
  log_error("write.failed", Error{Code::storage_full, "storage.full", {}, {}, "disk I/O error"});
  const auto value = parse_json(lines_.at(0)).value();
  EXPECT_EQ(value.find("code")->text(), "storage_full");
  EXPECT_EQ(value.find("detail")->text(), "disk I/O error");
}

}  // namespace
}  // namespace kontor
