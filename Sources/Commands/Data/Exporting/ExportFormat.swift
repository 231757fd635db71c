package import Conversions

/// What an export writes, where that is not the examples as they are: rows of a shape, arranged in
/// a container.
package struct ExportFormat: Sendable, Hashable {
  /// How the file holds the rows.
  package enum Container: Sendable, Hashable {
    /// JSONL: a row on each line.
    case lines
    /// One JSON list.
    case list
    /// A table with a header, its cells parted by this byte.
    case table(separator: UInt8)
  }

  package var shape: RowShape
  package var container: Container

  /// Why a name and a file do not go together.
  enum Fault: Error, Hashable {
    /// No shape has the name.
    case unknownShape
    /// Rows of the shape can be read and not written.
    case onlyReadable(RowShape)
    /// Rows of the shape have lists, which a table cannot hold.
    case notATable(RowShape)
  }

  /// What `--as` takes: shapes by name, and the two tables.
  package static let names =
    RowShape.allCases.filter(\.isWritable).map(\.optionName) + ["csv", "tsv"]

  /// The format that `--as` names for a file; nil for the examples as they are.
  ///
  /// Without a name the ending `.csv` or `.tsv` asks for a table. With one, `.json` makes one list
  /// of the rows.
  init?(named name: String?, forFile file: String) throws(Fault) {
    let ending = FileEnding.of(file)
    let table: Container? =
      switch ending {
      case "csv": .table(separator: UInt8(ascii: ","))
      case "tsv": .table(separator: UInt8(ascii: "\t"))
      default: nil
      }
    guard let name else {
      guard let table else { return nil }
      self.init(shape: .columns, container: table)
      return
    }
    switch name.lowercased() {
    case "csv": self.init(shape: .columns, container: .table(separator: UInt8(ascii: ",")))
    case "tsv": self.init(shape: .columns, container: .table(separator: UInt8(ascii: "\t")))
    default:
      guard let shape = RowShape(optionName: name) else { throw .unknownShape }
      guard shape.isWritable else { throw .onlyReadable(shape) }
      if let table {
        guard shape == .columns || shape == .promptCompletion else { throw .notATable(shape) }
        self.init(shape: shape, container: table)
      } else {
        self.init(shape: shape, container: ending == "json" ? .list : .lines)
      }
    }
  }

  private init(shape: RowShape, container: Container) {
    self.shape = shape
    self.container = container
  }

  /// What `--as` calls it.
  package var name: String {
    switch container {
    case .table(let separator) where shape == .columns:
      separator == UInt8(ascii: "\t") ? "tsv" : "csv"
    default: shape.optionName
    }
  }
}

/// The last part of a file's name.
enum FileEnding {
  /// The letters behind the last point of the name, in small letters; empty without a point.
  static func of(_ file: String) -> String {
    let base = file.split(separator: "/").last ?? ""
    guard let point = base.lastIndex(of: "."), point != base.startIndex else { return "" }
    return base[base.index(after: point)...].lowercased()
  }

  /// A path that nothing lies at, so that a remedy never replaces the file that was loaded.
  static func freeName(
    _ stem: String, ending: String, isTaken: (String) -> Bool
  ) -> String {
    var name = "\(stem).\(ending)"
    var number = 2
    while isTaken(name), number < 1000 {
      name = "\(stem)-\(number).\(ending)"
      number += 1
    }
    return name
  }

  /// The path without its ending.
  static func stem(of file: String) -> String {
    let ending = of(file)
    return ending.isEmpty ? file : String(file.dropLast(ending.count + 1))
  }
}
