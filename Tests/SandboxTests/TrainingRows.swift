import Randomness

/// Rows of training files, good ones and damaged ones, all invented.
struct TrainingRows {
  private var random: SeededGenerator

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  static let chat =
    #"{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Ho"}]}"#
  static let pair =
    #"{"input":{"messages":[{"role":"user","content":"Hi"}]},"#
    + #""preferred_output":[{"role":"assistant","content":"Ho"}],"#
    + #""non_preferred_output":[{"role":"assistant","content":"No"}]}"#

  private static let user = #"{"role":"user","content":"Hi"}"#
  private static let reply = #"{"role":"assistant","content":"Ho"}"#
  private static let call =
    #"{"role":"assistant","content":[{"type":"text","text":""}],"tool_calls":[{"id":"c1","#
    + #""type":"function","function":{"name":"due","arguments":"{}"}}]}"#
  private static let result =
    #"{"role":"tool","tool_call_id":"c1","content":[{"type":"text","text":"May"}]}"#
  private static let tools =
    #""tools":[{"type":"function","function":{"name":"due","parameters":{"default":null}}}]"#

  private static func chat(_ messages: String..., more: String = "") -> String {
    #"{"messages":[\#(messages.joined(separator: ","))]\#(more)}"#
  }

  /// One row for each kind of trouble, and for what only looks like it.
  static let kinds = [
    // Tools: as parts, in the older form, without a result, at the wrong speaker.
    chat(user, call, result, reply, more: "," + tools),
    chat(user, call, reply), chat(user, result, reply),
    chat(user, call, result, reply, more: #","tools":[]"#),
    chat(
      user, #"{"role":"assistant","content":null,"function_call":{"name":"f","arguments":"{}"}}"#,
      #"{"role":"function","name":"f","content":"{}"}"#, reply,
      more: #","functions":[{"name":"f"}]"#),
    chat(#"{"role":"user","content":"x","tool_calls":[]}"#, reply),
    // Weights.
    chat(user, #"{"role":"assistant","content":"a","weight":1}"#),
    chat(user, #"{"role":"assistant","content":"a","weight":0}"#),
    chat(user, #"{"role":"assistant","content":"a","weight":null}"#),
    chat(user, #"{"role":"assistant","content":"a","weight":true}"#),
    chat(user, #"{"role":"assistant","content":"a","weight":1.0}"#),
    chat(#"{"role":"user","content":"a","weight":1}"#, reply),
    chat(user, #"{"role":"assistant","content":"a","weight":0}"#, user, reply),
    // Nulls and columns.
    chat(
      #"{"role":"user","content":"Hi","name":null,"tool_calls":null,"weight":null,"x":null}"#,
      reply, more: #","tools":null,"id":9007199254740993,"source":"desk","score":1.0"#),
    // Order of speakers.
    chat(user, user, reply, reply), chat(reply, user), chat(user, reply, user), chat(reply),
    chat(user), chat(), chat(#"{"role":"developer","content":"Be."}"#, user, reply),
    chat(user, #"{"role":"system","content":"Be."}"#, reply),
    // Names of other formats.
    chat(user, #"{"role":"Assistant","content":"x"}"#),
    chat(#"{"role":"human","content":"x"}"#, reply),
    chat(user, #"{"role":"model","parts":"x"}"#), chat(user, #"{"role":"assistant","text":"x"}"#),
    chat(user, #"{"role":"assistant","content":"x","weights":0}"#),
    chat(#"{"content":"x"}"#, reply),
    // Contents.
    chat(user, #"{"role":"assistant","content":""}"#),
    chat(#"{"role":"user","content":" "}"#, reply),
    chat(user, #"{"role":"assistant","content":null}"#), chat(user, #"{"role":"assistant"}"#),
    chat(#"{"role":"user","content":[]}"#, reply),
    chat(#"{"role":"user","content":[{"type":"image_url","image_url":{"url":"x"}}]}"#, reply),
    chat(user, #"{"role":"assistant","content":[{"type":"image_url","image_url":{"url":"x"}}]}"#),
    chat(user, #"{"role":"assistant","content":[{"type":"refusal","refusal":"No."}]}"#),
    chat(#"{"role":"user","content":[{"type":"video","url":"x"}]}"#, reply),
    chat(#"{"role":"user","content":"a\u0000"}"#, reply),
    chat(#"{"role":"user","content":"\ud83d"}"#, reply),
    chat(#"{"role":"user","content":"<|im_start|>"}"#, reply),
    chat(#"{"role":"user","content":"\u003c|endoftext|>"}"#, reply),
    chat(#"{"role":"user","content":"a","content":"b"}"#, reply),
    // Too long: the answer goes, the rest of the file trains.
    chat(#"{"role":"user","content":"\#(String(repeating: "long ", count: 60))"}"#, reply),
    // Preferences.
    pair, pair.replacing("No", with: "Ho"), pair.replacing("No", with: "Ho "),
    pair.replacing(#""Hi"}]"#, with: #""Hi"},{"role":"assistant","content":"x"}]"#),
    pair.replacing("non_preferred_output", with: "non_preferred_completion")
      .replacing(#""preferred_output"#, with: #""preferred_completion"#),
    pair.replacing(#"{"input""#, with: #"{"id":1,"input""#),
    pair.replacing(#"[{"role":"user","content":"Hi"}]"#, with: "[]"),
    pair.replacing(#"[{"role":"assistant","content":"No"}]"#, with: "[]"),
    pair.replacing(#"{"role":"assistant","content":"No"}"#, with: user),
  ]

  private mutating func pick<Element>(_ list: [Element]) -> Element {
    list[Int.random(in: list.indices, using: &random)]
  }

  /// A file of good rows, of one kind or seldom of both, in which now and then one is at fault.
  mutating func file() -> [String] {
    let isPreference = Int.random(in: 0..<4, using: &random) == 0
    let good = isPreference ? Self.pair : Self.chat
    var lines = Array(repeating: good, count: Int.random(in: 9...12, using: &random))
    for _ in 0..<Int.random(in: 0...2, using: &random) {
      let place = Int.random(in: 1..<lines.count, using: &random)
      let fits = Self.kinds.filter { $0.hasPrefix(#"{"messages"#) != isPreference }
      lines[place] = pick(Int.random(in: 0..<8, using: &random) == 0 ? Self.kinds : fits)
    }
    return lines
  }

  /// The bytes of a row that is no example any more.
  mutating func damaged() -> [UInt8] {
    let row = Array(pick(Self.kinds).utf8)
    switch Int.random(in: 0..<5, using: &random) {
    case 0: return Array(row.prefix(Int.random(in: 1..<row.count, using: &random)))
    case 1:
      let place = Int.random(in: 1..<row.count, using: &random)
      return Array(row[..<place]) + [0xFF] + row[place...]
    case 2: return row + Array("}".utf8)
    case 3: return Array(#"{"messages":[7]}"#.utf8)
    default: return Array(pick(["7", "[]", "\"x\"", "{}", #"{"messages":"x"}"#, "nope"]).utf8)
    }
  }
}
