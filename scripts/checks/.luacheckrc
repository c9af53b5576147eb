-- Checks see a curated environment: no io, os, require, load, and no globals of their own.
std = {
  read_globals = {
    "assert", "error", "ipairs", "pairs", "pcall", "phrase", "select", "tonumber", "tostring", "type", "xpcall",
    string = { fields = { "byte", "char", "find", "format", "gmatch", "gsub", "len", "lower", "match", "rep",
      "reverse", "sub", "upper" } },
    table = { fields = { "concat", "insert", "remove", "sort", "unpack" } },
    math = { fields = { "abs", "ceil", "floor", "fmod", "huge", "max", "maxinteger", "min", "mininteger",
      "pi", "tointeger", "type", "ult" } },
    utf8 = { fields = { "char", "charpattern", "codepoint", "codes", "len", "offset" } },
  },
}
max_line_length = 120
unused_args = true
