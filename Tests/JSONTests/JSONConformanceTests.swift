import JSON
import Testing

/// Texts in the manner of the JSON parsing test suites, and what Python 3.11's `json` makes of them.
@Suite struct JSONConformanceTests {
  /// Each with `json.dumps(json.loads(text), ensure_ascii=False, separators=(",", ":"))`.
  @Test(arguments: [
    ("[[]   ]", "[[]]"),
    ("[\"\"]", "[\"\"]"),
    ("[]", "[]"),
    ("[\"a\"]", "[\"a\"]"),
    ("[false]", "[false]"),
    ("[null, 1, \"1\", {}]", "[null,1,\"1\",{}]"),
    ("[null]", "[null]"),
    ("[1\u{A}]", "[1]"),
    (" [1]", "[1]"),
    ("[1,null,null,null,2]", "[1,null,null,null,2]"),
    ("[2] ", "[2]"),
    ("[0e+1]", "[0.0]"),
    ("[0e1]", "[0.0]"),
    ("[ 4]", "[4]"),
    (
      "[-0.000000000000000000000000000000000000000000000000000000000000000000000000000001]",
      "[-1e-78]"
    ),
    ("[20e1]", "[200.0]"),
    ("[-0]", "[0]"),
    ("[-123]", "[-123]"),
    ("[-1]", "[-1]"),
    ("[1E22]", "[1e+22]"),
    ("[1E-2]", "[0.01]"),
    ("[1E+2]", "[100.0]"),
    ("[123e45]", "[1.23e+47]"),
    ("[123.456e78]", "[1.23456e+80]"),
    ("[1e-2]", "[0.01]"),
    ("[1e+2]", "[100.0]"),
    ("[123]", "[123]"),
    ("[123.456789]", "[123.456789]"),
    ("{\"asd\":\"sdf\", \"dfg\":\"fgh\"}", "{\"asd\":\"sdf\",\"dfg\":\"fgh\"}"),
    ("{\"asd\":\"sdf\"}", "{\"asd\":\"sdf\"}"),
    ("{}", "{}"),
    ("{\"\":0}", "{\"\":0}"),
    ("{\"foo\\u0000bar\": 42}", "{\"foo\\u0000bar\":42}"),
    (
      "{\"x\":[{\"id\": \"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"}]}",
      "{\"x\":[{\"id\":\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"}]}"
    ),
    (
      "{\"title\":\"\\u041f\\u043e\\u043b\\u0442\\u043e\\u0440\\u0430\" }",
      "{\"title\":\"\u{41F}\u{43E}\u{43B}\u{442}\u{43E}\u{440}\u{430}\"}"
    ),
    ("{\u{A}\"a\": \"b\"\u{A}}", "{\"a\":\"b\"}"),
    ("[\"\\u0060\\u012a\\u12AB\"]", "[\"`\u{12A}\u{12AB}\"]"),
    ("[\"\\uD801\\udc37\"]", "[\"\u{10437}\"]"),
    ("[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"]", "[\"\\\"\\\\/\\b\\f\\n\\r\\t\"]"),
    ("[\"\\\\u0000\"]", "[\"\\\\u0000\"]"),
    ("[\"\\\"\"]", "[\"\\\"\"]"),
    ("[\"a/*b*/c/*d//e\"]", "[\"a/*b*/c/*d//e\"]"),
    ("[\"\\\\a\"]", "[\"\\\\a\"]"),
    ("[\"\\u0012\"]", "[\"\\u0012\"]"),
    ("[\"\\uFFFF\"]", "[\"\u{FFFF}\"]"),
    ("[\"asd\"]", "[\"asd\"]"),
    ("[ \"asd\"]", "[\"asd\"]"),
    ("[\"\\uDBFF\\uDFFF\"]", "[\"\u{10FFFF}\"]"),
    ("[\"new\\u00A0line\"]", "[\"new\u{A0}line\"]"),
    ("[\"\u{10FFFF}\"]", "[\"\u{10FFFF}\"]"),
    ("[\"\u{FFFF}\"]", "[\"\u{FFFF}\"]"),
    ("[\"\\u0000\"]", "[\"\\u0000\"]"),
    ("[\"\\u002c\"]", "[\",\"]"),
    ("[\"\u{3C0}\"]", "[\"\u{3C0}\"]"),
    ("[\"\\uD834\\uDd1e\"]", "[\"\u{1D11E}\"]"),
    ("\"\\u0821\"", "\"\u{821}\""),
    ("[\"\u{2028}\"]", "[\"\u{2028}\"]"),
    ("[\"\u{20AC}\u{1D11E}\"]", "[\"\u{20AC}\u{1D11E}\"]"),
    ("\"\\u0061\\u30af\\u30EA\\u30b9\"", "\"a\u{30AF}\u{30EA}\u{30B9}\""),
    ("\"\\u200B\"", "\"\u{200B}\""),
    ("\"\\uA66D\"", "\"\u{A66D}\""),
    ("\"\u{7F}\"", "\"\u{7F}\""),
    ("false", "false"),
    ("42", "42"),
    ("-0.1", "-0.1"),
    ("null", "null"),
    ("\"asd\"", "\"asd\""),
    ("true", "true"),
    ("\"\"", "\"\""),
    ("[\"a\"]\u{A}", "[\"a\"]"),
    ("[true]", "[true]"),
  ])
  func `A valid text reads as Python reads it`(_ text: String, _ python: String) throws {
    #expect(try JSONValue(parsing: text).text == python)
    #expect(try JSONText(Array(text.utf8)).bytes == Array(text.utf8))
  }

  /// Each is refused by Python, or is one of the words that only Python takes for numbers.
  @Test(arguments: [
    "[1 true]",
    "[\"\": 1]",
    "[\"\"],",
    "[,1]",
    "[1,,2]",
    "[\"x\"]]",
    "[\"\",]",
    "[\"x\"",
    "[x",
    "[3[4]]",
    "[1:2]",
    "[,]",
    "[-]",
    "[   , \"\"]",
    "[\"a\",\u{A}4\u{A},1,",
    "[1,]",
    "[1,,]",
    "[*]",
    "[\"\"",
    "[1,\u{A}1\u{A},1",
    "[{}",
    "[fals]",
    "[nul]",
    "[tru]",
    "[++1234]",
    "[+1]",
    "[-01]",
    "[-1.0.]",
    "[-2.]",
    "[.-1]",
    "[.2e-3]",
    "[0.1.2]",
    "[0.3e+]",
    "[0.3e]",
    "[0.e1]",
    "[0E+]",
    "[0E]",
    "[1.0e+]",
    "[1.0e-]",
    "[1.0e]",
    "[1 000.0]",
    "[1eE2]",
    "[2.e+3]",
    "[2.e-3]",
    "[2.e3]",
    "[9.e+]",
    "[0x1]",
    "[1+2]",
    "[-foo]",
    "[- 1]",
    "[-012]",
    "[-.123]",
    "[\"x\", truth]",
    "{[: \"x\"}\u{A}",
    "{\"x\", null}",
    "{\"x\"::\"b\"}",
    "{\"a\":\"a\" 123}",
    "{key: 'value'}",
    "{\"a\" b}",
    "{:\"b\"}",
    "{\"a\"",
    "{\"a\":",
    "{1:1}",
    "{9999E9999:1}",
    "{null:null,null:null}",
    "{\"id\":0,,,,,}",
    "{'a':0}",
    "{\"id\":0,}",
    "{\"a\":\"b\"}/**/",
    "{\"a\":\"b\"}//",
    "{\"a\":\"b\",,\"c\":\"d\"}",
    "{a: \"b\"}",
    "{\"a\":\"a",
    "{ \"foo\" : \"bar\", \"a\" }",
    "{\"a\":\"b\"}#",
    "[\"\\u",
    "[\"\\uD800\\u1\"]",
    "[\"\\uD800\\u1x\"]",
    "[\"\\x00\"]",
    "[\"\\\\\\\"]",
    "[\"\\\u{9}\"]",
    "[\"\\a\"]",
    "[\"\\uqqqq\"]",
    "[\"\\\"]",
    "\"",
    "[\"a\u{0}a\"]",
    "[\"new\u{A}line\"]",
    "[\"\u{9}\"]",
    "\"\\UA66D\"",
    "\"\"x",
    "<.>",
    "[<null>]",
    "[1]x",
    "[1]]",
    "a\u{E5}",
    "[\"asd]",
    "[True]",
    "1]",
    "{\"x\": true,",
    "[][]",
    "]",
    "{]",
    "{}}",
    "{\"\":",
    "*",
    "{\"a\":\"b\"}#{}",
    "[",
    "[{\"\":",
    "{,",
    "{'a'",
    "[\"a",
    "{\"a",
    "[\"\\{[\"\\{[\"\\{[\"\\{",
    "['a']",
    "TRUE",
    "\u{E5}",
    "2@",
    "\u{2060}",
    "[\u{C}]",
    "[\u{A0}]",
    "[NaN]", "[Infinity]", "[-Infinity]",
  ])
  func `An invalid text is refused`(_ text: String) {
    #expect(throws: JSONError.self) { try JSONValue(parsing: text) }
    #expect(throws: JSONError.self) { try JSONText(Array(text.utf8)) }
  }

  @Test func `A value is laid out in three ways`() throws {
    let value: JSONValue = ["a": [1, 2.5, []], "b": [:], "c": ["d": .null, "e": true]]
    #expect(value.text == #"{"a":[1,2.5,[]],"b":{},"c":{"d":null,"e":true}}"#)
    #expect(
      String(decoding: value.encoded(.spaced), as: UTF8.self)
        == #"{"a": [1, 2.5, []], "b": {}, "c": {"d": null, "e": true}}"#)
    #expect(
      String(decoding: value.encoded(.pretty), as: UTF8.self) == """
        {
          "a": [
            1,
            2.5,
            []
          ],
          "b": {},
          "c": {
            "d": null,
            "e": true
          }
        }
        """)
  }

  @Test func `An error says what and where`() {
    #expect(throws: JSONError(.trailingComma, at: 2)) { try JSONValue(parsing: "[1,]") }
    #expect(
      JSONError(.trailingComma, at: 2).description
        == "a comma stands before the closing bracket at byte 2")
  }

  @Test(arguments: JSONError.Code.allCases)
  func `Every code has its own sentence`(_ code: JSONError.Code) {
    #expect(JSONError.Code.allCases.count { $0.sentence == code.sentence } == 1)
    #expect(code.sentence.first?.isLowercase == true)
    #expect(!code.sentence.hasSuffix("."))
  }
}
