#include "query/board.h"

#include <optional>

#include "base/decimal.h"
#include "query/detail/stage_totals.h"
#include "query/fetch.h"
#include "query/json_rows.h"
#include "query/question.h"
#include "query/select.h"
#include "schema/words.h"
#include "storage/dialect.h"

namespace kontor::query {
namespace {

using schema::Field;
using schema::FieldType;
using schema::Option;

struct BoardColumn {
  const Option* option = nullptr;  // null: the field is empty
  std::string filter;              // what a list of this column asks for
  StageTotals totals;
  std::optional<std::string> next;
  std::size_t cards = 0;
};

std::string quoted_key(const std::string& key) {
  return '"' + key + '"';
}

std::string both(const std::string& a, const std::string& b) {
  if (a.empty()) return b;
  return '(' + a + ") and " + b;
}

std::string_view kind_name(schema::OptionKind kind) {
  return kind == schema::OptionKind::none ? "none" : schema::to_string(kind);
}

class Board {
 public:
  Board(const Reader& reader, const BoardRequest& request, const schema::Object& object)
      : reader_(reader),
        request_(request),
        object_(object),
        rights_(reader.rights, reader.connection.engine()) {}

  Result<void> write(JsonWriter& json) {
    TRY(find_fields());
    const auto fetch = TRY(Fetch::bind(request_.fields, object_, reader_.catalogue, rights_));
    TRY(add_totals());
    std::vector<Selection> cards;
    for (BoardColumn& column : columns_) {
      if (request_.limit > 0) cards.push_back(TRY(first_cards(column)));
    }
    json.begin_object().key("columns").begin_array();
    Cards sink(*this, json);
    if (!cards.empty()) TRY(fetch.run(reader_.connection, Select::joined(cards), sink));
    sink.finish();
    json.end_array().end_object();
    return {};
  }

 private:
  // Puts each card into its column.
  class Cards final : public RowSink {
   public:
    Cards(const Board& board, JsonWriter& json)
        : board_(board), json_(json), rows_(board.object_, json) {}
    void start(const std::vector<Column>& columns) override { rows_.start(columns); }
    void begin(const RecordHead& head) override {
      while (left_ == 0) open_next();
      --left_;
      rows_.begin(head);
    }
    void cells(std::size_t column, Mode mode, std::span<const Cell> cells,
               std::int64_t total) override {
      rows_.cells(column, mode, cells, total);
    }
    void end() override { rows_.end(); }
    void finish() {
      while (next_ < board_.columns_.size()) open_next();
      close();
    }

   private:
    void open_next() {
      close();
      board_.write_head(board_.columns_[next_], json_);
      left_ = board_.columns_[next_++].cards;
    }
    void close() {
      if (next_ > 0) board_.write_tail(board_.columns_[next_ - 1], json_);
    }
    const Board& board_;
    JsonWriter& json_;
    JsonRows rows_;
    std::size_t next_ = 0, left_ = 0;
  };

  Result<void> find_fields() {
    field_ = object_.field(request_.field);
    const bool stages =
        field_ && (field_->type == FieldType::status || field_->type == FieldType::select);
    if (!stages) return refuse("query.not_a_board", request_.field, "field");
    if (request_.limit < 0 || request_.limit > kMaxCards) {
      return fail(Code::invalid, "query.limit", {{"max", std::to_string(kMaxCards)}}, "limit");
    }
    if (!request_.pipeline.empty()) {
      const Field* pipeline = object_.field(field_->pipeline_field);
      pipeline_ = pipeline ? pipeline->option(request_.pipeline) : nullptr;
      if (!pipeline_) return refuse("query.unknown_field", request_.pipeline, "pipeline");
      narrowing_ = field_->pipeline_field + " = " + quoted_key(pipeline_->key);
    }
    for (const auto& name : request_.sums) {
      const Field* sum = object_.field(name);
      const bool adds = sum && (sum->type == FieldType::money || sum->type == FieldType::number);
      if (!adds) return refuse("query.aggregate", name, "sums");
      sums_.push_back(sum);
    }
    return {};
  }

  static Result<void> refuse(std::string key, const std::string& text, std::string field) {
    return fail(Code::invalid, std::move(key),
                {{"field", text.substr(0, 100)}, {"text", text.substr(0, 100)}}, std::move(field));
  }

