# A room is a folder below src/ with its own static library. Its USES list is the only place where
# an arrow between rooms is drawn: the link list is the include list, and tools/check_layers compares
# both with the #include lines.
#
#   kontor_room(storage USES base LIBRARIES SQLite::SQLite3)
#
# foo_test.cpp and foo_bench.cpp beside the sources become <room>_tests and <room>_benches; foo_show.cpp
# becomes the program foo_show, which tools/show builds when it is asked for.
find_package(GTest REQUIRED)
find_package(benchmark REQUIRED)
include(GoogleTest)

function(kontor_room NAME)
  cmake_parse_arguments(ROOM "" "" "USES;LIBRARIES" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/${NAME}/*.cpp")
  # Only files that ask for it are told where they are: the others compile to the same object everywhere.
  foreach(source ${sources})
    file(STRINGS ${source} asks REGEX "KONTOR_SOURCE_DIR" LIMIT_COUNT 1)
    if(asks)
      set_source_files_properties(${source} PROPERTIES
        COMPILE_DEFINITIONS KONTOR_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
    endif()
  endforeach()
  set(tests ${sources})
  set(benches ${sources})
  list(FILTER tests INCLUDE REGEX "_test\\.cpp$")
  list(FILTER benches INCLUDE REGEX "_bench\\.cpp$")
  set(shows ${sources})
  list(FILTER shows INCLUDE REGEX "_show\\.cpp$")
  list(FILTER sources EXCLUDE REGEX "_(test|bench|show)\\.cpp$")
  list(FILTER sources EXCLUDE REGEX "/main\\.cpp$")

  set(library kontor_${NAME})
  if(sources)
    add_library(${library} STATIC ${sources})
    set(scope PUBLIC)
  else()
    add_library(${library} INTERFACE)
    set(scope INTERFACE)
  endif()
  target_include_directories(${library} ${scope} ${PROJECT_SOURCE_DIR}/src)
  list(TRANSFORM ROOM_USES PREPEND kontor_)
  target_link_libraries(${library} ${scope} ${ROOM_USES} ${ROOM_LIBRARIES})

  if(tests)
    add_executable(${NAME}_tests ${tests})
    target_link_libraries(${NAME}_tests PRIVATE ${library} GTest::gtest_main GTest::gmock)
    gtest_discover_tests(${NAME}_tests DISCOVERY_MODE PRE_TEST)
  endif()
  if(benches)
    add_executable(${NAME}_benches ${benches})
    target_link_libraries(${NAME}_benches PRIVATE ${library} benchmark::benchmark_main)
  endif()
  foreach(show ${shows})
    get_filename_component(program ${show} NAME_WE)
    add_executable(${program} EXCLUDE_FROM_ALL ${show})
    target_link_libraries(${program} PRIVATE ${library})
  endforeach()
endfunction()
