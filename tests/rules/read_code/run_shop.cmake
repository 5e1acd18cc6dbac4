# Builds the shop of SOURCE in BUILD without optimisation, and lets it sell a lamp.
# SPDX-License-Identifier: Apache-2.0
foreach(command
    "${CMAKE_COMMAND};-G;Ninja;-S;${SOURCE};-B;${BUILD};-DCMAKE_BUILD_TYPE=Debug;-DCMAKE_CXX_FLAGS_DEBUG=-O0"
    "${CMAKE_COMMAND};--build;${BUILD}"
    "${SOURCE}/run;${BUILD}")
  execute_process(COMMAND ${command} RESULT_VARIABLE failure)
  if(failure)
    message(FATAL_ERROR "failed: ${command}")
  endif()
endforeach()
