import Randomness

/// The routes of the API, and what may be asked there.
private enum API {
  /// Where JSON is taken, and the parameters there with a value of the right type.
  static let parameters: [(path: String, pairs: [(name: String, value: String)])] = [
    (
      "/v1/fine_tuning/jobs",
      [
        ("model", #""sandbox-1""#), ("training_file", #""file-none""#),
        ("validation_file", #""file-none""#), ("suffix", #""s""#), ("seed", "1"),
        ("hyperparameters", "{}"), ("method", #"{"type":"supervised"}"#), ("metadata", "{}"),
      ]
    ),
    (
      "/v1/chat/completions",
      [
        ("model", #""gpt-5""#), ("messages", #"[{"role":"user","content":"Hi"}]"#),
        ("temperature", "1"), ("top_p", "1"), ("max_tokens", "1"), ("n", "1"), ("stop", #""x""#),
        ("stream", "false"), ("seed", "1"), ("logprobs", "true"), ("top_logprobs", "1"),
        ("logit_bias", "{}"), ("tools", "[]"), ("metadata", "{}"), ("user", #""u""#),
      ]
    ),
    (
      "/v1/responses",
      [
        ("model", #""gpt-5""#), ("input", #""Hi""#), ("instructions", #""Be""#),
        ("temperature", "1"), ("max_output_tokens", "16"), ("include", "[]"), ("store", "true"),
        ("metadata", "{}"), ("stream", "false"), ("text", "{}"), ("tools", "[]"),
      ]
    ),
    (
      "/v1/uploads",
      [
        ("filename", #""a.jsonl""#), ("purpose", #""fine-tune""#), ("bytes", "1"),
        ("mime_type", #""text/jsonl""#), ("expires_after", "{}"),
      ]
    ),
    ("/v1/uploads/upload_none/complete", [("part_ids", "[]"), ("md5", #""0""#)]),
    ("/v1/fine_tuning/checkpoints/ft:none/permissions", [("project_ids", #"["p"]"#)]),
  ]

  /// Every path with an identifier in place of the braces.
  static let identified: [(method: String, path: String)] = [
    ("GET", "/v1/files/{}"), ("DELETE", "/v1/files/{}"), ("GET", "/v1/files/{}/content"),
    ("POST", "/v1/uploads/{}/cancel"), ("GET", "/v1/fine_tuning/jobs/{}"),
    ("POST", "/v1/fine_tuning/jobs/{}/cancel"), ("POST", "/v1/fine_tuning/jobs/{}/pause"),
    ("POST", "/v1/fine_tuning/jobs/{}/resume"), ("GET", "/v1/fine_tuning/jobs/{}/events"),
    ("GET", "/v1/fine_tuning/jobs/{}/checkpoints"),
    ("GET", "/v1/fine_tuning/checkpoints/{}/permissions"),
    ("DELETE", "/v1/fine_tuning/checkpoints/{}/permissions/cp_none"), ("GET", "/v1/models/{}"),
    ("DELETE", "/v1/models/{}"), ("GET", "/v1/responses/{}"), ("DELETE", "/v1/responses/{}"),
  ]

  static let lists = [
    "/v1/files", "/v1/fine_tuning/jobs", "/v1/fine_tuning/jobs/ftjob-none/events",
    "/v1/fine_tuning/jobs/ftjob-none/checkpoints",
  ]
}

extension MalformedRequest {
  /// The body is not JSON.
  static func json(_ random: inout SeededGenerator) -> Self {
    let (path, pairs) = random.pick(API.parameters)
    let sound = Array("{\(pairs.map { "\"\($0.name)\":\($0.value)" }.joined(separator: ","))}".utf8)
    let depth = random.roll(600...100_000)
    let bodies: [[UInt8]] = [
      Array(sound.dropLast(random.roll(1...(sound.count - 1)))), sound + sound, sound + [0],
      Array(#"{"model":\#(String(repeating: "[", count: depth))"#.utf8),
      Array(String(repeating: #"{"a":"#, count: depth).utf8),
      Array(#"{"model":"\#("\u{0}")"}"#.utf8), Array(#"{"model":"\ud800"}"#.utf8),
      Array(#"{"model":"\udc00\ud800"}"#.utf8), [0xEF, 0xBB, 0xBF], [0xFF, 0xFE] + sound,
      Array(#"{"model":""#.utf8) + [0xC3, 0x28] + Array(#""}"#.utf8),
      Array(#"{"model":""#.utf8) + [0xED, 0xA0, 0x80] + Array(#""}"#.utf8), Array("[]".utf8),
      Array("null".utf8), Array("NaN".utf8), Array("{'model':1}".utf8), Array("{\"model\"}".utf8),
      Array("\"\(path)\"".utf8), Array("{\"model\":01}".utf8), Array("{\"model\":1e}".utf8),
      random.bytes(random.roll(1...2000)), Array("{,}".utf8), Array("{\"a\":1,}".utf8),
    ]
    let type = random.pick(["application/json", "application/json; charset=utf-8"])
    return .framed("POST", path, type: type, body: random.pick(bodies))
  }

  /// One parameter is of another type, out of its range, doubled, or nobody's.
  static func parameter(_ random: inout SeededGenerator) -> Self {
    var (path, pairs) = random.pick(API.parameters)
    let index = random.roll(0...(pairs.count - 1))
    let wrong = [
      "[[]]", #"{"a":{"b":[]}}"#, "-9223372036854775808", "99999999999999999999999", "1e400",
      "-1e-400", "0.5", #""\#(String(repeating: "é", count: 70_000))""#, #""\u0000""#,
      #"[{"role":"user"}]"#, #"[{"role":"nobody","content":"x"}]"#, "[1,2,3]",
      #"{"type":"none"}"#,
      #"{"type":"supervised","supervised":{"hyperparameters":{"n_epochs":0}}}"#,
      #"["\#(String(repeating: "x", count: 600))"]"#, #"{"\#(random.letters(80))":"x"}"#,
      #"{"a":1}"#,
    ]
    switch random.roll(0...3) {
    case 0: pairs.append((random.letters(8), "1"))
    case 1: pairs.append(pairs[index])
    // A wrong value may be a right one elsewhere, so the last word is always wrong.
    default: pairs[index].value = random.pick(wrong)
    }
    pairs.append(("unknown_parameter", "1"))
    let body = "{\(pairs.map { "\"\($0.name)\":\($0.value)" }.joined(separator: ","))}"
    return .framed("POST", path, body: Array(body.utf8))
  }

  /// The form is cut off, has no boundary, or has the wrong parts.
  static func form(_ random: inout SeededGenerator) -> Self {
    let path = random.pick(["/v1/files", "/v1/uploads/upload_none/parts"])
    let field = path == "/v1/files" ? "file" : "data"
    let part = "--b\r\ncontent-disposition: form-data"
    let file = part + "; name=\"\(field)\"; filename=\"a.jsonl\"\r\n\r\n"
    let line = "{\"messages\": []}\r\n"
    let purpose = part + "; name=\"purpose\"\r\n\r\n"
    let other = part + "; name=\"\(random.letters(5))\"\r\n\r\nx\r\n"
    let huge = String(repeating: "n", count: 100_000)
    let bodies = [
      file + line, purpose + "fine-tune\r\n--b--\r\n", file + line + "--b", file,
      file + line + purpose + "nonsense\r\n--b--\r\n", file + line + "--b--\r\n",
      file + line + purpose + "fine-tune\r\n" + file + line + "--b--\r\n",
      file + "not json\r\n" + purpose + "fine-tune\r\n--b--\r\n",
      file + line + purpose + "fine-tune\r\n" + purpose + "fine-tune\r\n" + other + "--b--\r\n",
      part + "; name=\"\(huge)\"\r\n\r\nx\r\n--b--\r\n", purpose + huge + "\r\n--b--\r\n",
      "--b\r\n\(huge)\r\n\r\nx\r\n--b--\r\n", "--b\r\n\r\nx\r\n--b--\r\n", "--b--\r\n",
      String(repeating: other, count: 300) + "--b--\r\n", huge,
      part + "\r\n\r\nx\r\n--b--\r\n",
    ]
    let good = "multipart/form-data; boundary=b"
    let type = random.pick([
      good, good, good, good, good, "multipart/form-data; boundary=\"b\"", "multipart/form-data",
      "multipart/form-data; boundary=", "text/plain",
      "multipart/form-data; boundary=\(String(repeating: "b", count: 300))", "application/json",
    ])
    let body = random.roll(0...9) == 0 ? random.bytes(2000) : Array(random.pick(bodies).utf8)
    return .framed("POST", path, type: type, body: body)
  }

  /// The path leads out, hides what it is, or is nobody's.
  static func path(_ random: inout SeededGenerator) -> Self {
    let ups = ["..", "%2e%2e", "%2E.", "..%2f", "..%5c", "%c0%ae%c0%ae", "....//", "%00"]
    let up = random.pick(ups)
    let steps = String(repeating: up + "/", count: random.roll(1...12))
    let paths = [
      "/\(steps)etc/passwd", "/v1/files/\(steps)etc/passwd", "/v1/files/\(steps)key/content",
      "/v1/models/\(steps)key", "//v1/files", "/v1//files", "/v1/files/", "/V1/files",
      "/v1/./files",
      "/v1/files/%00", "/v1/files/%", "/v1/files/%zz", "/v1/files/%c0%af", "/v1/files/%ff%fe",
      "/v1/files/\(random.letters(30_000))", "/v1/models/\(String(repeating: "a/", count: 9000))",
      "/v1/files/file-1%00.jsonl", "/v1/files/.upload-file-1", "/v1/responses/..%2fkey",
      "/", "/v1", "/v1/", "/\(random.letters(12))", "/v1/\(random.letters(12))", "*",
      "/v1/files/~root", "/v1/files/%ed%a0%80",
      "/v1/files/\(String(repeating: "%41", count: 9000))",
      "http://127.0.0.1/v1/\(random.letters(6))", "/v1/files#fragment", "/v1/files/;a=b",
    ]
    return .framed(random.pick(["GET", "DELETE"]), random.pick(paths))
  }

  /// The path is right and what it names is not there.
  static func identifier(_ random: inout SeededGenerator) -> Self {
    let (method, path) = random.pick(API.identified)
    let letters = random.letters(random.roll(1...40))
    let identifier = random.pick([
      letters, "file-\(letters)", "ftjob-\(letters)", "upload_\(letters)", "resp_\(letters)",
      "ft:sandbox-1:\(letters)::\(letters)", "ft:sandbox-1::x:ckpt-step-9", "0", "-1", "null",
      "%20",
      "%F0%9F%92%A5", ".hidden", "a:b", "CON", "sandbox-2",
    ])
    return .framed(method, path.replacing("{}", with: identifier))
  }

  /// Nothing at that path takes that method.
  static func method(_ random: inout SeededGenerator) -> Self {
    let path = random.pick(API.parameters.map(\.path) + ["/v1/files", "/v1/models"])
    let method = random.pick([
      "PUT", "PATCH", "OPTIONS", "TRACE", "BREW", "get", random.letters(40),
    ])
    return .framed(method, path, body: random.roll(0...1) == 0 ? [] : Array("{}".utf8))
  }

  /// The key is wrong, or the request is a page's from elsewhere.
  static func access(_ random: inout SeededGenerator) -> Self {
    let key = random.pick([
      "", "authorization: Bearer", "authorization: Bearer k124", "authorization: Bearer k12",
      "authorization: Basic azEyMw==", "authorization: k123", "api-key: k124",
      "authorization: Bearer \(random.letters(9000))", "authorization: Bearer k123 k123",
    ])
    let host = random.pick([
      "evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80", "[::2]", "@127.0.0.1",
      "127.0.0.1@evil.example", "", "0x7f.1.evil", "\(random.letters(300)).com", "127.0.0.1:x",
    ])
    let origin = random.pick([
      "http://evil.example", "https://127.0.0.1.evil.example", "null", "file://",
    ])
    let path = random.pick(["/v1/files", "/v1/models", "/v1/fine_tuning/jobs"])
    switch random.roll(0...2) {
    case 0: return .framed("GET", path, key: key)
    case 1: return .framed("GET", path, host: host)
    default: return .framed("GET", path, extra: "origin: \(origin)\r\n")
    }
  }

  /// A parameter of the query is of another type, out of its range, or nobody's.
  static func query(_ random: inout SeededGenerator) -> Self {
    let query = random.pick([
      "limit=0", "limit=-1", "limit=x", "limit=1.5", "limit=99999999999999999999", "limit=%31%",
      "limit", "order=up", "\(random.letters(5))=1", "limit=1&limit=2", "=", "%ff=1", "a=%ff",
      "a=%0",
      "metadata=x", "limit=1&\(String(repeating: "a=b&", count: 5000))", "&\(random.letters(3))",
      "limit=+1", "limit=%00", "after[x]=1",
    ])
    return .framed("GET", "\(random.pick(API.lists))?\(query)")
  }
}
