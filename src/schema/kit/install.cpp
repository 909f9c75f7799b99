#include <algorithm>

#include "base/json.h"
#include "schema/check.h"
#include "schema/kit/kit.h"

namespace kontor::schema {
namespace {

using Names = std::vector<std::string>;

bool contains(const Names& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

// In an extended list the word "existing" stands for whatever else is there; without it, what is
// there comes first.
Names extended(const Names& there, const Names& more) {
  Names list;
  auto add = [&](const std::string& name) {
    if (!contains(list, name)) list.push_back(name);
  };
  if (!contains(more, "existing")) std::ranges::for_each(there, add);
  for (const std::string& name : more) {
    if (name == "existing")
      std::ranges::for_each(there, add);
    else
      add(name);
  }
  return list;
}

void write_names(JsonWriter& json, std::string_view key, const Names& names) {
  json.key(key).begin_array();
  for (const std::string& name : names) json.text(name);
  json.end_array();
}

// View::settings, as catalogue.h describes them.
std::string settings_of(const KitView& view) {
  std::string text;
  JsonWriter json(text);
  json.begin_object().key("columns").begin_array();
  for (const std::string& path : view.columns)
    json.begin_object().key("path").text(path).end_object();
  json.end_array();
  if (!view.group.empty()) json.key("group").text(view.group);
  if (!view.board_field.empty()) {
    json.key("board").begin_object().key("field").text(view.board_field);
    if (!view.board_pipeline.empty()) json.key("pipeline").text(view.board_pipeline);
    write_names(json, "fields", view.board_fields);
    write_names(json, "sums", view.board_sums);
    json.end_object();
  }
  json.end_object();
  return text;
}

// One kit on its way into a draft. `again`: it is there already, and only gets what the `others`,
// which are arriving, make possible; else `others` are the kits that are there.
class KitMerge {
 public:
  KitMerge(Draft& draft, const Kit& kit, bool again, const Names& others)
      : draft_(draft), kit_(kit), again_(again), others_(others) {}

  Result<void> add_objects() {
    for (const KitObject& object : kit_.objects) {
      if (!object.is_new || draft_.object(object.object.name)) continue;
      Object bare = object.object;
      bare.default_sort.clear();  // names fields that are not there yet
      TRY(draft_.add_object(std::move(bare)));
      added_.push_back(object.object.name);
    }
    return {};
  }

  Result<void> add_fields() {
    for (const KitObject& object : kit_.objects) {
      const std::string& name = object.object.name;
      if (object.optional && !draft_.object(name)) continue;
      for (const KitField& field : object.fields)
        if (wants(name, field))
          TRY(draft_.add_field(name, field.field, field.after, field.inverse));
      TRY(add_options(object));
    }
    return {};
  }

  Result<void> add_rest() {
    for (const KitObject& object : kit_.objects) {
      const std::string& name = object.object.name;
      Object* made = draft_.object(name);
      if (!made && object.optional) continue;
      if (!made) return fail(Code::invalid, "schema.no_such_object", {{"name", name}}, name);
      if (!again_) set_lists(object, *made);
      for (const KitView& view : object.views) TRY(add_view(object, *made, view));
    }
    return {};
  }

 private:
  bool wants(const std::string& object, const KitField& field) {
    if (draft_.field(object, field.field.name)) return false;
    if (field.optional) return draft_.object(field.field.relation.target) != nullptr;
    return !again_;
  }

  Result<void> add_options(const KitObject& object) {
    if (again_) return {};
    for (const auto& [field, options] : object.options) {
      for (const Option& option : options) {
        const Field* there = draft_.field(object.object.name, field);
        if (!there || !there->option(option.key))
          TRY(draft_.add_option(object.object.name, field, option));
      }
    }
    return {};
  }

  void set_lists(const KitObject& object, Object& made) {
    Names quick_add = present(object, object.object.quick_add);
    Names key_fields = present(object, object.object.key_fields);
    Names subtitle = present(object, object.object.subtitle);
    if (contains(added_, made.name)) {
      made.default_sort = object.object.default_sort;
      made.quick_add = std::move(quick_add);
      made.key_fields = std::move(key_fields);
      made.subtitle = std::move(subtitle);
    } else if (!object.is_new) {
      made.quick_add = extended(made.quick_add, quick_add);
      made.key_fields = extended(made.key_fields, key_fields);
      made.subtitle = extended(made.subtitle, subtitle);
    }
  }

  Result<void> add_view(const KitObject& object, const Object& made, KitView view) {
    bool unconditional = view.when.empty() && !again_;
    if (!unconditional && !contains(others_, view.when)) return {};
    if (!draft_.note_kit_view(kit_.name, made.name + "." + view.view.name)) return {};
    if (std::ranges::find(made.views, view.view.name, &View::name) != made.views.end()) return {};
    view.columns = present(object, view.columns);
    view.board_fields = present(object, view.board_fields);
    TRY(check_view(made, view));
    view.view.settings = settings_of(view);
    return draft_.add_view(made.name, view.view);
  }

  // Without what leads over an optional field that is not there.
  Names present(const KitObject& object, Names paths) {
    std::erase_if(paths, [&](const std::string& path) {
      std::string first = path.substr(0, path.find('.'));
      auto field = std::ranges::find(object.fields, first,
                                     [](const KitField& known) { return known.field.name; });
      return field != object.fields.end() && field->optional &&
             !draft_.field(object.object.name, first);
    });
    return paths;
  }

  Result<void> check_view(const Object& object, const KitView& view) {
    Names paths = view.columns;
    for (const Names* more : {&view.board_fields, &view.board_sums})
      paths.insert(paths.end(), more->begin(), more->end());
    if (!view.board_field.empty()) paths.push_back(view.board_field);
    if (!view.group.empty()) paths.push_back(view.group);
    for (const std::string& path : paths)
      if (!is_path(draft_.objects(), object, path))
        return fail(Code::invalid, "schema.no_such_field", {{"name", path}},
                    object.name + ".views." + view.view.name);
    if ((view.view.kind == ViewKind::board) == view.board_field.empty())
      return fail(Code::invalid, "schema.setting", {{"setting", "board"}, {"type", "board"}},
                  object.name + ".views." + view.view.name);
    return {};
  }

  Draft& draft_;
  const Kit& kit_;
  bool again_;
  const Names& others_;
  Names added_;
};

// Adds the kit and the line of the longest known beginning of the path the error is about.
Failure located(Error error, const Kit& kit) {
  error.params.push_back({"kit", kit.name});
  for (std::string path = error.field; !path.empty();) {
    auto found = kit.lines.find(path);
    if (found != kit.lines.end()) {
      error.params.push_back({"line", std::to_string(found->second)});
      break;
    }
    auto dot = path.rfind('.');
    path.resize(dot == std::string::npos ? 0 : dot);
  }
  return Failure(std::move(error));
}

class Installer {
 public:
  Installer(const Catalogue& catalogue, const std::vector<Kit>& available)
      : catalogue_(catalogue), available_(available), draft_(catalogue) {}

  Result<CataloguePtr> run(const Names& names) {
    for (const InstalledKit& kit : catalogue_.kits()) installed_.push_back(kit.name);
    for (const std::string& name : names) TRY(add(name, 0));
    // What the new kits make possible in those that were there.
    for (const InstalledKit& there : catalogue_.kits())
      if (const Kit* kit = find(there.name); kit && !contains(merged_, kit->name))
        TRY(merge(*kit, true));
    for (const std::string& name : merged_) TRY(merge(*find(name), true));
    return finish();
  }

 private:
  Result<void> add(const std::string& name, int depth) {
    const Kit* kit = find(name);
    if (!kit) return fail(Code::invalid, "kit.unknown", {{"name", name}, {"allowed", names()}});
    if (contains(merged_, name)) return {};
    if (depth > static_cast<int>(available_.size()))
      return fail(Code::invalid, "kit.needs_itself", {{"name", name}});
    for (const std::string& needed : kit->needs)
      if (!contains(installed_, needed)) TRY(add(needed, depth + 1));
    auto there = std::ranges::find(catalogue_.kits(), name, &InstalledKit::name);
    if (there != catalogue_.kits().end() && there->version >= kit->version) return {};
    arriving_.push_back(name);
    draft_.set_kit(name, kit->version);
    TRY(merge(*kit, false));
    merged_.push_back(name);
    installed_.push_back(name);
    return {};
  }

  Result<void> merge(const Kit& kit, bool again) {
    KitMerge step(draft_, kit, again, again ? arriving_ : installed_);
    auto done = step.add_objects();
    // Fields after all objects, so that objects may point to each other.
    if (done) done = step.add_fields();
    if (done) done = step.add_rest();
    if (!done) return located(std::move(done).error(), kit);
    return {};
  }

  Result<CataloguePtr> finish() {
    auto next = draft_.finish();
    if (next) return next;
    std::string object = next.error().field.substr(0, next.error().field.find('.'));
    const Kit* guilty = nullptr;
    for (const std::string& name : merged_) {
      const Kit* kit = find(name);
      if (kit->lines.contains(next.error().field) || (!guilty && kit->lines.contains(object)))
        guilty = kit;
    }
    if (!guilty) return next;
    return located(std::move(next).error(), *guilty);
  }

  const Kit* find(std::string_view name) const {
    auto found = std::ranges::find(available_, name, &Kit::name);
    return found == available_.end() ? nullptr : &*found;
  }

  std::string names() const {
    std::string list;
    for (const Kit& kit : available_) list += (list.empty() ? "" : ", ") + kit.name;
    return list;
  }

  const Catalogue& catalogue_;
  const std::vector<Kit>& available_;
  Draft draft_;
  Names installed_, arriving_, merged_;
};

}  // namespace

Result<CataloguePtr> install(const Catalogue& catalogue, const std::vector<Kit>& available,
                             const std::vector<std::string>& names) {
  return Installer(catalogue, available).run(names);
}

}  // namespace kontor::schema
