import FoundationEssentials
import Glibc
import Testing
import Workspaces

/// A folder and a home of one test's own, and a shell in it that finds the built ft.
final class Place {
  let folder: String
  var environment: [String: String]

  init() throws {
    var template = Array("/tmp/ft-session-XXXXXX".utf8CString)
    let made = unsafe template.withUnsafeMutableBufferPointer { buffer -> String? in
      guard let start = buffer.baseAddress, let path = unsafe mkdtemp(start) else { return nil }
      return unsafe String(cString: path)
    }
    folder = try #require(made)
    environment = [
      "HOME": folder + "/home", "PATH": "\(productFolder):/usr/bin:/bin", "TERM": "xterm-256color",
      "LANG": "C.UTF-8",
    ]
    try FileManager.default.createDirectory(
      atPath: folder + "/home", withIntermediateDirectories: false)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  func write(_ name: String, _ text: String) throws { try write(name, Array(text.utf8)) }

  func write(_ name: String, _ bytes: [UInt8]) throws {
    try Data(bytes).write(to: URL(filePath: "\(folder)/\(name)"))
  }

  func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(filePath: "\(folder)/\(name)")))
  }

  func text(_ name: String) throws -> String { String(decoding: try bytes(name), as: UTF8.self) }

  func has(_ name: String) -> Bool { FileManager.default.fileExists(atPath: "\(folder)/\(name)") }

  /// The paths of all files and folders below, from this folder on, hidden ones too.
  func everything() throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: folder).sorted()
  }

  /// The permission bits of a file or folder.
  func mode(_ name: String) throws -> Int {
    var status = stat()
    try #require(unsafe stat("\(folder)/\(name)", &status) == 0)
    return Int(status.st_mode & 0o777)
  }

  /// Whether the workspace opens and SQLite finds all of it sound.
  func isSound(_ workspace: String) throws -> Bool {
    try Workspace.open(path: "\(folder)/\(workspace)", now: { 0 }).isSound()
  }
}

extension Place {
  /// Runs a shell line to its end, with `input` as its standard input.
  func run(
    _ line: String, input: String = "", sourceLocation: SourceLocation = #_sourceLocation
  ) async throws -> Ended {
    try await start(line, input: input).ended(sourceLocation: sourceLocation)
  }

  /// Starts a shell line without a terminal; `input` must fit into a pipe.
  func start(_ line: String, input: String = "") throws -> Program {
    let (standardInput, output, errors) = (try ends(), try ends(), try ends())
    defer { for end in [standardInput.read, output.write, errors.write] { close(end) } }
    let bytes = Array(input.utf8)
    let count = unsafe bytes.withUnsafeBytes {
      unsafe Glibc.write(standardInput.write, $0.baseAddress, $0.count)
    }
    try #require(count == bytes.count)
    close(standardInput.write)
    let process = try spawn(
      line, in: self, streams: .descriptors([standardInput.read, output.write, errors.write]))
    return Program(process: process, readable: [output.read, errors.read])
  }

  /// Starts a shell line as a person does, in a terminal of that size.
  func terminal(_ line: String, columns: Int = 200, lines: Int = 50) throws -> Program {
    var person: Int32 = -1
    var program: Int32 = -1
    var name = [CChar](repeating: 0, count: 128)
    var size = winsize(
      ws_row: UInt16(lines), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    try #require(unsafe openpty(&person, &program, &name, nil, &size) == 0)
    // The program opens its side by name; only its own descriptors then hold the terminal open.
    defer { close(program) }
    for end in [person, program] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let path = String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    let process = try spawn("exec \(line)", in: self, streams: .terminal(path))
    return Program(process: process, readable: [person], keyboard: person)
  }

  /// Starts ft's prompt on the workspace `x.ftdb`, and returns when it waits for a line.
  func prompt(_ line: String = "ft -w x.ftdb") async throws -> Program {
    let program = try terminal(line)
    try await program.see(String(PlainText.open))
    return program
  }

  private func ends() throws -> (read: Int32, write: Int32) {
    var ends: [Int32] = [-1, -1]
    try #require(unsafe pipe(&ends) == 0)
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }
}

/// The folder that the tests were built into, with ft beside them.
private let productFolder: String = {
  let path = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
  return path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    .joined(separator: "/")
}()
