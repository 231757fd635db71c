import Foundation

/// One Swift file of the repository, as lines of text.
struct SourceFile {
  /// Relative to the root, such as `Sources/JSON/JSONValue.swift`.
  let path: String
  let lines: [String]

  /// The module's name: the folder below `Sources` or `Tests`.
  var module: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }
}

/// The checkout that the tests run in.
enum Repository {
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Every Swift file below `folder`, sorted by path.
  static func swiftFiles(below folder: String) throws -> [SourceFile] {
    let base = root.appending(path: folder)
    let paths = try FileManager.default.subpathsOfDirectory(atPath: base.path)
    return try paths.filter { $0.hasSuffix(".swift") }.sorted().map { path in
      let text = try String(contentsOf: base.appending(path: path), encoding: .utf8)
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      return SourceFile(path: "\(folder)/\(path)", lines: lines.map(String.init))
    }
  }
}

/// A place that breaks a rule, in the form that an editor can jump to.
struct Finding: Equatable, CustomStringConvertible {
  let path: String
  /// Counted from 1.
  let line: Int
  let text: String

  var description: String { "\(path):\(line): \(text)" }
}
