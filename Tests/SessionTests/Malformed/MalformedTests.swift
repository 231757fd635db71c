import Dispatch
import Foundation
import Randomness
import Testing

extension SessionTests {
  /// `ft serve` and those who do not mean it well, or do not know better.
  @Suite struct MalformedTests {
    @Test func `Ten thousand malformed requests leave the server alive and the store intact`()
      async throws
    {
      let place = try Place()
      let server = try await Target(in: place)
      try await server.fill()
      let tree = try place.contents(of: "store")
      let lists = try server.lists()
      let descriptors = server.descriptorCount()
      let memory = server.peakMegabytes()
      try await Attack(port: server.port).send(10_010)
      #expect(try server.lists() == lists)
      #expect(try place.contents(of: "store") == tree)
      try await server.settle(to: descriptors)
      #expect(server.peakMegabytes() - memory < 32)
      server.program.kill(SIGINT)
      #expect(try await server.program.ended().status == 0)
    }

    @Test(arguments: ["x: ", "GET /", "a: b\r\n", "2;", "x\r\n"])
    func `A head of a hundred megabytes costs none`(piece: String) async throws {
      let place = try Place()
      let server = try await Target(in: place)
      _ = try server.lists()
      let before = server.peakMegabytes()
      let connection = try RawConnection(port: server.port)
      let line = "POST /v1/files HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer k123\r\n"
      if piece == "2;" {
        connection.send(Array((line + "transfer-encoding: chunked\r\n\r\n2;").utf8))
      } else if piece != "GET /" {
        connection.send(Array(line.utf8))
      }
      let block = Array(String(repeating: piece, count: (1 << 20) / piece.utf8.count).utf8)
      for _ in 0..<100 { connection.send(block) }
      connection.finish()
      let answer = try #require(try connection.answer())
      #expect((400..<500).contains(answer.status))
      #expect(try connection.answer() == nil)
      #expect(server.peakMegabytes() - before < 16)
    }

    @Test(arguments: ["0,", "[],", "{},", "\"\",", "\"\\u00e9\","])
    func `A body of many small values costs little more than its bytes`(unit: String) async throws {
      let place = try Place()
      let server = try await Target(in: place)
      _ = try server.lists()
      let before = server.peakMegabytes()
      let count = (31 << 20) / unit.utf8.count
      let body = #"{"model":["# + String(repeating: unit, count: count) + "0]}"
      let connection = try RawConnection(port: server.port)
      connection.send(MalformedRequest.framed("POST", "/v1/uploads", body: Array(body.utf8)).bytes)
      #expect(try #require(try connection.answer()).status == 400)
      #expect(server.peakMegabytes() - before < 128)
    }
  }
}

/// `ft serve` in a place, to be sent anything.
private struct Target {
  let program: Program
  let port: Int
  private let process: Int

  init(in place: Place) async throws {
    program = try place.start("echo $$; exec ft serve --store store --key k123 2>&1")
    let said = try await program.see("Ctrl-C stops")
    process = try #require(said.firstMatch(of: /^\d+/).flatMap { Int($0.0) })
    port = try #require(said.firstMatch(of: /127\.0\.0\.1:(\d+)/).flatMap { Int($0.1) })
  }

