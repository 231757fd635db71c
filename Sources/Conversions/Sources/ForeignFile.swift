/// A kind of file that holds no text, known by its first bytes.
package enum ForeignFile: String, Sendable, Hashable, CaseIterable {
  case gzip
  case zstandard
  case bzip2
  case xz
  /// A workbook of a spreadsheet program.
  case xlsx
  case zip
  case parquet
  case arrow
  case sqlite
  case pdf
  case pickle

  /// What a file that begins with `head` is; nil for text, as far as the first bytes say.
  package init?(head: some Collection<UInt8>) {
    let head = Array(head.prefix(4096))
    func begins(_ bytes: [UInt8]) -> Bool { head.starts(with: bytes) }
    if begins([0x1F, 0x8B]) {
      self = .gzip
    } else if begins([0x28, 0xB5, 0x2F, 0xFD]) {
      self = .zstandard
    } else if begins(Array("BZh".utf8)), head.count > 4, head[4] == 0x31 {
      self = .bzip2
    } else if begins([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]) {
      self = .xz
    } else if begins([0x50, 0x4B, 0x03, 0x04]) {
      self = Self.isWorkbook(head) ? .xlsx : .zip
    } else if begins(Array("PAR1".utf8)) {
      self = .parquet
    } else if begins(Array("ARROW1".utf8)) {
      self = .arrow
    } else if begins(Array("SQLite format 3\0".utf8)) {
      self = .sqlite
    } else if begins(Array("%PDF-".utf8)) {
      self = .pdf
    } else if head.count > 2, head[0] == 0x80, (2...5).contains(head[1]), head[2] == 0x95 {
      self = .pickle
    } else {
      return nil
    }
  }

  /// Whether an archive's first entries are those of a workbook.
  private static func isWorkbook(_ head: [UInt8]) -> Bool {
    let text = String(decoding: head, as: UTF8.self)
    return text.contains("[Content_Types].xml") || text.contains("xl/")
      || text.contains("docProps/")
  }

  /// What it is called.
  package var name: String {
    switch self {
    case .gzip: "a file packed by gzip"
    case .zstandard: "a file packed by zstd"
    case .bzip2: "a file packed by bzip2"
    case .xz: "a file packed by xz"
    case .xlsx: "an Excel workbook"
    case .zip: "a zip archive"
    case .parquet: "a Parquet file"
    case .arrow: "an Arrow file"
    case .sqlite: "an SQLite database"
    case .pdf: "a PDF document"
    case .pickle: "a Python pickle"
    }
  }

  /// A line for a shell that writes what the file holds into `target`; nil where there is none.
  package func unpacking(_ file: String, into target: String) -> String? {
    let (file, target) = (Self.shellWord(file), Self.shellWord(target))
    func pandas(_ reader: String, _ writer: String) -> String {
      "python3 -c \"import pandas, sys; pandas.\(reader).\(writer)\" \(file) \(target)"
    }
    let lines = "to_json(sys.argv[2], orient='records', lines=True, force_ascii=False)"
    return switch self {
    case .gzip: "gzip -dc \(file) > \(target)"
    case .zstandard: "zstd -dc \(file) > \(target)"
    case .bzip2: "bzip2 -dc \(file) > \(target)"
    case .xz: "xz -dc \(file) > \(target)"
    case .zip: "unzip -p \(file) > \(target)"
    case .xlsx:
      pandas(
        "read_excel(sys.argv[1], dtype=str, keep_default_na=False)",
        "to_csv(sys.argv[2], index=False)")
    case .parquet: pandas("read_parquet(sys.argv[1])", lines)
    case .arrow: pandas("read_feather(sys.argv[1])", lines)
    case .sqlite:
      "sqlite3 -json \(file) \"SELECT * FROM $(sqlite3 \(file) .tables | awk '{print $1; exit}')\""
        + " > \(target)"
    case .pdf, .pickle: nil
    }
  }

  /// A word as a shell reads it.
  private static func shellWord(_ text: String) -> String {
    let isPlain = text.unicodeScalars.allSatisfy {
      $0.value > 0x7F || $0.properties.isAlphabetic
        || "0123456789./_-~+=,:@%".unicodeScalars.contains($0)
    }
    return isPlain ? text : "'" + text.replacing("'", with: "'\\''") + "'"
  }

  /// The ending of what ``unpacking(_:into:)`` writes; nil where the packed file's own name says it.
  package var unpackedEnding: String? {
    switch self {
    case .xlsx: "csv"
    case .parquet, .arrow: "jsonl"
    case .sqlite: "json"
    default: nil
    }
  }
}
