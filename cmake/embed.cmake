# Puts files into the program, so that it is one binary:
#
#   kontor_embed(kontor_schema kit_files BASE ${dir} FILES a/kit.yaml b/kit.yaml)
#
# makes `std::span<const kontor::EmbeddedFile> kontor::embedded::kit_files()` (base/embedded.h) part of
# the library, with paths relative to BASE. The assembler includes the bytes; nothing is translated.
enable_language(ASM)

function(kontor_embed LIBRARY NAME)
  cmake_parse_arguments(EMBED "" "BASE" "FILES" ${ARGN})
  set(assembly "\t.section .rodata\n")
  set(entries "")
  set(declarations "")
  set(index 0)
  foreach(file IN LISTS EMBED_FILES)
    file(RELATIVE_PATH path ${EMBED_BASE} ${file})
    set(symbol kontor_embedded_${NAME}_${index})
    string(APPEND assembly
      "\t.balign 16\n\t.global ${symbol}\n${symbol}:\n\t.incbin \"${file}\"\n"
      "\t.global ${symbol}_end\n${symbol}_end:\n\t.byte 0\n")
    string(APPEND declarations "extern \"C\" const char ${symbol}[], ${symbol}_end[];\n")
    string(APPEND entries
      "      {\"${path}\", {${symbol}, static_cast<std::size_t>(${symbol}_end - ${symbol})}},\n")
    math(EXPR index "${index} + 1")
  endforeach()
  string(APPEND assembly "\t.section .note.GNU-stack,\"\",@progbits\n")

  set(stem ${PROJECT_BINARY_DIR}/embedded/${NAME})
  file(CONFIGURE OUTPUT ${stem}.S CONTENT "${assembly}" @ONLY)
  file(CONFIGURE OUTPUT ${stem}.cpp CONTENT
"#include \"base/embedded.h\"

${declarations}
namespace kontor::embedded {
std::span<const EmbeddedFile> ${NAME}() {
  static const std::vector<EmbeddedFile> files = {
${entries}  };
  return files;
}
}  // namespace kontor::embedded
" @ONLY)
  set_source_files_properties(${stem}.S PROPERTIES OBJECT_DEPENDS "${EMBED_FILES}")
  target_sources(${LIBRARY} PRIVATE ${stem}.S ${stem}.cpp)
endfunction()
