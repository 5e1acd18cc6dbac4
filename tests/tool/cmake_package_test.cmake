# Installs loadline into a scratch folder and lets a project find it there: a clean check passes, a violation fails it.
# SPDX-License-Identifier: Apache-2.0
# usage: cmake -DBUILD=… -DPROJECT=… -DSCRATCH=… -DGENERATOR=… -P cmake_package_test.cmake
file(REMOVE_RECURSE "${SCRATCH}")
file(MAKE_DIRECTORY "${SCRATCH}")

# Runs a command and requires that it succeeds ("yes") or fails ("no"), and that its output matches.
function(run succeeds expected)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE code OUTPUT_VARIABLE out ERROR_VARIABLE out)
  set(succeeded no)
  if(code EQUAL 0)
    set(succeeded yes)
  endif()
  if(NOT succeeded STREQUAL succeeds OR NOT out MATCHES "${expected}")
    message(FATAL_ERROR "exit code ${code}, wanted success: ${succeeds}, output like: ${expected}\n${ARGN}\n${out}")
  endif()
endfunction()

file(COPY "${PROJECT}/" DESTINATION "${SCRATCH}/shop")
run(yes "" "${CMAKE_COMMAND}" --install "${BUILD}" --prefix "${SCRATCH}/prefix")
set(configure "${CMAKE_COMMAND}" -S "${SCRATCH}/shop" -B "${SCRATCH}/build" -G "${GENERATOR}"
  "-DCMAKE_PREFIX_PATH=${SCRATCH}/prefix")
run(yes "" ${configure})
run(yes "no findings" "${CMAKE_COMMAND}" --build "${SCRATCH}/build" --target architecture)
if(NOT EXISTS "${SCRATCH}/build/loadline.sarif")
  message(FATAL_ERROR "the report is not in the build folder")
endif()
run(yes "1 tests? passed|100% tests passed" "${CMAKE_CTEST_COMMAND}" --test-dir "${SCRATCH}/build")

run(yes "" ${configure} -DCMAKE_CXX_FLAGS=-DSHOP_LOOKS_UP)
run(no "layer-violation" "${CMAKE_COMMAND}" --build "${SCRATCH}/build" --target architecture)
run(no "architecture" "${CMAKE_CTEST_COMMAND}" --test-dir "${SCRATCH}/build")

# Without compile commands the mistake is reported when the project is configured.
file(READ "${SCRATCH}/shop/CMakeLists.txt" text)
string(REPLACE "set(CMAKE_EXPORT_COMPILE_COMMANDS ON)" "" text "${text}")
file(WRITE "${SCRATCH}/shop/CMakeLists.txt" "${text}")
run(no "there are no compile commands to read" ${configure} --fresh)
