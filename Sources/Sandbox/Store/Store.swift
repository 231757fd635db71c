import Files
import JSON

/// The sandbox's directory: what survives, and what several processes share.
///
/// - `format`: the version of this layout
/// - `files/ID/`: `meta.json` and `content`
/// - `jobs/ID/`: `job.json`, `events.jsonl`, `training`, `validation` and the trainer's `state`
/// - `models/NAME.ftsb`: weights, and `NAME.json` beside them, written last
/// - `models/NAME.grants`: who else may use the model
/// - `uploads/ID/`: `upload.json` and the parts
/// - `responses/ID.json`: answers that a later one may go on from
/// - `engines/NAME.json`: models of the user's own, and `engines/program-DIGEST/` what trains them
/// - `models/NAME.tuned/`: what an engine has made, and `models/NAME.merged/` that, ready to answer
/// - `changes`, `training`, `training-engines`: locks; the first is held for moments, the others
///   while a job trains
struct Store: Sendable {
  /// Raised when an older sandbox could not read the layout.
  static let format = "ft-sandbox-store 1\n"

  let root: Folder
  var files: Folder { root.folder("files") }
  var jobs: Folder { root.folder("jobs") }
  var models: Folder { root.folder("models") }
  var uploads: Folder { root.folder("uploads") }
  var responses: Folder { root.folder("responses") }
  var engines: Folder { root.folder("engines") }

  /// Opens the store at `path`, or makes it.
  ///
  /// - Throws: ``StoreError``.
  init(path: String) throws {
    root = Folder(path: path)
    do {
      try root.create()
      for folder in [files, jobs, models, uploads, responses] { try folder.create() }
      try changing {
        guard let found = try root.bytes(of: "format") else {
          return try root.replace("format", with: Array(Store.format.utf8))
        }
        guard found == Array(Store.format.utf8) else { throw StoreError.isForeign(path: path) }
      }
    } catch let error as FileError {
      throw StoreError.file(error)
    }
  }

  /// Runs `body` while no other thread or process changes the store.
  func changing<Value>(_ body: () throws -> Value) throws -> Value {
    let lock = try OpenFile(root.path(of: "changes"), for: .locking)
    try lock.lock()
    return try body()
  }

  /// A number above all that were given before; call it while ``changing(_:)``.
  func nextSequence() throws(FileError) -> Int {
    let last = try root.bytes(of: "sequence").flatMap { Int(String(decoding: $0, as: UTF8.self)) }
    let next = (last ?? 0) + 1
    try root.replace("sequence", with: Array(String(next).utf8))
    return next
  }

  /// Whether `name` can be an id or a model's name, and so a name in the store.
  static func isName(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.count <= 160 && !name.hasPrefix(".")
      && name.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
          UInt8(ascii: ":"), UInt8(ascii: "."):
          true
        default: false
        }
      }
  }
}

extension Folder {
  /// The value in the JSON file `name`; nil when there is none or it is not JSON.
  func value(of name: String) throws(FileError) -> JSONValue? {
    guard let bytes = try bytes(of: name) else { return nil }
    return try? JSONValue(parsing: bytes)
  }

  /// Puts `value` as JSON under `name` at once.
  func replace(_ name: String, with value: JSONValue) throws(FileError) {
    try replace(name, with: value.encoded() + [UInt8(ascii: "\n")])
  }
}
