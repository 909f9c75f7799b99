#include "schema/change/plan.h"

#include <algorithm>

#include "schema/change/ddl.h"
#include "schema/change/rows.h"
#include "schema/migrations.h"
#include "schema/words.h"

namespace kontor::schema {
namespace {

using storage::Engine;

Failure removed(const std::string& name) {
  return fail(Code::invalid, "schema.removed", {{"name", name}}, name);
}

Failure fixed(const std::string& name, std::string property) {
  return fail(Code::invalid, "schema.fixed", {{"name", name}, {"property", std::move(property)}},
              name);
}

std::string both(const Label& label) {
  return label.de + " / " + label.en;
}

std::string list(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : " ") + name;
  return text;
}

std::string text_of(const std::string& value) {
  return value;
}
std::string text_of(const Label& value) {
  return both(value);
}
std::string text_of(const std::vector<std::string>& value) {
  return list(value);
}
std::string text_of(std::int64_t value) {
  return std::to_string(value);
}
std::string text_of(OptionKind value) {
  return std::string(to_string(value));
}
std::string text_of(FieldClass value) {
  return std::string(to_string(value));
}
std::string text_of(ViewKind value) {
  return std::string(to_string(value));
}

class Planner {
 public:
  Planner(const Catalogue& before, const Catalogue& after, Engine engine)
      : before_(before), after_(after), engine_(engine) {
    plan_.from = before.version();
    plan_.to = after.version();
  }

  Result<Plan> make() {
    for (const Object& was : before_.objects())
      if (!after_.object(was.id)) return removed(was.name);
    for (const Object& now : after_.objects())
      if (!now.read_only) TRY(plan_object(before_.object(now.id), now));
    for (const InstalledKit& kit : after_.kits()) {
      auto was = std::ranges::find(before_.kits(), kit.name, &InstalledKit::name);
      if (was != before_.kits().end() && *was == kit) continue;
      plan_.rows.push_back(kit_row(kit));
      add(ChangeKind::kit_installed, "", kit.name, "", "", std::to_string(kit.version));
    }
    return std::move(plan_);
  }

 private:
  Result<void> plan_object(const Object* was, const Object& now) {
    if (!was) {
      plan_.rows.push_back(object_row(now));
      add(ChangeKind::object_added, now.name, "", "", "", both(now.label));
    } else if (was->name != now.name) {
      return fixed(was->name, "name");
    } else {
      compare_object(*was, now);
    }
    TRY(plan_fields(was, now));
    plan_views(was, now);
    for (std::string& statement : table_statements(was, now, engine_))
      plan_.statements.push_back(std::move(statement));
    return {};
  }

  void compare_object(const Object& was, const Object& now) {
    std::size_t before = plan_.changes.size();
    auto compare = [&](std::string_view property, const auto& old, const auto& fresh) {
      note(ChangeKind::object_changed, now.name, "", property, old, fresh);
    };
    compare("label", was.label, now.label);
    compare("plural", was.plural, now.plural);
    compare("icon", was.icon, now.icon);
    compare("colour", was.colour, now.colour);
    compare("title_field", was.title_field, now.title_field);
    compare("default_sort", was.default_sort, now.default_sort);
    compare("quick_add", was.quick_add, now.quick_add);
    compare("key_fields", was.key_fields, now.key_fields);
    compare("subtitle", was.subtitle, now.subtitle);
    compare("timeline", was.timeline, now.timeline);
    compare("date_field", was.date_field, now.date_field);
    compare("archived", was.archived, now.archived);
    compare("position", was.position, now.position);
    if (plan_.changes.size() > before) plan_.rows.push_back(object_row(now));
  }

  Result<void> plan_fields(const Object* was, const Object& now) {
    if (was)
      for (const Field& field : was->fields)
        if (!now.field(field.id)) return removed(was->name + "." + field.name);
    for (const Field& field : now.fields) {
      if (field.system) continue;
      const Field* old = was ? was->field(field.id) : nullptr;
      if (!old) {
        plan_.rows.push_back(field_row(now, field));
        add(ChangeKind::field_added, now.name, field.name, "", "", both(field.label));
      } else {
        TRY(compare_field(now, *old, field));
      }
      TRY(plan_options(now, old, field));
    }
    return {};
  }

  Result<void> compare_field(const Object& object, const Field& was, const Field& now) {
    std::string where = object.name + "." + was.name;
    if (was.name != now.name) return fixed(where, "name");
    if (was.type != now.type) return fixed(where, "type");
    if (was.relation != now.relation) return fixed(where, "relation");
    if (was.decimals != now.decimals) return fixed(where, "decimals");
    if (was.value != now.value) return fixed(where, "storage");
    auto compare = [&](std::string_view property, const auto& old, const auto& fresh) {
      note(ChangeKind::field_changed, object.name, now.name, property, old, fresh);
    };
    std::size_t before = plan_.changes.size();
    compare("label", was.label, now.label);
    compare("help", was.help, now.help);
    compare("field_class", was.field_class, now.field_class);
    compare("required", was.required, now.required);
    compare("unique", was.unique, now.unique);
    compare("indexed", was.indexed, now.indexed);
    compare("read_only", was.read_only, now.read_only);
    compare("archived", was.archived, now.archived);
    compare("currency", was.currency, now.currency);
    compare("pattern", was.pattern, now.pattern);
    compare("default_value", was.default_value, now.default_value);
    compare("open_options", was.open_options, now.open_options);
    compare("pipeline_field", was.pipeline_field, now.pipeline_field);
    compare("tally", was.tally, now.tally);
    compare("name_parts", was.name_parts, now.name_parts);
    compare("position", was.position, now.position);
    if (plan_.changes.size() > before) plan_.rows.push_back(field_row(object, now));
    return {};
  }

