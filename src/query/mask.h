// What may be shown of a value that the reader may know of but not read.
#pragma once

#include <string>

#include "query/row_sink.h"

namespace kontor::query {

// In the style that was declared for the field; usually: "M. S." of a name, "…@firma.de" of an
// e-mail address, "…471" of a phone number, "50…" of a postal code, the year of a date, "…" of
// everything else. The same value always gives the same mask, and many values give it.
std::string mask(const Column& column, const Cell& cell, const MaskStyle& style = {});

// The style of a field as far as the reader's rights declare one.
const MaskStyle& mask_style(const Scope& scope, std::size_t place);

}  // namespace kontor::query
