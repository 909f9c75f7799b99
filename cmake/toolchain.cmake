# Compiler, linker and cache settings shared by every room.
find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()
find_program(MOLD mold)
if(MOLD)
  add_link_options(-fuse-ld=mold)
endif()
# Designated initialisers name what they set; the rest has its default. And g++ 12 sees unset members
# in every variant that is copied: pages of noise, no finding.
add_compile_options(-Wall -Wextra -Wno-missing-field-initializers -Wno-maybe-uninitialized
  -Werror=return-type -Werror=unused-result -fno-omit-frame-pointer)

option(KONTOR_SANITIZE "Build with address and undefined-behaviour sanitizers" OFF)
if(KONTOR_SANITIZE)
  add_compile_options(-fsanitize=address,undefined)
  add_link_options(-fsanitize=address,undefined)
endif()
