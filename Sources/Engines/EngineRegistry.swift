package import Files
import JSON

/// The engines of one store: a file each, named after the model.
package struct EngineRegistry: Sendable {
  private let folder: Folder

  /// `folder` is made when the first engine is added.
  package init(folder: Folder) { self.folder = folder }

  /// Every engine in the order of names; none where there is no folder.
  package func engines() throws(FileError) -> [EngineDescription] {
    guard LocalFile.exists(folder.path) else { return [] }
    var engines: [EngineDescription] = []
    for name in try folder.names() where name.hasSuffix(".json") {
      if let engine = try engine(String(name.dropLast(5))) { engines.append(engine) }
    }
    return engines
  }

  /// The engine of that name; nil when there is none.
  package func engine(_ name: String) throws(FileError) -> EngineDescription? {
    guard Self.isName(name), let bytes = try folder.bytes(of: "\(name).json"),
      let value = try? JSONValue(parsing: bytes)
    else { return nil }
    return EngineDescription(value)
  }

  /// Keeps an engine, in the place of one of the same name.
  package func add(_ engine: EngineDescription) throws(FileError) {
    try folder.create()
    try folder.replace("\(engine.name).json", with: engine.value.encoded() + [UInt8(ascii: "\n")])
  }

  /// Forgets an engine, and says whether it was there; its model folder is not touched.
  package func remove(_ name: String) throws(FileError) -> Bool {
    guard try engine(name) != nil else { return false }
    try folder.remove("\(name).json")
    return true
  }

  /// Whether `name` can be that of a model and of a file: letters, digits, `-`, `_` and `.` inside.
  ///
  /// A colon would make it a tuned model's.
  package static func isName(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.count <= 60 && !name.hasPrefix(".") && !name.hasPrefix("-")
      && name.unicodeScalars.allSatisfy { scalar in
        scalar.isASCII
          && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
            || "-_.".unicodeScalars.contains(scalar))
      }
  }
}
