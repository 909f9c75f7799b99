// What was measured, beside the bar it must keep. Each figure is printed when it is known and added
// to a file, so that several programs can share one summary (tools/show/speed).
#pragma once

#include <fstream>
#include <string>

namespace kontor::bench {

class Figures {
 public:
  // `engine` stands in front of every name; `path`: lines "verdict<TAB>name<TAB>value<TAB>bar".
  Figures(std::string engine, const std::string& path);

  // `note` says what else helps to judge it: the bare library's figure, the load of the machine.
  void at_most(const std::string& name, double value, double bar, const std::string& unit,
               const std::string& note = {});
  void at_least(const std::string& name, double value, double bar, const std::string& unit,
                const std::string& note = {});
  // A figure without a bar.
  void tell(const std::string& name, double value, const std::string& unit,
            const std::string& note = {});

  bool all_kept() const { return missed_ == 0; }

 private:
  void print(const char* verdict, const std::string& name, const std::string& value,
             const std::string& bar, const std::string& note);

  std::string engine_;
  std::ofstream file_;
  int missed_ = 0;
};

}  // namespace kontor::bench