  Result<void> plan_options(const Object& object, const Field* was, const Field& now) {
    if (was)
      for (const Option& option : was->options)
        if (!now.option(option.id)) return removed(object.name + "." + now.name + "." + option.key);
    for (std::size_t i = 0; i < now.options.size(); ++i) {
      const Option& option = now.options[i];
      const Option* old = was ? was->option(option.id) : nullptr;
      std::string name = now.name + "." + option.key;
      if (old && old->key != option.key) return fixed(object.name + "." + name, "name");
      if (!old) {
        // Options that come with their field are no change of their own.
        if (was) add(ChangeKind::option_added, object.name, name, "", "", both(option.label));
      } else if (!compare_option(object, name, *old, option, old - was->options.data(), i)) {
        continue;
      }
      plan_.rows.push_back(option_row(now, option, static_cast<int>(i) + 1));
    }
    return {};
  }

  bool compare_option(const Object& object, const std::string& name, const Option& was,
                      const Option& now, std::int64_t was_position, std::size_t position) {
    auto compare = [&](std::string_view property, const auto& old, const auto& fresh) {
      note(ChangeKind::option_changed, object.name, name, property, old, fresh);
    };
    std::size_t before = plan_.changes.size();
    compare("label", was.label, now.label);
    compare("colour", was.colour, now.colour);
    compare("kind", was.kind, now.kind);
    compare("pipeline", was.pipeline, now.pipeline);
    compare("probability", was.probability, now.probability);
    compare("archived", was.archived, now.archived);
    compare("position", was_position + 1, static_cast<std::int64_t>(position) + 1);
    return plan_.changes.size() > before;
  }

  void plan_views(const Object* was, const Object& now) {
    auto find = [](const Object& object, std::int64_t id) {
      auto found = std::ranges::find(object.views, id, &View::id);
      return found == object.views.end() ? nullptr : &*found;
    };
    if (was)
      for (const View& view : was->views)
        if (!find(now, view.id)) {
          plan_.rows.push_back(view_removed(view));
          add(ChangeKind::view_removed, now.name, view_name(view), "", both(view.label), "");
        }
    for (const View& view : now.views) {
      const View* old = was ? find(*was, view.id) : nullptr;
      if (!old) {
        plan_.rows.push_back(view_row(now, view));
        add(ChangeKind::view_added, now.name, view_name(view), "", "", both(view.label));
      } else if (*old != view) {
        plan_.rows.push_back(view_row(now, view));
        compare_view(now, *old, view);
      }
    }
  }

  void compare_view(const Object& object, const View& was, const View& now) {
    auto compare = [&](std::string_view property, const auto& old, const auto& fresh) {
      note(ChangeKind::view_changed, object.name, view_name(now), property, old, fresh);
    };
    compare("name", was.name, now.name);
    compare("label", was.label, now.label);
    compare("kind", was.kind, now.kind);
    compare("filter", was.filter, now.filter);
    compare("sort", was.sort, now.sort);
    compare("settings", was.settings, now.settings);
    compare("owner", was.owner, now.owner);
    compare("position", was.position, now.position);
  }

  static std::string view_name(const View& view) {
    return view.name.empty() ? std::to_string(view.id) : view.name;
  }

  template <class T>
  void note(ChangeKind kind, const std::string& object, const std::string& name,
            std::string_view property, const T& was, const T& now) {
    if (was != now) add(kind, object, name, std::string(property), text_of(was), text_of(now));
  }

  void add(ChangeKind kind, std::string object, std::string name, std::string property,
           std::string was, std::string now) {
    plan_.changes.push_back({kind, std::move(object), std::move(name), std::move(property),
                             std::move(was), std::move(now)});
  }

  const Catalogue& before_;
  const Catalogue& after_;
  Engine engine_;
  Plan plan_;
};

}  // namespace

Result<Plan> make_plan(const Catalogue& before, const Catalogue& after, Engine engine) {
  return Planner(before, after, engine).make();
}

Result<void> Plan::apply(storage::Transaction& transaction) const {
  // This row is also the lock that concurrent changes of the schema wait for.
  std::int64_t moved =
      TRY(transaction.execute({"UPDATE kontor_epoch SET value = ? WHERE name = ? AND value = ?",
                               {to, std::string(kSchemaEpoch), from}}));
  if (moved != 1) return fail(Code::conflict, "schema.changed");
  for (const std::string& statement : statements) TRY(transaction.script(statement));
  for (const storage::Sql& row : rows) TRY(transaction.execute(row));
  return {};
}

}  // namespace kontor::schema