  /// Leaves something of each kind in the store.
  func fill() async throws {
    let form =
      "--b\r\ncontent-disposition: form-data; name=\"purpose\"\r\n\r\nfine-tune\r\n"
      + "--b\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.jsonl\"\r\n\r\n"
      + chatFile(10) + "\r\n--b--\r\n"
    let type = "multipart/form-data; boundary=b"
    let file = try sound("POST", "/v1/files", type: type, form)["id"] as? String ?? ""
    let job = try sound(
      "POST", "/v1/fine_tuning/jobs",
      #"{"model":"sandbox-1","training_file":"\#(file)","hyperparameters":{"n_epochs":1}}"#)
    let id = job["id"] as? String ?? ""
    var status = ""
    while status != "succeeded" {
      status = try sound("GET", "/v1/fine_tuning/jobs/\(id)")["status"] as? String ?? ""
      try #require(!["failed", "cancelled"].contains(status))
    }
    _ = try sound(
      "POST", "/v1/uploads",
      #"{"filename":"b.jsonl","purpose":"fine-tune","bytes":9,"mime_type":"text/jsonl"}"#)
    _ = try sound(
      "POST", "/v1/responses", #"{"model":"sandbox-1","input":"Hi","max_output_tokens":16}"#)
  }

  /// The lists of files, jobs and models, as they come.
  func lists() throws -> [String] {
    try ["/v1/files", "/v1/fine_tuning/jobs", "/v1/models"].map { path in
      let connection = try RawConnection(port: port)
      connection.send(MalformedRequest.framed("GET", path).bytes)
      let answer = try #require(try connection.answer())
      #expect(answer.status == 200)
      return String(decoding: answer.body, as: UTF8.self)
    }
  }

  private func sound(
    _ method: String, _ path: String, type: String = "application/json", _ body: String = ""
  ) throws -> [String: Any] {
    let connection = try RawConnection(port: port)
    connection.send(MalformedRequest.framed(method, path, type: type, body: Array(body.utf8)).bytes)
    let answer = try #require(try connection.answer())
    let text = String(decoding: answer.body, as: UTF8.self)
    #expect(answer.status == 200, "\(text)")
    return try #require(
      try JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: Any])
  }

  /// How many descriptors the server has open.
  func descriptorCount() -> Int {
    (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/fd").count) ?? -1
  }

  /// Returns when the server has no more descriptors open than `count`.
  ///
  /// It closes a connection a moment after its client did.
  func settle(to count: Int) async throws {
    let start = ContinuousClock.now
    while descriptorCount() > count {
      try #require(ContinuousClock.now - start < .seconds(60), "\(descriptorCount()) > \(count)")
      await Task.yield()
    }
  }

  /// The most memory that the server ever had, in megabytes.
  func peakMegabytes() -> Int {
    let status = (try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)) ?? ""
    let kilobytes = status.firstMatch(of: /VmHWM:\s+(\d+) kB/).flatMap { Int($0.1) }
    return (kilobytes ?? 1 << 40) >> 10
  }
}

/// Many clients that send what they should not.
private struct Attack: Sendable {
  let port: Int

  /// Sends so many malformed requests of every family, by a few clients at a time.
  func send(_ count: Int) async throws {
    let clients = 4
    try await withThrowingTaskGroup(of: Void.self) { group in
      for client in 0..<clients {
        group.addTask {
          // On a thread of its own, since it waits for answers with its hands folded.
          try await withCheckedThrowingContinuation { continuation in
            DispatchQueue(label: "client \(client)").async {
              continuation.resume(
                with: Result {
                  var open: RawConnection?
                  for number in stride(from: client, to: count, by: clients) {
                    try self.send(number: number, over: &open)
                  }
                })
            }
          }
        }
      }
      try await group.waitForAll()
    }
  }

  /// Sends the request of that number, and holds what comes against what is due.
  private func send(number: Int, over open: inout RawConnection?) throws {
    let families = Malformation.allCases
    let family = families[number % families.count]
    var random = SeededGenerator(seed: UInt64(number))
    let request = family.request(&random)
    let place = Comment(
      "\(family) \(number): \(String(decoding: request.bytes.prefix(300), as: UTF8.self))")
    do {
      guard request.rest == .answered else {
        let connection = try RawConnection(port: port)
        connection.send(request.bytes)
        guard request.rest == .finished else { return }
        connection.finish()
        let answer = try #require(try connection.answer(), place)
        try check(answer, family, place)
        #expect(try connection.answer() == nil, place)
        return
      }
      let connection = try open ?? RawConnection(port: port)
      connection.send(request.bytes)
      let answer = try #require(try connection.answer(), place)
      try check(answer, family, place)
      open = answer.leavesOpen ? connection : nil
    } catch let broken as RawConnection.Broken {
      Issue.record("\(broken.text) for \(place)")
    }
  }

  /// Every answer is an error of the client's, in the service's envelope.
  private func check(_ answer: RawAnswer, _ family: Malformation, _ place: Comment) throws {
    // "HTTP Version Not Supported" has the only number that is not the client's.
    #expect(
      (400..<500).contains(answer.status) || family == .requestLine && answer.status == 505,
      "\(answer.status) for \(place)")
    #expect(answer["content-type"] == "application/json", place)
    #expect(answer["x-request-id"]?.isEmpty == false, place)
    let value = try? JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: Any]
    let error = value?["error"] as? [String: Any]
    #expect(error.map { Set($0.keys) } == ["message", "type", "param", "code"], place)
    #expect((error?["message"] as? String)?.isEmpty == false, place)
    #expect((error?["type"] as? String)?.isEmpty == false, place)
  }
}

extension Place {
  /// Every file below a folder with its bytes, and every folder with none.
  fileprivate func contents(of folder: String) throws -> [String: [UInt8]] {
    let base = "\(self.folder)/\(folder)"
    let paths = try FileManager.default.subpathsOfDirectory(atPath: base)
    return Dictionary(
      uniqueKeysWithValues: paths.map { path in
        (path, FileManager.default.contents(atPath: "\(base)/\(path)").map { Array($0) } ?? [])
      })
  }
}
