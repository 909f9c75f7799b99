// Switches the check of one surface off, so that the leak test can show that it would notice.
//
// Nothing of this is in the product: the program `kontor_planted` is made of the product's
// libraries by a linker that puts these functions in the place of their namesakes (ld --wrap; the
// list is symbols.def). Read from the environment:
//
//   KONTOR_PLANTED_LEAK    "door@GET /api/search": who asks there is taken for the keeper;
//                          "mask@POST /api/objects/{object}/export": one check is off, there alone;
//                          "mask": everywhere
//   KONTOR_PLANTED_KEEPER  the keeper's user id
#include <cstdlib>
#include <string>
#include <string_view>

#include "access/administrators.h"
#include "access/organisation/organisation.h"
#include "access/passing_on.h"
#include "access/questions.h"
#include "access/rules/impact.h"
#include "access/rules/rule_rights.h"
#include "access/rules/viewing.h"
#include "access/unit_rules.h"
#include "access/viewing.h"
#include "api/authenticate.h"
#include "api/hearing.h"
#include "query/detail/readable_text.h"
#include "query/fetch.h"
#include "query/list.h"
#include "query/mask.h"
#include "query/modes.h"
#include "query/record.h"
#include "query/rights.h"
#include "query/shown.h"
#include "query/titles.h"
#include "records/duplicates.h"
#include "records/imports/link_finder.h"
#include "records/imports/match_finder.h"
#include "records/notices.h"
#include "records/write/rights.h"
#include "records/write/run.h"
#include "schema/describe.h"
#include "symbols.def"

// The name a symbol has for the linker, before and after.
#define REAL(symbol) asm("__real_" symbol)
#define WRAP(symbol) asm("__wrap_" symbol)

namespace kontor::planted {
namespace {

struct Plant {
  std::string what, where;
};

const Plant& plant() {
  static const Plant kPlant = [] {
    const char* text = std::getenv("KONTOR_PLANTED_LEAK");
    const std::string all = text ? text : "";
    const auto at = all.find('@');
    return Plant{all.substr(0, at), at == all.npos ? "" : all.substr(at + 1)};
  }();
  return kPlant;
}

// Whether the request this thread works for is one of the plant's.
thread_local bool here = false;

// "/api/objects/{object}/query", segment by segment.
bool fits(const std::vector<std::string>& segments, std::string_view pattern) {
  for (const std::string& segment : segments) {
    if (pattern.empty()) return false;
    pattern.remove_prefix(1);  // the slash
    const std::string_view wanted = pattern.substr(0, pattern.find('/'));
    if (!wanted.starts_with('{') && wanted != segment) return false;
    pattern.remove_prefix(wanted.size());
  }
  return pattern.empty();
}

void look(const http::Request& request) {
  const std::string_view where = plant().where;
  const auto blank = where.find(' ');
  here = where.empty() || (where.substr(0, blank) == http::to_string(request.method) &&
                           fits(request.target.segments, where.substr(blank + 1)));
}

bool off(std::string_view what) {
  return plant().what == what && (plant().where.empty() || here);
}

// Sees all of everything.
class Everything final : public query::ScopeSource {
 public:
  explicit Everything(query::ScopeSource& source) : source_(source) {}
  Result<query::ScopePtr> scope(const schema::Object& object, query::Action action) override {
    query::Scope scope = *TRY(source_.scope(object, action));
    scope.everything = true;
    scope.limits.clear();
    scope.forbids.clear();
    scope.modes.assign(1, query::FieldModes(object.fields.size(), query::Mode::edit));
    scope.class_modes.clear();
    scope.row_terms.clear();
    scope.shared_modes = 0;
    return std::make_shared<const query::Scope>(std::move(scope));
  }
  query::Abilities abilities(const schema::Object& object,
                             const query::RecordFacts& record) override {
    return source_.abilities(object, record);
  }
  bool may(const schema::Object& object, query::Action action) override {
    return source_.may(object, action);
  }
  const expr::Bindings& bindings() const override { return source_.bindings(); }
  std::uint64_t fingerprint() const override { return source_.fingerprint(); }