  SelectRequest narrowed(const std::string& more) const {
    std::string filter = request_.filter;
    if (!narrowing_.empty()) filter = both(filter, narrowing_);
    if (!more.empty()) filter = both(filter, more);
    return {filter, request_.search, request_.sort, false};
  }

  // The columns, with how much is in them.
  Result<void> add_totals() {
    const auto whole = TRY(Select::bind({}, object_, reader_, rights_));
    const auto all = TRY(Select::bind(narrowed({}), object_, reader_, rights_));
    const StageQuestion question{
        object_, *field_, pipeline_ ? pipeline_->id : 0, sums_,
        request_.filter.empty() && request_.search.empty() && whole.only_classes()};
    auto totals = TRY(stage_totals(question, all, reader_, rights_));
    const auto add = [&](const Option* option, const std::string& condition) {
      StageTotals& mine = totals[option ? option->id : 0];
      mine.sums.resize(sums_.size());
      columns_.push_back({option, narrowed(condition).filter, mine, {}});
    };
    for (const Option& option : field_->options) {
      const bool other = pipeline_ && !option.pipeline.empty() && option.pipeline != pipeline_->key;
      const bool used = totals.contains(option.id) && totals[option.id].count > 0;
      if ((option.archived || other) && !used) continue;
      add(&option, field_->name + " = " + quoted_key(option.key));
    }
    if (totals.contains(0) && totals[0].count > 0) add(nullptr, field_->name + " is empty");
    return {};
  }

  Result<Selection> first_cards(BoardColumn& column) {
    const SelectRequest request{column.filter, request_.search, request_.sort, false};
    const auto select = TRY(Select::bind(request, object_, reader_, rights_));
    auto page = TRY(select.page(request_.limit));
    column.cards = page.selection.ids().size();
    if (page.next) {
      column.next = reader_.cursors.seal(*page.next, question_of(reader_, object_, request));
    }
    return std::move(page.selection);
  }

  void write_head(const BoardColumn& column, JsonWriter& json) const {
    json.begin_object().key("key");
    if (column.option) {
      json.text(column.option->key).key("label").begin_object();
      json.key("de").text(column.option->label.de).key("en").text(column.option->label.en);
      json.end_object().key("colour").text(column.option->colour);
      json.key("kind").text(kind_name(column.option->kind));
      json.key("probability").number(column.option->probability);
    } else {
      json.null();
    }
    json.key("count").number(column.totals.count).key("sums");
    write_sums(column, 100, json);
    if (field_->type == FieldType::status && column.option) {
      json.key("weighted");
      write_sums(column, column.option->probability, json);
    }
    json.key("filter").text(column.filter).key("records").begin_array();
  }

  static void write_tail(const BoardColumn& column, JsonWriter& json) {
    json.end_array().key("next");
    column.next ? json.text(*column.next) : json.null();
    json.end_object();
  }

  void write_sums(const BoardColumn& column, int percent, JsonWriter& json) const {
    json.begin_object();
    for (std::size_t i = 0; i < sums_.size(); ++i) {
      const Field& field = *sums_[i];
      const auto part = [percent](std::int64_t whole) {
        return multiply_divide(whole, percent, 100).value_or(0);
      };
      json.key(field.name);
      if (field.type == FieldType::number) {
        const auto& sum = column.totals.sums[i];
        json.text(decimal_to_string(sum.empty() ? 0 : part(sum[0].minor), field.decimals));
        continue;
      }
      json.begin_array();
      for (const Money& sum : column.totals.sums[i]) {
        json.begin_object().key("amount").text(money_amount({part(sum.minor), sum.currency}));
        json.key("currency").text(sum.currency).end_object();
      }
      json.end_array();
    }
    json.end_object();
  }

  const Reader& reader_;
  const BoardRequest& request_;
  const schema::Object& object_;
  Rights rights_;
  const Field* field_ = nullptr;
  const Option* pipeline_ = nullptr;
  std::string narrowing_;  // to the pipeline
  std::vector<const Field*> sums_;
  std::vector<BoardColumn> columns_;
};

}  // namespace

Result<void> write_board(const Reader& reader, const BoardRequest& request, JsonWriter& json) {
  const auto* object = TRY(find_object(*reader.catalogue, request.object));
  return Board(reader, request, *object).write(json);
}

}  // namespace kontor::query
