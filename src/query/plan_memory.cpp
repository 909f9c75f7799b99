#include "query/plan_memory.h"

#include <functional>

namespace kontor::query {
namespace {

using storage::Value;

constexpr auto kKept = std::chrono::minutes(5);
constexpr std::size_t kMost = 8'192;

void add_value(std::string& text, const Value& value) {
  text += '\0';
  if (const auto* number = std::get_if<std::int64_t>(&value)) {
    text += std::to_string(*number);
  } else if (const auto* word = std::get_if<std::string>(&value)) {
    text += *word;
  } else if (const auto* blob = std::get_if<storage::Blob>(&value)) {
    text += blob->bytes;
  } else if (const auto* set = std::get_if<storage::IntSet>(&value); set && *set) {
    text += std::to_string((*set)->size());
  }
}

void add_sql(std::string& text, const storage::Sql& sql) {
  (text += '\0') += sql.text;
  for (const Value& value : sql.params) add_value(text, value);
}

std::size_t key_of(const std::string& question) {
  return std::hash<std::string>()(question);
}

}  // namespace

std::optional<PlanMemory::Plan> PlanMemory::find(const std::string& question) const {
  std::lock_guard lock(mutex_);
  const auto found = entries_.find(key_of(question));
  if (found == entries_.end() || found->second.until < Clock::now()) return std::nullopt;
  return found->second.plan;
}

void PlanMemory::keep(const std::string& question, const Plan& plan) {
  std::lock_guard lock(mutex_);
  if (entries_.size() >= kMost) entries_.clear();
  entries_[key_of(question)] = {plan, Clock::now() + kKept};
}

void PlanMemory::forget(const std::string& question) {
  std::lock_guard lock(mutex_);
  entries_.erase(key_of(question));
}

std::string plan_question(const Conditions& conditions, const Order& order, const Rights& rights,
                          const PageWish& wish) {
  std::string text = std::to_string(rights.source().fingerprint());
  const auto add = [&text](std::int64_t value) { (text += '\0') += std::to_string(value); };
  add(conditions.object->id);
  add(conditions.trash);
  add(wish.backward);
  add(wish.limit + wish.offset);
  add_sql(text, rights.in_scope(*conditions.object, kRoot));
  for (const Part& part : conditions.parts) add_sql(text, part.condition);
  for (const OrderTerm& term : order.terms) {
    add_sql(text, term.value);
    add(term.descending);
  }
  return text;
}

}  // namespace kontor::query
