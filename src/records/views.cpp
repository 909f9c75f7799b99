#include "records/views.h"

#include <algorithm>

#include "base/json.h"
#include "base/text.h"
#include "expr/check.h"
#include "expr/parse.h"
#include "records/schema_changes.h"
#include "schema/change/draft.h"

namespace kontor::records {

using schema::View;

namespace {

constexpr std::size_t kMaxLabel = 200;
constexpr std::size_t kMaxSort = 10;

Result<void> check_filter(const schema::CataloguePtr& catalogue, const schema::Object& object,
                          const std::string& filter) {
  if (filter.empty()) return {};
  auto tree = expr::parse(filter);
  if (!tree) return Failure(std::move(tree).error().in_field("filter"));
  auto checked = expr::check(*tree, catalogue, object);
  if (!checked) return Failure(std::move(checked).error().in_field("filter"));
  return {};
}

// Each term is a path of the object; whether it can be ordered by, reading will say.
Result<void> check_sort(const schema::CataloguePtr& catalogue, const schema::Object& object,
                        const std::vector<std::string>& sort) {
  if (sort.size() > kMaxSort) return fail(Code::invalid, "view.sort", {}, "sort");
  expr::CheckOptions options;
  options.any_type = true;
  for (std::string_view term : sort) {
    if (term.starts_with('-')) term.remove_prefix(1);
    auto tree = expr::parse(term);
    if (!tree || (*tree)->op != expr::Op::path || !expr::check(*tree, catalogue, object, options))
      return fail(Code::invalid, "view.sort", {}, "sort");
  }
  return {};
}

Result<void> check_label(const schema::Label& label) {
  auto good = [](const std::string& text) {
    return !text.empty() && text.size() <= kMaxLabel && is_utf8(text) &&
           text.find('\0') == std::string::npos;
  };
  if (!good(label.de) || !good(label.en)) return fail(Code::invalid, "view.label", {}, "label");
  return {};
}

Result<void> check_settings(const std::string& settings) {
  auto json = settings.size() <= kMaxViewSettings ? parse_json(settings) : Result<JsonValue>();
  if (!json || !json->is_object()) return fail(Code::invalid, "view.settings", {}, "settings");
  return {};
}

// Lays the input over the view.
Result<void> apply(const schema::CataloguePtr& catalogue, const schema::Object& object,
                   const ViewInput& input, const auth::Actor& actor, View& view) {
  if (input.label) TRY(check_label(view.label = *input.label));
  if (input.kind) view.kind = *input.kind;
  if (input.filter) TRY(check_filter(catalogue, object, view.filter = *input.filter));
  if (input.sort) TRY(check_sort(catalogue, object, view.sort = *input.sort));
  if (input.settings) TRY(check_settings(view.settings = *input.settings));
  if (input.shared) view.owner = *input.shared ? 0 : actor.user.value;
  if (input.position) view.position = *input.position;
  return {};
}

schema::CataloguePtr share(const schema::Catalogue& catalogue) {
  return std::make_shared<const schema::Catalogue>(catalogue);
}

// The view for this actor to change: a shared one, or their own.
Result<std::pair<schema::Object*, View*>> find_view(schema::Draft& draft, const auth::Actor& actor,
                                                    std::int64_t id) {
  for (const auto& object : draft.objects()) {
    auto* home = draft.object(object.name);
    auto view = std::ranges::find(home->views, id, &View::id);
    if (view == home->views.end()) continue;
    if (view->owner != 0 && view->owner != actor.user.value) break;
    return std::pair(home, &*view);
  }
  return fail(Code::not_found, "view.not_found");
}

}  // namespace

Result<std::int64_t> create_view(Writer& writer, const auth::Actor& actor,
                                 const std::string& object, const ViewInput& input) {
  std::int64_t id = 0;
  auto edit = [&](const schema::Catalogue& before) -> Result<schema::CataloguePtr> {
    const schema::Object* home = before.object(object);
    if (!home || home->archived)
      return fail(Code::not_found, "object.unknown", {{"name", object.substr(0, 100)}});
    if (home->views.size() >= kMaxViews) return fail(Code::invalid, "view.too_many");
    View view;
    view.owner = actor.user.value;
    TRY(check_label(input.label.value_or(schema::Label{})));
    TRY(apply(share(before), *home, input, actor, view));
    schema::Draft draft(before);
    TRY(draft.add_view(object, view));
    id = draft.object(object)->views.back().id;
    return draft.finish();
  };
  TRY(change_schema(writer, actor, Reason::edit, edit));
  return id;
}

Result<void> update_view(Writer& writer, const auth::Actor& actor, std::int64_t id,
                         const ViewInput& input) {
  auto edit = [&](const schema::Catalogue& before) -> Result<schema::CataloguePtr> {
    schema::Draft draft(before);
    auto [object, view] = TRY(find_view(draft, actor, id));
    TRY(apply(share(before), *before.object(object->name), input, actor, *view));
    return draft.finish();
  };
  TRY(change_schema(writer, actor, Reason::edit, edit));
  return {};
}

Result<void> delete_view(Writer& writer, const auth::Actor& actor, std::int64_t id) {
  auto edit = [&](const schema::Catalogue& before) -> Result<schema::CataloguePtr> {
    schema::Draft draft(before);
    auto [object, view] = TRY(find_view(draft, actor, id));
    object->views.erase(object->views.begin() + (view - object->views.data()));
    return draft.finish();
  };
  TRY(change_schema(writer, actor, Reason::edit, edit));
  return {};
}

}  // namespace kontor::records
