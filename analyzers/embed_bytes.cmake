# embed_bytes(<prefix> <name part> <files…>): sets `arrays` and `rows`, C++ that holds the files as lists of byte values
# named <prefix>0, <prefix>1, … and pairs each with its name. Bytes, not string literals: nothing in a file needs
# escaping, and no length limit applies. <name part> is what get_filename_component calls it: NAME or NAME_WE.
function(embed_bytes prefix name_part)
  set(arrays "")
  set(rows "")
  set(number 0)
  foreach(file IN LISTS ARGN)
    get_filename_component(name "${file}" ${name_part})
    file(READ "${file}" hex HEX)
    string(REGEX REPLACE "(................................)" "\\1\n" hex "${hex}")
    string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
    string(APPEND arrays "constexpr unsigned char ${prefix}${number}[] = {\n${bytes}0};\n")
    string(APPEND rows
      "    {\"${name}\", {reinterpret_cast<const char*>(${prefix}${number}), sizeof(${prefix}${number}) - 1}},\n")
    math(EXPR number "${number} + 1")
  endforeach()
  set(arrays "${arrays}" PARENT_SCOPE)
  set(rows "${rows}" PARENT_SCOPE)
endfunction()
