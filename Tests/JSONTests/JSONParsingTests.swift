import JSON
import Testing

@Suite struct JSONParsingTests {
  @Test(arguments: [
    (
      #" {"a" : [1, -0, 2.5e3, true, false, null, "x"]} "#,
      #"{"a":[1,0,2500.0,true,false,null,"x"]}"#
    ),
    ("[]", "[]"),
    ("{}", "{}"),
    ("\t[\r\n{ } ]", "[{}]"),
    (#"{"a":1,"a":2}"#, #"{"a":1,"a":2}"#),
    ("9223372036854775807", "9223372036854775807"),
    ("9223372036854775808", "9.223372036854776e+18"),
    ("1E-5", "1e-05"),
    (#""\u00e9\uD83D\uDE00\/\b\f\n\r\t\"\\""#, #""é😀/\b\f\n\r\t\"\\""#),
    (#""\ud83d!""#, "\"\u{FFFD}!\""),
    (#""\u0000\u001f""#, #""\u0000\u001f""#),
  ])
  func `A text is read and written again compactly`(_ text: String, _ compact: String) throws {
    #expect(try JSONValue(parsing: text).text == compact)
  }

  @Test(arguments: [
    ("", JSONError.Code.unexpectedEnd, 0),
    ("[1,]", .trailingComma, 2),
    ("[1 2]", .expectedComma, 3),
    ("{1:2}", .expectedKey, 1),
    (#"{"a" 1}"#, .expectedColon, 5),
    ("None", .unknownWord, 0),
    ("nul", .unknownWord, 0),
    ("01", .invalidNumber, 0),
    ("-", .invalidNumber, 0),
    ("1.", .invalidNumber, 0),
    (".5", .unexpectedCharacter, 0),
    ("1e999", .numberTooLarge, 0),
    (#""\x""#, .invalidEscape, 1),
    (#""\u12g4""#, .invalidEscape, 1),
    ("\"a\nb\"", .controlCharacter, 2),
    (#"["abc"#, .unclosedString, 1),
    ("{} {}", .trailingText, 3),
    ("\u{FEFF}{}", .unexpectedCharacter, 0),
  ])
  func `A fault is named with its byte`(
    _ text: String, _ code: JSONError.Code, _ offset: Int
  ) {
    #expect(throws: JSONError(code, at: offset)) { try JSONValue(parsing: text) }
  }

  @Test(arguments: [("[]", 1), ("[1,{\"a\":null}]", 4), ("{\"a\":[[],\"b\"]}", 4)])
  func `A text of more values than are wanted is refused where they begin`(
    _ text: String, _ count: Int
  ) throws {
    let bytes = Array(text.utf8)
    #expect(try JSONValue(parsing: bytes, valueLimit: count) == JSONValue(parsing: bytes))
    let error = #expect(throws: JSONError.self) {
      try JSONValue(parsing: bytes, valueLimit: count - 1)
    }
    #expect(error?.code == .tooManyValues)
  }
}
