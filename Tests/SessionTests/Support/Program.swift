import Dispatch
import Glibc
import Testing

/// A started program, seen through two pipes or through a terminal.
final class Program {
  /// What it wrote so far, to a terminal or to standard output.
  var output: String { plain[0].text }
  /// What it wrote to standard error; empty on a terminal, where both are one.
  var errors: String { plain[1].text }
  /// Whether any of it was colored.
  var hasColor: Bool { plain.contains(where: \.hasColor) }
  /// How often its terminal was to ring.
  var bellCount: Int { plain[0].bellCount }
  /// Whether any of it was an escape sequence.
  var hasSequences: Bool { plain.contains(where: \.hasSequences) }

  private let process: pid_t
  /// Descriptors that are still read, for output and errors; -1 when at their end.
  private var readable: [Int32]
  /// Where keys go; -1 without a terminal.
  private let keyboard: Int32
  private var plain = [PlainText(), PlainText()]
  /// Up to where ``see(_:)`` has looked, in characters.
  private var seen = 0
  private var status: Int32?

  /// Seconds of silence, enough for a loaded machine; a passing test never waits them out.
  private static let timeout: Int32 = 120

  init(process: pid_t, readable: [Int32], keyboard: Int32 = -1) {
    self.process = process
    self.readable = readable
    self.keyboard = keyboard
  }

  deinit {
    if status == nil {
      kill(SIGKILL)
      waitpid(process, nil, 0)
    }
    for descriptor in readable where descriptor >= 0 { close(descriptor) }
  }

  /// Presses keys.
  func send(_ keys: String) {
    let bytes = Array(keys.utf8)
    let count = unsafe bytes.withUnsafeBytes { unsafe write(keyboard, $0.baseAddress, $0.count) }
    #expect(count == bytes.count)
  }

  /// Types a line where ft waits for one, and returns what comes until it waits again.
  @discardableResult
  func say(_ line: String, sourceLocation: SourceLocation = #_sourceLocation) async throws -> String
  {
    send(line + "\r")
    return try await see(String(PlainText.open), sourceLocation: sourceLocation)
  }

  /// Reads until `part` is there, behind what was seen before, and returns all up to its end.
  @discardableResult
  func see(_ part: String, sourceLocation: SourceLocation = #_sourceLocation) async throws -> String
  {
    while true {
      let rest = output.dropFirst(seen)
      if let found = rest.firstRange(of: part) {
        let text = String(rest[..<found.upperBound])
        seen += text.count
        return text
      }
      guard await receive() else {
        Issue.record("\"\(part)\" never came, but: \(rest)", sourceLocation: sourceLocation)
        throw Failure.silence
      }
    }
  }

  /// Reads until there is anything but blanks behind what was seen before.
  func seeAnything(sourceLocation: SourceLocation = #_sourceLocation) async throws {
    while output.dropFirst(seen).allSatisfy(\.isWhitespace) {
      guard await receive() else {
        Issue.record("nothing came", sourceLocation: sourceLocation)
        throw Failure.silence
      }
    }
  }

  /// Reads to the end of the program, and returns all that it wrote and how it ended.
  func ended(
    timeout: Int32 = timeout, sourceLocation: SourceLocation = #_sourceLocation
  ) async throws -> Ended {
    while readable.contains(where: { $0 >= 0 }) {
      guard await receive(timeout) else { break }
    }
    if readable.contains(where: { $0 >= 0 }) {
      Issue.record("it does not end: \(output)\(errors)", sourceLocation: sourceLocation)
      kill(SIGKILL)
    }
    var raw: Int32 = 0
    unsafe waitpid(process, &raw, 0)
    let signal = raw & 0x7F
    let code = signal == 0 ? raw >> 8 & 0xFF : 128 + signal
    status = code
    return Ended(code, output, errors)
  }

  /// Sends a signal to the program and all that it started.
  func kill(_ signal: Int32) { _ = Glibc.kill(-process, signal) }

  enum Failure: Error {
    case silence
  }

  /// Takes one block of output, or notes an end; false when neither came in time.
  private func receive(_ timeout: Int32 = timeout) async -> Bool {
    let open = readable.indices.filter { readable[$0] >= 0 }
    guard !open.isEmpty, let ready = await waitForInput(open.map { readable[$0] }, timeout)
    else {
      return false
    }
    for (index, isReady) in zip(open, ready) where isReady {
      var block = [UInt8](repeating: 0, count: 65_536)
      let count = unsafe read(readable[index], &block, block.count)
      if count > 0 {
        plain[index].take(block[..<count])
      } else {
        close(readable[index])
        readable[index] = -1
      }
    }
    return true
  }

  /// Waits on a thread of its own: those of the concurrency pool have other tests to run.
  private func waitForInput(_ descriptors: [Int32], _ timeout: Int32) async -> [Bool]? {
    await withCheckedContinuation { continuation in
      DispatchQueue(label: "a person").async {
        var waiting = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        let count = unsafe poll(&waiting, nfds_t(waiting.count), timeout * 1_000)
        continuation.resume(returning: count > 0 ? waiting.map { $0.revents != 0 } : nil)
      }
    }
  }
}

/// How a program ended, and all that it wrote.
struct Ended: Equatable {
  /// As a shell says it: 128 and the signal for one that was killed.
  var status: Int32
  var output: String
  var errors: String

  init(_ status: Int32, _ output: String = "", _ errors: String = "") {
    self.status = status
    self.output = output
    self.errors = errors
  }
}
