// Carries out the statements of one scenario in a workspace of its own.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "records/testing.h"
#include "records/undo.h"
#include "script.h"

namespace kontor::scenarios {

class World {
 public:
  explicit World(storage::Engine engine) : engine_(engine) {}

  // Throws Mismatch.
  void run(const Script& script);
  // The line of the statement that was running.
  int line() const { return line_; }

 private:
  struct Named {
    std::string object;
    RecordId id;
  };
  // What the last doing statement led to.
  struct Outcome {
    std::optional<Error> error;
    std::vector<Error> errors;
    records::BatchResult result;
    records::UndoResult undone;
    RecordId change;
    bool error_expected = false;
  };

  void step(const Statement& statement);
  void set_up(Words words);
  bool do_something(const Statement& statement, Words words);
  void check(const Statement& statement, Words words);

  void write(const Statement& statement, Words words);
  void together(const Statement& statement, Words words);
  records::Change change(Words& words);
  void options(Words& words, records::Batch& batch);
  void submit(const auth::Actor& actor, records::Batch batch);
  void undo(const Statement& statement, Words words);
  void wait(Words words);
  void make_object(const Statement& statement, Words words);
  void query(const Statement& statement, Words words);

  // Who belongs where (organisation.cpp); false: another statement.
  bool arrange(Words words);
  Result<void> add_unit(Words& words);
  Result<void> move_unit(Words& words);
  Result<void> give_seat(Words& words);
  Result<void> send_away(Words& words);
  Result<void> add_territory(Words& words);
  Result<void> distribute(Words& words);
  Result<void> settle_territories(Words& words);
  Result<void> hand_over(Words& words);
  access::Id user_id(const std::string& name);
  void check_superior(Words words);
  void check_spread(Words words);

  // Rules and what moves by itself (procedures.cpp); false: another statement.
  bool proceed(const Statement& statement, Words words);
  Result<void> set_rules(const Statement& statement, Words& words);
  Result<void> give_role(Words& words);
  Result<void> tell();
  Result<void> take_approval(const Statement& statement, Words& words);
  void check_approval(Words words);
  void check_visible(Words words);
  void check_protection(Words words);
  void check_notices(Words words);
  // Who may what (access.cpp); false: another statement.
  bool give_rights(const Statement& statement, Words words);
  bool check_rights(Words words);
  Result<void> make_team(Words words);
  Result<void> share(const Statement& statement, Words words);
  Result<void> unshare(const Statement& statement, Words words);
  Result<void> close_account(Words words);
  void check_sees(const std::string& user, Words words);
  void check_may(const std::string& user, Words words);
  void check_reads(const std::string& user, Words words);
  void check_counts(const std::string& user, Words words);
  void check_finds(const std::string& user, Words words);

  void check_error(Words words);
  void check_record(Words words);
  void check_events(Words words);
  void check_history(const Statement& statement, Words words);
  void check_duplicates(Words words);
  void check_skipped(Words words);
  void check_clash(Words words);
  void check_count(Words words);
  void check_table(const Statement& statement);
  void no_surprises();

  records::testing::Workspace& space();
  auth::Actor actor(const std::string& name);
  const Named& named(const std::string& name);
  std::string name_of(RecordId id) const;
  std::string resolve(const std::string& name);
  JsonValue stored(const Named& record, const std::string& field);
  JsonValue links(const Named& record, const schema::Object& object, const schema::Field& field);

  storage::Engine engine_;
  int line_ = 0;
  std::vector<std::string> kits_;
  std::vector<std::string> users_;
  std::vector<std::string> strangers_;
  std::unique_ptr<records::testing::Workspace> space_;
  std::map<std::string, Named> records_;
  std::map<std::string, RecordId> changes_;
  std::map<std::string, RecordId> shares_;  // by record and recipient
  std::vector<std::string> pending_names_;  // of the batch being written
  Outcome last_;
  std::vector<std::vector<std::string>> rows_;  // of the last query
  std::vector<std::string> columns_;
  RecordId seen_event_;
};

// The expected value may leave out members of objects; lists must be complete.
bool matches(const JsonValue& expected, const JsonValue& actual);

}  // namespace kontor::scenarios
