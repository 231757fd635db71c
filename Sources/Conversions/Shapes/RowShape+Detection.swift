import JSON

extension RowShape {
  /// The shapes that more than half of `rows` may have, the best first; none when nothing fits.
  ///
  /// A file has one shape, so a few hundred rows from its beginning are enough. Rows that are not
  /// JSON count as rows that fit nothing.
  package static func detect(_ rows: [SourceRow]) -> [ShapeDetection] {
    let signs = rows.map { RowSigns((try? JSONTree(parsing: $0.bytes))) }
    guard !signs.isEmpty else { return [] }
    let found = allCases.compactMap { detection(of: $0, in: signs) }
    return found.enumerated().sorted {
      ($1.element.certainty, $0.offset) < ($0.element.certainty, $1.offset)
    }.map(\.element)
  }

  private static func detection(of shape: RowShape, in rows: [RowSigns]) -> ShapeDetection? {
    let fits = rows.map { $0.fit(of: shape) }
    let fitting = fits.compactMap { $0 }
    guard fitting.count * 2 > rows.count, fitting.contains(where: { !$0.deciding.isEmpty }),
      var certainty = fitting.map(\.certainty).min()
    else { return nil }
    if fitting.count < rows.count { certainty = min(certainty, .likely) }
    let used = fitting.reduce(into: Set<String>()) { $0.formUnion($1.usedKeys) }
    return ShapeDetection(
      shape: shape, certainty: certainty, evidence: evidence(of: fits, in: rows),
      mapping: mapping(of: shape, keys: orderedKeys(of: rows)).filter {
        $0.to != FieldMapping.Field.tools.rawValue || used.contains($0.from)
      },
      metadataKeys: orderedKeys(of: rows).filter { !used.contains($0) })
  }

  private static func evidence(
    of fits: [RowFit?], in rows: [RowSigns]
  ) -> [ShapeDetection.Evidence] {
    var keys: [String] = []
    for fit in fits {
      for key in fit?.deciding ?? [] where !keys.contains(key) { keys.append(key) }
    }
    return keys.map { key in
      ShapeDetection.Evidence(
        key: key, rowCount: fits.count { $0?.deciding.contains(key) ?? false }, total: rows.count)
    }
  }

  private static func orderedKeys(of rows: [RowSigns]) -> [String] {
    var seen: Set<String> = []
    return rows.flatMap(\.keys).filter { seen.insert($0).inserted }
  }

  private static func mapping(
    of shape: RowShape, keys: [String]
  ) -> [(from: String, to: String)] {
    func present(_ pairs: [(String, String)]) -> [(from: String, to: String)] {
      pairs.filter { keys.contains($0.0) }.map { (from: $0.0, to: $0.1) }
    }
    switch shape {
    case .columns: return ColumnNames.mapping(of: keys)?.pairs ?? []
    case .promptCompletion, .trlPromptCompletion, .kto:
      return present([("system", "system"), ("prompt", "user"), ("completion", "assistant")])
    case .alpaca:
      return present([
        ("system", "system"), ("instruction", "user"), ("input", "user"), ("context", "user"),
        ("output", "assistant"), ("response", "assistant"),
      ])
    case .hfPreference, .hhStrings:
      let asked = RowReading.pairPromptKeys.first { keys.contains($0) } ?? "prompt"
      return present(
        [(asked, "user")]
          + (asked == "instruction" ? [("input", "user"), ("context", "user")] : [])
          + (PairColumns(keys: keys)?.pairs ?? [("chosen", "preferred"), ("rejected", "rejected")]))
    case .longTable: return LongTableColumns(keys: keys)?.pairs ?? []
    case .messageTree: return MessageTreeColumns(keys: keys)?.pairs ?? []
    default: return []
    }
  }
}

/// How a row fits a shape.
struct RowFit {
  var certainty: ShapeDetection.Certainty
  /// The keys that decided, as paths; none in a row that may stand beside those that decide.
  var deciding: [String]
  /// Keys of the row that the shape has a meaning for.
  var usedKeys: Set<String>

  init(
    _ certainty: ShapeDetection.Certainty, _ deciding: [String], using keys: Set<String>
  ) {
    self.certainty = certainty
    self.deciding = deciding
    usedKeys = keys
  }
}

/// What one row looks like.
struct RowSigns {
  let row: JSONTree?
  let keys: [String]

  init(_ row: JSONTree?) {
    self.row = row
    keys = row?.members.map(\.key) ?? []
  }

  func has(_ key: String, _ kind: JSONKind) -> Bool { row?[key]?.kind == kind }

  /// Whether the key is there with a text, or with what a cell may hold in its place.
  func hasCell(_ key: String) -> Bool {
    guard let kind = row?[key]?.kind else { return false }
    return kind != .array && kind != .object
  }

  /// The objects in the list under `key`.
  func objects(_ key: String) -> [JSONTree] {
    row?[key]?.elements.filter { $0.kind == .object } ?? []
  }

  /// Whether each object of a list has one of `keys`.
  func all(_ objects: [JSONTree], have keys: String...) -> Bool {
    !objects.isEmpty && objects.allSatisfy { object in keys.contains { object[$0] != nil } }
  }

  func fit(of shape: RowShape) -> RowFit? {
    guard let row else { return nil }
    if row.kind == .array { return shape == .messageList ? messageListFit(row) : nil }
    guard row.kind == .object else { return nil }
    switch shape {
    case .chat, .bedrock, .bedrockConverse, .mistral, .cohere: return messagesFit(of: shape)
    case .promptCompletion, .trlPromptCompletion, .kto: return completionFit(of: shape)
    case .preference, .shareGPTPreference, .hfPreference, .hhStrings:
      return preferenceFit(of: shape)
    case .shareGPT: return shareGPTFit()
    case .alpaca: return alpacaFit()
    case .gemini: return geminiFit()
    case .chatGPTExport:
      guard has("mapping", .object) else { return nil }
      let isWhole = row["current_node"] != nil
      return RowFit(
        isWhole ? .certain : .likely, isWhole ? ["mapping", "current_node"] : ["mapping"],
        using: ["mapping", "current_node"])
    case .responses: return exchangeFit()
    case .promptfoo: return evaluationFit()
    case .columns: return columnsFit()
    case .chatLog: return chatLogFit()
    case .longTable: return longTableFit()
    case .messageTree: return messageTreeFit()
    case .segments: return segmentsFit()
    case .messageList: return nil
    case .text: return textFit()
    }
  }
}
