/// Lines with everything in them that a rule may speak of, in any place and combination.
struct OddLines {
  private var random: Generator

  init(seed: UInt64) { random = Generator(state: seed) }

  /// Texts that rules look for, texts that look like them, and plain ones.
  private static let pieces = [
    "word", "Longer words, with commas. ", " ", "  ", "한국어 문장", "日本語", "Ünïcödé ДА", "p", "psa",
    "capsule", "{", "[", "<", "&", "\u{E9}", "“quoted”", "😀",
    "{{", "[INSERT", "[Insert", "[Int]", "<NAME>", "<noinput>", "lorem ipsum", "Lorem ipsum",
    "[YOUR ", "[Your ", "Ã\u{A9}", "Ã\u{BC}", "â€™", "\u{FFFD}", "&amp;", "&lt;", "&#39;",
    #"\\u00e9"#, #"\u0000"#, #"\u001b"#, #"\u00e9"#, #"\ud83d"#, #"\ud83d\ude00"#, #"\udc00"#,
    "\u{200B}", "\u{200A}", "\u{FEFF}", "\u{A0}", "\u{3000}", "\u{1680}", #"\n"#, #"\t"#, #"\r\n"#,
    #"\\n"#, #"\\"#, #"\""#, "N/A", "none", "TBD", "<no output>",
    "<|im_start|>", "<|", #"\u003c|im_end|>"#, "e\u{301}", "\u{1112}\u{1161}\u{11AB}",
    " mina@example.com ", " 010-1234-5678 ", " 4111 1111 1111 1111 ", " +82 10 1234 5678 ",
    " password: hunter22x ", #" \"token\": \"a1b2c3d4e5\" "#, " sk-abcdefghij0123456789XY ",
    " 090－1234－5678 ", " ０９０－１２３４－５６７８ ", "-----BEGIN PRIVATE KEY-----", "mina＠example.com",
    " GB82 WEST 1234 5698 7654 32 ", " postgres://mina:swordfish9@db.example.com ",
    " pwd：abc12345 ",
    "1234", "12 34 ", "=1", ": 2", "1234567",
    " as of March 2021 ", "2021년 기준", " in 1999 ", "截至2021年", #"\nnan"#, #"\n<NA>"#,
    #"##\n18. Instruction: "#,
    "As an AI language model, ", "I'm ChatGPT. ", "I was trained by OpenAI. ", "저는 인공지능", "作为AI",
    "as a large language model", "as an artificial intelligence", "said", "GPT", "人工", "chatbot",
  ]

  private mutating func pick<Element>(_ list: [Element]) -> Element {
    list[Int(random.next() >> 33) % list.count]
  }

  private mutating func chance(_ percent: Int) -> Bool { random.next() >> 33 % 100 < percent }

  mutating func text() -> String {
    if chance(8) { return pick(Self.pieces) }
    var text = String(repeating: "x", count: Int(random.next() >> 33) % 40)
    for _ in 0..<Int(random.next() >> 33) % 6 { text += pick(Self.pieces) }
    if chance(60) { text += String(repeating: "y", count: Int(random.next() >> 33) % 40) }
    return text
  }

  private mutating func content() -> String {
    if chance(85) { return "\"\(text())\"" }
    return pick([
      "null", "[]", #"[{"type":"text","text":"\#(text())"}]"#,
      #"[{"type":"image_url","image_url":{"url":"x"}},{"type":"text","text":"\#(text())"}]"#,
    ])
  }

  private mutating func message(_ role: String) -> String {
    var members = [#""role":"\#(role)""#, #""content":\#(content())"#]
    if chance(3) { members.removeFirst() }
    if chance(3) { members.removeLast() }
    if chance(4) { members.append(#""weight":\#(pick(["0", "1", "0.5", "true", "null"]))"#) }
    if chance(3) { members.append(#""name":"a""#) }
    if chance(3) { members.append(#""mood":\#(pick([#""x""#, "null"]))"#) }
    if chance(2) { members.append(#""text":"x""#) }
    if chance(2) { members.append(#""function_call":{"name":"f","arguments":"{}"}"#) }
    if chance(3) { members.append(#""role":"user""#) }
    if chance(3) { members.append(#""tool_call_id":"\#(pick(["c1", "c2"]))""#) }
    if chance(4) {
      let arguments = pick(["{}", "{", #"{\"a\":1}"#])
      members.append(
        #""tool_calls":[{"id":"c1","function":{"name":"f","arguments":"\#(arguments)"}}]"#)
    }
    return "{\(members.joined(separator: ","))}"
  }

  private mutating func messages() -> String {
    var roles: [String] = chance(50) ? ["system"] : []
    for _ in 0..<Int(random.next() >> 33) % 3 { roles += ["user", "assistant"] }
    if chance(20) {
      roles.append(pick(["user", "assistant", "system", "developer", "tool", "asistant", "human"]))
    }
    if chance(10), !roles.isEmpty { roles.swapAt(0, roles.count - 1) }
    return "[\(roles.map { message($0) }.joined(separator: ","))]"
  }

  /// A line that is an example of any kind.
  mutating func line() -> String {
    switch random.next() >> 33 % 20 {
    case 0: return #"{"prompt":"\#(text())","completion":"\#(text())"}"#
    case 1, 2:
      return #"{"input":{"messages":\#(messages())},"preferred_output":[\#(message("assistant"))],"#
        + #""non_preferred_output":[\#(message("assistant"))]}"#
    case 3: return #"{"messages":\#(messages()),"messages":\#(messages())}"#
    case 4: return #"{"tools":[{"function":{"name":"f"}}],"messages":\#(messages())}"#
    case 5: return #"{"id":1,"tools":null,"messages":\#(messages()),"source":"a","note":null}"#
    case 6: return #"{"messages":\#(messages()),"functions":[{"name":"f"}]}"#
    case 7:
      let value = pick([#""\#(text())""#, "null", "3", #"[{"type":"text","text":"S"}]"#, "[]"])
      let key = pick(["system", "system_prompt", #"syst\u0065m_message"#, "systemic"])
      return #"{"\#(key)":\#(value),"messages":\#(messages())}"#
    case 8: return #"{"messages":\#(messages()),"kto\#(pick(["_tag", #"\u005ftag"#]))":false}"#
    default: return #"{"messages":\#(messages())}"#
    }
  }
}

extension String {
  /// The line as Python's `json.dumps` writes it.
  var escapedAsInPython: String {
    utf16.map { unit in
      guard unit >= 0x80 else { return String(Character(Unicode.Scalar(UInt8(unit)))) }
      let digits = String(unit, radix: 16)
      return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }.joined()
  }
}
