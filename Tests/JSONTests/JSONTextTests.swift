import JSON
import Testing

@Suite struct JSONTextTests {
  private func text(_ source: String) throws -> JSONText { try JSONText(Array(source.utf8)) }
  private func string(_ text: JSONText) -> String { String(decoding: text.bytes, as: UTF8.self) }

  private static let document = #" { "a" : [1,2 , 3], "b":{"c":"x\u0041"} , "e":[], "f":{} } "#

  @Test(
    arguments: [
      ([JSONStep]([]), #"{ "a" : [1,2 , 3], "b":{"c":"x\u0041"} , "e":[], "f":{} }"#),
      (["a"], "[1,2 , 3]"),
      (["a", 1], "2"),
      (["b", "c"], #""x\u0041""#),
    ] as [([JSONStep], String)])
  func `A span is exactly the value`(_ path: [JSONStep], _ value: String) throws {
    let text = try text(Self.document)
    let span = try #require(text.span(at: path))
    #expect(String(decoding: text.bytes[span], as: UTF8.self) == value)
  }

  @Test(
    arguments: [[JSONStep]](
      [["z"], ["a", 3], ["a", "b"], ["b", 0], ["a", 0, 0], ["b", "c", "d"], ["a", -1]]))
  func `A path that leads nowhere has no span`(_ path: [JSONStep]) throws {
    #expect(try text(Self.document).span(at: path) == nil)
  }

  @Test(
    arguments: [
      (["a", 1], JSONValue.string("é\n"), "[1,2 ,", #"[1,"é\n" ,"#),
      (["b", "c"], .object([JSONMember("k", 1)]), #""x\u0041""#, #"{"k": 1}"#),
      (["a", 3], 4, "2 , 3]", "2 , 3,4]"),
      (["b", "d"], .null, #"u0041"}"#, #"u0041", "d":null}"#),
      (["e", 0], true, #""e":[]"#, #""e":[true]"#),
      (["f", "g"], 1.5, #""f":{}"#, #""f":{"g": 1.5}"#),
      (["g"], 0, #""f":{} }"#, #""f":{}, "g" : 0 }"#),
    ] as [([JSONStep], JSONValue, String, String)])
  func `Setting a value moves no other byte`(
    _ path: [JSONStep], _ value: JSONValue, _ before: String, _ after: String
  ) throws {
    var edited = try text(Self.document)
    try edited.set(value, at: path)
    #expect(string(edited) == Self.document.replacing(before, with: after))
    #expect(edited.value(at: path) == value)
  }

  @Test(
    arguments: [
      (["a", 0], "[1,2", "[2"),
      (["a", 1], "2 , 3]", "3]"),
      (["a", 2], "2 , 3]", "2]"),
      (["b", "c"], #"{"c":"x\u0041"}"#, "{}"),
      (["a"], #""a" : [1,2 , 3], "#, ""),
      (["f"], #" , "e":[], "f":{} }"#, #" , "e":[] }"#),
    ] as [([JSONStep], String, String)])
  func `Removing a value takes its comma along`(
    _ path: [JSONStep], _ before: String, _ after: String
  ) throws {
    var edited = try text(Self.document)
    try edited.remove(at: path)
    #expect(string(edited) == Self.document.replacing(before, with: after))
  }

  @Test func `Inserting before an element follows the list's style`() throws {
    var edited = try text("[\n  1,\n  2\n]")
    try edited.insert(0, at: [0])
    try edited.insert(9, at: [3])
    #expect(string(edited) == "[\n  0,\n  1,\n  2,\n  9\n]")
    var single = try text("[\n  1\n]")
    try single.insert(2, at: [1])
    #expect(string(single) == "[\n  1,\n  2\n]")
  }

  @Test func `The last of two equal keys is meant`() throws {
    var edited = try text(#"{"a":1,"a":2}"#)
    try edited.set(3, at: ["a"])
    #expect(string(edited) == #"{"a":1,"a":3}"#)
  }

  @Test(arguments: [[JSONStep]]([["z", "y"], ["a", 9], ["a", "k"], ["b", 0], []]))
  func `A place that cannot be is refused`(_ path: [JSONStep]) throws {
    var edited = try text(Self.document)
    if !path.isEmpty {
      #expect(throws: JSONPathError.self) { try edited.set(1, at: path) }
    }
    #expect(throws: JSONPathError.self) { try edited.remove(at: path) }
    #expect(string(edited) == Self.document)
  }

  @Test(arguments: 0..<60)
  func `Edits by chance agree with edits of the tree`(_ seed: UInt64) throws {
    var random = Generator(state: seed)
    let tree = JSONValue.random(depth: 3, using: &random)
    let layout = [JSONLayout.compact, .spaced, .pretty].randomElement(using: &random) ?? .compact
    var edited = try JSONText(tree.encoded(layout))
    guard let path = tree.randomPath(using: &random) else { return }
    let value = JSONValue.random(depth: 1, using: &random)
    try edited.set(value, at: path)
    #expect(try JSONValue(parsing: edited.bytes) == tree.setting(value, at: path[...]))
    try edited.remove(at: path)
    #expect(try JSONValue(parsing: edited.bytes) == tree.setting(nil, at: path[...]))
  }
}
