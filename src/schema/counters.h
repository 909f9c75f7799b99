// Counters kept in the transaction of each write, so that counts and board sums never read the
// records. This room makes the tables (migrations.h); records/ keeps them, query/ and access/ read.
//
// kontor_class(object, id, owner, unit, territory, organisation, confidential, n)
//   One row per combination of the columns that access rules look at; 0 stands for empty. `id` is
//   what the record's zk column holds, dense from 1 within the object, so that a reader's visible
//   classes are a short bit set. `n` counts living records; a row stays when n becomes 0.
//   Visible records, exactly: sum of n over the visible classes.
//
// kontor_tally(field, pipeline, option_id, zk, n)
//   For each status field: living records per option and class. option_id 0: the field is empty.
//   `pipeline` is the option of the field's pipeline_field, because pipelines share stages such as
//   "won"; 0: it is empty or there is none.
// kontor_tally_sum(field, pipeline, option_id, zk, sum_field, currency, total)
//   For each money field named in the status field's `tally`: sums in minor units per currency.
//   Weighted sums follow from the option's probability. Rows of total 0 may be missing.
//
// kontor_number(field, period, last)
//   The last number given by an auto_number field; period: the year for patterns with {year}.
#pragma once

#include "schema/catalogue.h"

namespace kontor::schema {

// The status fields whose counters kontor_tally keeps.
std::vector<const Field*> tallied_fields(const Object& object);

}  // namespace kontor::schema
