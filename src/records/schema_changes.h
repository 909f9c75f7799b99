// Changing what exists: objects, fields, options, views. Like changes of records they are one
// transaction with its history and its event, made by someone for a reason.
#pragma once

#include <functional>

#include "records/write.h"

namespace kontor::records {

// Makes the next catalogue out of the present one (schema/change/draft.h, schema/kit/kit.h). May be
// called more than once, when others change the schema at the same time.
using SchemaEdit = std::function<Result<schema::CataloguePtr>(const schema::Catalogue&)>;

struct SchemaResult {
  RecordId change;  // none if nothing differed
  schema::CataloguePtr catalogue;
};

// Errors: those of the edit and of schema::make_plan(); forbidden write.read_only.
[[nodiscard]] Result<SchemaResult> change_schema(Writer& writer, const auth::Actor& actor,
                                                 Reason reason, const SchemaEdit& edit);

}  // namespace kontor::records
