import Glibc
import Testing

extension SessionTests {
  /// A service at the other end of a cable: ft's own server, as a provider.
  @Suite struct CableTests {
    @Test func `Following goes on when the service is back, without a gap or a double`()
      async throws
    {
      let place = try Place()
      let server = try await Server(in: place)
      let launched = try await place.run(
        "ft -w x.ftdb launch small --provider lab --model sandbox-1 --epochs 50 --batch-size 1 as demo"
      )
      #expect(launched.status == 0, "\(launched)")
      let tail = try place.start("exec ft -w x.ftdb tail @demo 2>&1")
      try await tail.see("step ")
      server.program.kill(SIGKILL)
      try await tail.see("nothing answers at ")
      #expect(try await tail.see("\n").contains("the tail goes on when it does, Ctrl-C leaves"))

      let again = try await Server(in: place, port: server.port)
      let ended = try await tail.ended()
      #expect(ended.status == 0)
      #expect(ended.output.contains("succeeded   @demo.model is "), "\(ended)")
      let all = try await place.run("ft -w x.ftdb tail @demo --all").output
      #expect(events(in: ended.output) == events(in: all))
      #expect(all.contains("step 600/600"))
      again.program.kill(SIGINT)
      #expect(try await again.program.ended().status == 0)
    }

    @Test func `Ctrl-C in a reply keeps what has come, and the prompt is back`() async throws {
      let place = try Place()
      // Slow enough that no reply is over before the key is pressed.
      let server = try await Server(in: place, faults: ["slow:2000 POST chat/completions"])
      let ft = try await place.prompt()
      try await ft.say("chat sandbox-1 --provider lab")
      ft.send("What is 1 plus one?\r")
      try await ft.see("What is 1 plus one?\n")
      try await ft.seeAnything()
      ft.send("\u{3}")
      try await ft.see("▸")
      server.program.kill(SIGKILL)
      try await ft.say("/done")
      ft.send("quit\r")
      #expect(try await ft.ended().status == 0)
    }

    @Test func `Ctrl-C in an upload gives the prompt back, and says what became of it`()
      async throws
    {
      let place = try Place()
      try place.write("big.jsonl", chatFile(1_500))
      _ = try await place.run("ft -w x.ftdb load big.jsonl as big")
      // Whoever connects here waits for an answer that never comes.
      let silent = try SilentListener()
      _ = try await place.run(
        "ft -w x.ftdb provider add lab --url http://127.0.0.1:\(silent.port)/v1")
      let ft = try await place.prompt()
      ft.send("upload big --provider lab\r")
      try await ft.see("uploading ")
      ft.send("\u{3}")
      let told = try await ft.see("▸")
      #expect(told.contains("what was not finished was not kept"), "\(told)")
      #expect(try await ft.say("list files").contains("no files yet"))
      ft.send("quit\r")
      #expect(try await ft.ended().status == 0)
    }
  }
}

/// `ft serve` in a place, and a workspace `x.ftdb` with `small` that knows it as `lab`.
private struct Server {
  let program: Program
  let port: Int

  /// Starts it on a port of its own, or again on the same.
  init(in place: Place, port: Int = 0, faults: [String] = []) async throws {
    place.environment["LAB_KEY"] = "k123"
    let rules = faults.map { " --fault '\($0)'" }.joined()
    program = try place.start(
      "exec ft serve --store store --key k123 --port \(port)\(rules) 2>&1")
    let said = try await program.see("Ctrl-C stops")
    self.port = try #require(said.firstMatch(of: /127\.0\.0\.1:(\d+)/).flatMap { Int($0.1) })
    guard port == 0 else { return }
    try await place.loadSmall()
    _ = try await place.run(
      "ft -w x.ftdb provider add lab --url http://127.0.0.1:\(self.port)/v1 --key-variable LAB_KEY")
  }
}

/// A port of this machine where connections are taken and nothing is said.
private final class SilentListener {
  let port: Int
  private let descriptor: Int32

  init() throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let descriptor = descriptor
    let isListening = unsafe withUnsafeMutablePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe bind(descriptor, $0, length) == 0 && listen(descriptor, 8) == 0
          && getsockname(descriptor, $0, &length) == 0
      }
    }
    try #require(isListening)
    port = Int(UInt16(bigEndian: address.sin_port))
  }

  deinit { close(descriptor) }
}

/// The lines of a log, which start with a time of day.
func events(in text: String) -> [Substring] {
  text.split(separator: "\n").compactMap { $0.firstMatch(of: /\d\d:\d\d:\d\d  .*/)?.output }
}
