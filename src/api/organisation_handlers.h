// Units, seats, absences, roles and teams: docs/api/organisation.md.
#pragma once

#include "access/organisation/load.h"
#include "access/organisation/store.h"
#include "api/call.h"
#include "api/decode.h"

namespace kontor::api {

[[nodiscard]] Result<http::Response> show_organisation(Call& call);
[[nodiscard]] Result<http::Response> show_organisation_log(Call& call);
[[nodiscard]] Result<http::Response> add_unit(Call& call);
[[nodiscard]] Result<http::Response> change_unit(Call& call);
[[nodiscard]] Result<http::Response> add_seat(Call& call);
[[nodiscard]] Result<http::Response> change_seat(Call& call);
[[nodiscard]] Result<http::Response> remove_seat(Call& call);
[[nodiscard]] Result<http::Response> add_absence(Call& call);
[[nodiscard]] Result<http::Response> remove_absence(Call& call);
[[nodiscard]] Result<http::Response> add_role(Call& call);
[[nodiscard]] Result<http::Response> change_role(Call& call);
Result<http::Response> remove_role(Call& call);
[[nodiscard]] Result<http::Response> add_role_member(Call& call);
[[nodiscard]] Result<http::Response> remove_role_member(Call& call);
[[nodiscard]] Result<http::Response> add_team(Call& call);
[[nodiscard]] Result<http::Response> change_team(Call& call);
[[nodiscard]] Result<http::Response> remove_team(Call& call);
[[nodiscard]] Result<http::Response> add_team_member(Call& call);
[[nodiscard]] Result<http::Response> remove_team_member(Call& call);
[[nodiscard]] Result<http::Response> hand_over_records(Call& call);

// --- What these share with territories

// The organisation, for those who may look at it or change it.
[[nodiscard]] Result<access::OrganisationPtr> organisation_for(Call& call, bool changes);
// {"id": "..."} with 201.
[[nodiscard]] Result<http::Response> answer_id(std::int64_t id);
void write_span(JsonWriter& json, const access::Span& span);
// `from` (now, if missing) and `until` (open), RFC 3339; null opens the end of one there was.
[[nodiscard]] Result<access::Span> read_span(Members& body, access::Span span);
[[nodiscard]] Result<std::int64_t> required_id(Members& body, std::string_view name);

}  // namespace kontor::api