 private:
  query::ScopeSource& source_;
};

}  // namespace

// --- api: who asks

Result<std::optional<api::Caller>> real_authenticate(const http::Request&, const api::Services&)
    REAL(AUTHENTICATE);
Result<std::optional<api::Caller>> authenticate(const http::Request&, const api::Services&)
    WRAP(AUTHENTICATE);
Result<std::optional<api::Caller>> authenticate(const http::Request& request,
                                                const api::Services& services) {
  look(request);
  auto caller = real_authenticate(request, services);
  const char* keeper = std::getenv("KONTOR_PLANTED_KEEPER");
  if (off("door") && keeper && caller && *caller) {
    const RecordId id{std::strtoll(keeper, nullptr, 10)};
    (*caller)->actor.user = (*caller)->user.id = id;
    (*caller)->actor.may_write = true;
  }
  if (off("only reads") && caller && *caller) (*caller)->actor.may_write = true;
  return caller;
}

Result<std::optional<access::Viewing>> real_viewing(const access::Access&, RecordId) REAL(VIEWING);
Result<std::optional<access::Viewing>> viewing(const access::Access&, RecordId) WRAP(VIEWING);
Result<std::optional<access::Viewing>> viewing(const access::Access& access, RecordId session) {
  if (plant().what == "viewing") return std::optional<access::Viewing>();
  return real_viewing(access, session);
}

access::Ways real_both(const access::Ways&, const access::Ways&, access::Id) REAL(BOTH_WAYS);
access::Ways both(const access::Ways&, const access::Ways&, access::Id) WRAP(BOTH_WAYS);
access::Ways both(const access::Ways& viewed, const access::Ways& viewer, access::Id id) {
  if (off("ways of the viewer")) return viewed;
  if (off("ways of the viewed")) return viewer;
  return real_both(viewed, viewer, id);
}

Result<void> real_administrator(const access::Organisation&, const auth::Actor&, bool)
    REAL(ADMINISTRATOR);
Result<void> administrator(const access::Organisation&, const auth::Actor&, bool)
    WRAP(ADMINISTRATOR);
Result<void> administrator(const access::Organisation& organisation, const auth::Actor& actor,
                           bool changes) {
  if (off("administrator")) return {};
  return real_administrator(organisation, actor, changes);
}

Result<void> real_rights_administrator(const query::ScopeSource&, bool) REAL(RIGHTS_ADMINISTRATOR);
Result<void> rights_administrator(const query::ScopeSource&, bool) WRAP(RIGHTS_ADMINISTRATOR);
Result<void> rights_administrator(const query::ScopeSource& rights, bool changes) {
  if (off("administrator")) return {};
  return real_rights_administrator(rights, changes);
}

Result<void> real_auditor(const query::ScopeSource&) REAL(AUDITOR);
Result<void> auditor(const query::ScopeSource&) WRAP(AUDITOR);
Result<void> auditor(const query::ScopeSource& rights) {
  if (off("auditor")) return {};
  return real_auditor(rights);
}

bool real_answers(const access::RuleRights&, RecordId, Instant) REAL(ANSWERS_FOR);
bool answers(const access::RuleRights&, RecordId, Instant) WRAP(ANSWERS_FOR);
bool answers(const access::RuleRights& asker, RecordId user, Instant at) {
  return off("answers for others") || real_answers(asker, user, at);
}

// --- rules of units

Result<void> real_rule_writer(const access::Access&, const query::ScopeSource&, std::int64_t, bool)
    REAL(RULE_WRITER);
Result<void> rule_writer(const access::Access&, const query::ScopeSource&, std::int64_t, bool)
    WRAP(RULE_WRITER);
Result<void> rule_writer(const access::Access& access, const query::ScopeSource& rights,
                         std::int64_t unit, bool changes) {
  if (off("writers of rules")) return {};
  return real_rule_writer(access, rights, unit, changes);
}

using Rules = std::vector<access::Rule>;
Result<void> real_unit_rules(const access::Access&, const access::RuleRights&, const Rules&,
                             std::int64_t, storage::Connection&, const schema::CataloguePtr&)
    REAL(UNIT_RULES);
Result<void> unit_rules(const access::Access&, const access::RuleRights&, const Rules&,
                        std::int64_t, storage::Connection&, const schema::CataloguePtr&)
    WRAP(UNIT_RULES);
Result<void> unit_rules(const access::Access& access, const access::RuleRights& writer,
                        const Rules& rules, std::int64_t unit, storage::Connection& connection,
                        const schema::CataloguePtr& catalogue) {
  if (off("rules of units")) return {};
  return real_unit_rules(access, writer, rules, unit, connection, catalogue);
}

using access::Impact;
using access::RuleBookPtr;
Result<Impact> real_impact(RuleBookPtr, RuleBookPtr, storage::Connection&, storage::Deadline,
                           query::ScopeSource*) REAL(IMPACT);
Result<Impact> impact(RuleBookPtr, RuleBookPtr, storage::Connection&, storage::Deadline,
                      query::ScopeSource*) WRAP(IMPACT);
Result<Impact> impact(RuleBookPtr before, RuleBookPtr after, storage::Connection& connection,
                      storage::Deadline deadline, query::ScopeSource* reader) {
  if (off("numbers of a preview")) reader = nullptr;
  return real_impact(std::move(before), std::move(after), connection, deadline, reader);
}

// --- the catalogue

void real_describe(JsonWriter&, const schema::Catalogue&, const schema::CatalogueReader&)
    REAL(DESCRIBE);
void describe(JsonWriter&, const schema::Catalogue&, const schema::CatalogueReader&) WRAP(DESCRIBE);
void describe(JsonWriter& json, const schema::Catalogue& catalogue,
              const schema::CatalogueReader& reader) {
  schema::CatalogueReader other = reader;
  const char* keeper = std::getenv("KONTOR_PLANTED_KEEPER");
  if (off("views of others") && keeper) other.user = std::strtoll(keeper, nullptr, 10);
  real_describe(json, catalogue, other);
}

// --- query: rows, fields, values

storage::Sql real_visible(const query::Rights*, const schema::Object&, std::string_view)
    REAL(VISIBLE);
storage::Sql visible(const query::Rights*, const schema::Object&, std::string_view) WRAP(VISIBLE);
storage::Sql visible(const query::Rights* self, const schema::Object& object,
                     std::string_view alias) {
  if (off("rows")) return {std::string(alias) + ".deleted_at IS NULL", {}};
  return real_visible(self, object, alias);
}

storage::Sql real_in_scope(const query::Rights*, const schema::Object&, std::string_view)
    REAL(IN_SCOPE);
storage::Sql in_scope(const query::Rights*, const schema::Object&, std::string_view) WRAP(IN_SCOPE);
storage::Sql in_scope(const query::Rights* self, const schema::Object& object,
                      std::string_view alias) {
  if (off("trash") || off("rows")) return {"TRUE", {}};
  return real_in_scope(self, object, alias);
}

std::optional<storage::Sql> real_readable(const query::Rights*, const schema::Object&,
                                          const schema::Field&, std::string_view) REAL(READABLE);
std::optional<storage::Sql> readable(const query::Rights*, const schema::Object&,
                                     const schema::Field&, std::string_view) WRAP(READABLE);
std::optional<storage::Sql> readable(const query::Rights* self, const schema::Object& object,
                                     const schema::Field& field, std::string_view alias) {
  if (off("fields")) return std::nullopt;
  return real_readable(self, object, field, alias);
}

const query::FieldModes& real_modes(const query::RowModes*, const storage::Row&, query::FieldModes&)
    REAL(ROW_MODES);
const query::FieldModes& row_modes(const query::RowModes*, const storage::Row&, query::FieldModes&)
    WRAP(ROW_MODES);
const query::FieldModes& row_modes(const query::RowModes* self, const storage::Row& row,
                                   query::FieldModes& scratch) {
  const query::FieldModes& modes = real_modes(self, row, scratch);
  if (!off("modes")) return modes;
  const std::size_t count = modes.size();
  scratch.assign(count, query::Mode::edit);
  return scratch;
}

std::string real_mask(const query::Column&, const query::Cell&, const query::MaskStyle&) REAL(MASK);
std::string mask(const query::Column&, const query::Cell&, const query::MaskStyle&) WRAP(MASK);
std::string mask(const query::Column& column, const query::Cell& cell,
                 const query::MaskStyle& style) {
  if (off("mask")) return std::string(cell.text) + std::to_string(cell.number);
  return real_mask(column, cell, style);
}

storage::Sql real_title(const schema::Object&, std::string_view, const query::Rights&) REAL(TITLE);
storage::Sql title(const schema::Object&, std::string_view, const query::Rights&) WRAP(TITLE);
storage::Sql title(const schema::Object& object, std::string_view alias,
                   const query::Rights& rights) {
  if (off("titles")) return {std::string(alias) + ".title", {}};
  return real_title(object, alias, rights);
}

using Ids = std::vector<std::int64_t>;
Result<Ids> real_matches(std::string_view, const schema::Object&, Ids, const query::Reader&,
                         query::Rights&) REAL(MATCHES);
Result<Ids> matches(std::string_view, const schema::Object&, Ids, const query::Reader&,
                    query::Rights&) WRAP(MATCHES);
Result<Ids> matches(std::string_view text, const schema::Object& object, Ids ids,
                    const query::Reader& reader, query::Rights& rights) {
  if (off("found in hidden texts")) return ids;
  return real_matches(text, object, std::move(ids), reader, rights);
}

using query::Shown;
Result<Shown> real_shown(storage::Connection&, const schema::Object&, Ids, query::ScopeSource&)
    REAL(SHOWN);
Result<Shown> shown(storage::Connection&, const schema::Object&, Ids, query::ScopeSource&)
    WRAP(SHOWN);
Result<Shown> shown(storage::Connection& connection, const schema::Object& object, Ids ids,
                    query::ScopeSource& rights) {
  Everything all(rights);
  return real_shown(connection, object, std::move(ids), off("shown") ? all : rights);
}

Result<std::string> real_part(const query::Reader&, const query::ListRequest&, query::RowSink&)
    REAL(EXPORTED_PART);
Result<std::string> part(const query::Reader&, const query::ListRequest&, query::RowSink&)
    WRAP(EXPORTED_PART);
Result<std::string> part(const query::Reader& reader, const query::ListRequest& request,
                         query::RowSink& sink) {
  if (!off("export")) return real_part(reader, request, sink);
  query::ListRequest seen = request;
  seen.limit = query::kMaxPage;
  const query::PageInfo page = TRY(query::read_list(reader, seen, sink));
  return page.next.value_or("");
}

// What a notice is about may be read by whom it is for, whatever it is.
Result<void> real_record(const query::Reader&, const query::RecordRequest&, query::RowSink&)
    REAL(READ_RECORD);
Result<void> record(const query::Reader&, const query::RecordRequest&, query::RowSink&)
    WRAP(READ_RECORD);
Result<void> record(const query::Reader& reader, const query::RecordRequest& request,
                    query::RowSink& sink) {
  auto read = real_record(reader, request, sink);
  if (read || !off("records of notices")) return read;
  sink.begin({.id = request.id.value, .version = 1, .title = "hidden", .can = {}});
  return {};
}

// --- live streams

bool real_hears(const query::Reader&, RecordId, const events::Event&) REAL(MAY_HEAR);
bool hears(const query::Reader&, RecordId, const events::Event&) WRAP(MAY_HEAR);
bool hears(const query::Reader& reader, RecordId user, const events::Event& event) {
  const bool all = plant().what == "events" && event.kind != events::EventKind::notice;
  const bool notices = plant().what == "notices of others";
  return all || notices || real_hears(reader, user, event);
}

Result<bool> real_sees_some(const query::Reader&, const schema::Object&, RecordId) REAL(SEES_SOME);
Result<bool> sees_some(const query::Reader&, const schema::Object&, RecordId) WRAP(SEES_SOME);
Result<bool> sees_some(const query::Reader& reader, const schema::Object& object, RecordId change) {
  if (plant().what == "slices") return true;
  return real_sees_some(reader, object, change);
}

Result<bool> real_in_scope_of(const query::Reader&, const schema::Object&, RecordId)
    REAL(IN_SCOPE_OF);
Result<bool> in_scope_of(const query::Reader&, const schema::Object&, RecordId) WRAP(IN_SCOPE_OF);
Result<bool> in_scope_of(const query::Reader& reader, const schema::Object& object, RecordId id) {
  if (plant().what == "events of rows") return true;
  return real_in_scope_of(reader, object, id);
}

// --- records: writing, duplicates, imports

using records::Facts;
Result<Ids> real_admitted(records::Run&, const schema::Object&, query::Action,
                          const std::vector<Facts>&) REAL(ADMITTED);
Result<Ids> admitted(records::Run&, const schema::Object&, query::Action, const std::vector<Facts>&)
    WRAP(ADMITTED);
Result<Ids> admitted(records::Run& run, const schema::Object& object, query::Action action,
                     const std::vector<Facts>& facts) {
  using query::Action;
  const bool mine = (action == Action::see && off("seen by a writer")) ||
                    (action == Action::link && off("linked by a writer")) ||
                    (action == Action::assign && off("assigned by a writer")) ||
                    (action == Action::remove && off("removed by a writer")) ||
                    (action == Action::edit && off("edited by a writer"));
  if (!mine) return real_admitted(run, object, action, facts);
  Ids ids;
  for (const Facts& one : facts) ids.push_back(one.id);
  std::sort(ids.begin(), ids.end());
  return ids;
}

Result<std::vector<query::FieldModes>> real_field_modes(records::Run&, const schema::Object&,
                                                        const std::vector<Facts>&)
    REAL(FIELD_MODES);
Result<std::vector<query::FieldModes>> field_modes(records::Run&, const schema::Object&,
                                                   const std::vector<Facts>&) WRAP(FIELD_MODES);
Result<std::vector<query::FieldModes>> field_modes(records::Run& run, const schema::Object& object,
                                                   const std::vector<Facts>& facts) {
  auto modes = real_field_modes(run, object, facts);
  if (modes && off("fields of a writer"))
    for (auto& one : *modes) std::fill(one.begin(), one.end(), query::Mode::edit);
  return modes;
}

Result<query::FieldModes> real_new_modes(records::Run&, const schema::Object&, std::int64_t)
    REAL(NEW_MODES);
Result<query::FieldModes> new_modes(records::Run&, const schema::Object&, std::int64_t)
    WRAP(NEW_MODES);
Result<query::FieldModes> new_modes(records::Run& run, const schema::Object& object,
                                    std::int64_t zk) {
  if (off("fields of a new record"))
    return query::FieldModes(object.fields.size(), query::Mode::edit);
  return real_new_modes(run, object, zk);
}

Result<bool> real_admits(records::Run&, const schema::Object&, query::Action, std::int64_t)
    REAL(CLASS_ADMITS);
Result<bool> admits(records::Run&, const schema::Object&, query::Action, std::int64_t)
    WRAP(CLASS_ADMITS);
Result<bool> admits(records::Run& run, const schema::Object& object, query::Action action,
                    std::int64_t zk) {
  if (off("what records become")) return true;
  return real_admits(run, object, action, zk);
}

Result<Ids> real_seen_by(const records::Workshop&, storage::Connection&,
                         const schema::CataloguePtr&, const auth::Actor&, const schema::Object&,
                         Ids, query::Action) REAL(SEEN_BY);
Result<Ids> seen_by(const records::Workshop&, storage::Connection&, const schema::CataloguePtr&,
                    const auth::Actor&, const schema::Object&, Ids, query::Action) WRAP(SEEN_BY);
Result<Ids> seen_by(const records::Workshop& workshop, storage::Connection& connection,
                    const schema::CataloguePtr& catalogue, const auth::Actor& actor,
                    const schema::Object& object, Ids ids, query::Action action) {
  if (off("seen for approval")) return ids;
  return real_seen_by(workshop, connection, catalogue, actor, object, std::move(ids), action);
}

Result<std::vector<records::Duplicate>> real_duplicates(storage::Connection&,
                                                        const records::RowShape&,
                                                        const records::Record&, query::ScopeSource&)
    REAL(DUPLICATES);
Result<std::vector<records::Duplicate>> duplicates(storage::Connection&, const records::RowShape&,
                                                   const records::Record&, query::ScopeSource&)
    WRAP(DUPLICATES);
Result<std::vector<records::Duplicate>> duplicates(storage::Connection& connection,
                                                   const records::RowShape& shape,
                                                   const records::Record& record,
                                                   query::ScopeSource& rights) {
  Everything all(rights);
  return real_duplicates(connection, shape, record, off("duplicates") ? all : rights);
}

using importing::LinkColumn;
using importing::LinkFinder;
using importing::MappedRow;
using importing::MatchFinder;

Result<void> real_links(LinkFinder*, storage::Connection&, query::ScopeSource&,
                        const std::vector<LinkColumn>&, const std::vector<MappedRow>&) REAL(LINKS);
Result<void> links(LinkFinder*, storage::Connection&, query::ScopeSource&,
                   const std::vector<LinkColumn>&, const std::vector<MappedRow>&) WRAP(LINKS);
Result<void> links(LinkFinder* self, storage::Connection& connection, query::ScopeSource& rights,
                   const std::vector<LinkColumn>& columns, const std::vector<MappedRow>& rows) {
  Everything all(rights);
  return real_links(self, connection, off("links of an import") ? all : rights, columns, rows);
}

using RowKeys = std::vector<std::vector<std::string>>;
Result<void> real_known(MatchFinder*, storage::Connection&, query::ScopeSource&, const RowKeys&)
    REAL(KNOWN);
Result<void> known(MatchFinder*, storage::Connection&, query::ScopeSource&, const RowKeys&)
    WRAP(KNOWN);
Result<void> known(MatchFinder* self, storage::Connection& connection, query::ScopeSource& rights,
                   const RowKeys& keys) {
  Everything all(rights);
  return real_known(self, connection, off("duplicates of an import") ? all : rights, keys);
}

// --- access: asking and sharing

Result<bool> real_passes(query::ScopeSource&, storage::Connection&, const schema::Object&, RecordId,
                         query::Mode) REAL(PASSES_ON);
Result<bool> passes(query::ScopeSource&, storage::Connection&, const schema::Object&, RecordId,
                    query::Mode) WRAP(PASSES_ON);
Result<bool> passes(query::ScopeSource& giver, storage::Connection& connection,
                    const schema::Object& object, RecordId record, query::Mode least) {
  if (off("passed on")) return true;
  return real_passes(giver, connection, object, record, least);
}

Result<access::Explanation> real_explain(access::RuleRights&, storage::Connection&,
                                         const schema::Object&, query::Action, RecordId)
    REAL(EXPLAIN);
Result<access::Explanation> explain(access::RuleRights&, storage::Connection&,
                                    const schema::Object&, query::Action, RecordId) WRAP(EXPLAIN);
Result<access::Explanation> explain(access::RuleRights& rights, storage::Connection& connection,
                                    const schema::Object& object, query::Action action,
                                    RecordId record) {
  auto told = real_explain(rights, connection, object, action, record);
  if (told && off("explained")) told->allowed = true;
  return told;
}

}  // namespace kontor::planted
