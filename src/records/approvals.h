// New business goes up level by level: who works on a record asks for its approval, the head of the
// next higher unit approves or returns it, and what was approved goes on to the next level until
// there is none. Nobody approves what he asked for himself. Works where an approval block is in
// force (access/rules/block.h); what it keeps are fields of the record, so that history tells each
// step, by whom and why.
#pragma once

#include <string>
#include <vector>

#include "query/reader.h"
#include "records/write.h"

namespace kontor::records {

enum class ApprovalStep { request, approve, send_back, withdraw };

struct ApprovalWish {
  std::string object;
  RecordId record;
  ApprovalStep step = ApprovalStep::request;
  std::string reason = {};  // needed to send back; at most 500 bytes
};

// Errors: record.not_found (hidden ones too); approval.off: none is in force for the object;
// approval.pending, approval.not_pending, approval.nobody: there is no level above;
// approval.not_yours, approval.own_request, approval.reason {field}; access.edit of who requests.
[[nodiscard]] Result<void> take_approval_step(Writer& writer, const auth::Actor& actor,
                                              const ApprovalWish& wish);

struct ApprovalPerson {
  RecordId id;
  std::string name;
};

// How it stands with a record that the reader sees.
struct ApprovalState {
  std::string state;                         // requested, approved, returned; empty: not asked for
  std::int64_t released = 0, requested = 0;  // levels; requested 0: nobody is asked
  ApprovalPerson by;
  std::string note;
  std::vector<ApprovalPerson> with;  // who can decide now
  std::vector<ApprovalStep> may;     // what the reader may do
};
// Errors: record.not_found, approval.off.
[[nodiscard]] Result<ApprovalState> approval_of(Writer& writer, const query::Reader& reader,
                                                const auth::Actor& actor, std::string_view object,
                                                RecordId record);

// What lies with the reader, the oldest change first.
struct PendingApproval {
  std::string object;
  RecordId record;
  std::string title;
  ApprovalPerson by;
  std::string note;
  Instant since;
};
inline constexpr std::size_t kMaxPending = 200;
[[nodiscard]] Result<std::vector<PendingApproval>> pending_approvals(Writer& writer,
                                                                     const query::Reader& reader,
                                                                     const auth::Actor& actor);

std::string_view to_string(ApprovalStep step);
std::optional<ApprovalStep> approval_step(std::string_view word);

}  // namespace kontor::records
