#include "records/imports/targets.h"

#include <algorithm>

namespace kontor::importing {
namespace {

using schema::Field;
using schema::FieldType;
using schema::Label;

Label joined(const Label& field, const Label& part) {
  return {field.de + ": " + part.de, field.en + ": " + part.en};
}

class Collector {
 public:
  Collector(const schema::Catalogue& catalogue, const schema::Object& object)
      : catalogue_(catalogue), object_(object) {}

  std::vector<ImportTarget> run() {
    for (const Field& field : object_.fields) {
      if (field.archived) continue;
      if (field.type == FieldType::person_name) add_name(field);
      if (!field.read_only) add(field);
    }
    return std::move(targets_);
  }

 private:
  ImportTarget& push(std::string path, ImportTarget::Kind kind, const Field& field, Label label) {
    const int place = static_cast<int>(&field - object_.fields.data());
    return targets_.emplace_back(ImportTarget{.path = std::move(path),
                                              .kind = kind,
                                              .field = place,
                                              .type = std::string(to_string(field.type)),
                                              .label = std::move(label)});
  }

  void add_name(const Field& field) {
    push("full_name", ImportTarget::Kind::full_name, field, field.label).type = "text";
    if (object_.field("first_name") && !object_.field("middle_name"))
      push("middle_name", ImportTarget::Kind::middle_name, *object_.field("first_name"),
           {"Weitere Vornamen", "Middle names"});
  }

  void add(const Field& field) {
    switch (field.type) {
      case FieldType::postal_address:
        return add_address(field);
      case FieldType::relation:
      case FieldType::user:
        return add_link(field);
      default:
        push(field.name, ImportTarget::Kind::value, field, field.label);
    }
  }

  void add_address(const Field& field) {
    push(field.name, ImportTarget::Kind::whole_address, field, field.label);
    for (const schema::FieldPart& part : field.parts) {
      ImportTarget& target = push(field.name + "." + part.name, ImportTarget::Kind::part, field,
                                  joined(field.label, part.label));
      target.part = static_cast<int>(&part - field.parts.data());
      target.type = to_string(part.type);
    }
  }

  void add_link(const Field& field) {
    const schema::Object* other = linked_object(catalogue_, field);
    if (!other || field.relation.derived) return;
    if (other->name == "user") {
      push(field.name, ImportTarget::Kind::link, field, field.label).type = "user";
      return;
    }
    const Field* title = other->field(other->title_field);
    if (!title) return;
    push(field.name + "." + title->name, ImportTarget::Kind::link, field,
         joined(field.label, title->label))
        .type = "record";
    const auto emails = std::ranges::find(other->fields, FieldType::emails, &Field::type);
    if (emails == other->fields.end()) return;
    ImportTarget& target = push(field.name + "." + emails->name, ImportTarget::Kind::link, field,
                                joined(field.label, emails->label));
    target.type = "record";
    target.key = LinkKey::email;
  }

  const schema::Catalogue& catalogue_;
  const schema::Object& object_;
  std::vector<ImportTarget> targets_;
};

}  // namespace

std::vector<ImportTarget> import_targets(const schema::Catalogue& catalogue,
                                         const schema::Object& object) {
  return Collector(catalogue, object).run();
}

const ImportTarget* find_target(const std::vector<ImportTarget>& targets, std::string_view path) {
  const auto found = std::ranges::find(targets, path, &ImportTarget::path);
  return found == targets.end() ? nullptr : &*found;
}

std::vector<Target> guessable(const std::vector<ImportTarget>& targets,
                              const schema::Object& object) {
  std::vector<Target> guessable;
  for (const ImportTarget& target : targets) {
    Target known{target.path, target.type, {target.label.de, target.label.en}};
    if (target.kind == ImportTarget::Kind::link && target.key == LinkKey::title) {
      const Label& own = object.fields[static_cast<std::size_t>(target.field)].label;
      known.labels = {own.de, own.en};
    }
    guessable.push_back(std::move(known));
  }
  return guessable;
}

const schema::Object* linked_object(const schema::Catalogue& catalogue, const Field& field) {
  const bool user = field.type == FieldType::user && field.relation.target.empty();
  const schema::Object* object =
      catalogue.object(user ? std::string_view("user") : std::string_view(field.relation.target));
  return object && !object->archived ? object : nullptr;
}

}  // namespace kontor::importing
