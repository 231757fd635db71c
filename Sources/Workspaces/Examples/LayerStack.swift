import GRDB

/// What changes of many examples made of those of one segment, on the way to a revision.
struct LayerStack {
  private struct Layer {
    let id: Int64
    let revision: Int
    let bytes: [UInt8]
  }

  private struct Place {
    let layer: Int
    let state: LayerState
    /// The state whose text this one changes; nil for the loaded line.
    let older: Int?
    /// How many layers its text is made of.
    let depth: Int
  }

  private var layers: [Layer] = []
  private var places: [Place] = []
  /// By example: the newest state, and the newest with a text of its own.
  private var newest: [Int?]
  private var newestText: [Int?]

  var isEmpty: Bool { layers.isEmpty }

  /// Nothing was made of a segment of `count` examples.
  init(count: Int) {
    newest = Array(repeating: nil, count: count)
    newestText = newest
  }

  /// Takes a layer that is newer than all before it.
  fileprivate mutating func append(id: Int64, revision: Int, bytes: [UInt8]) throws {
    for state in try LayerState.decoded(bytes) where newest.indices.contains(state.index) {
      let older = state.text.flatMap { $0.isWhole ? nil : newestText[state.index] }
      places.append(
        Place(
          layer: layers.count, state: state, older: older,
          depth: (older.map { places[$0].depth } ?? 0) + 1))
      newest[state.index] = places.count - 1
      if state.text != nil { newestText[state.index] = places.count - 1 }
    }
    layers.append(Layer(id: id, revision: revision, bytes: bytes))
  }
}

extension LayerStack {
  /// What the newest layer says of an example besides its text.
  struct Facts {
    let layer: Int64
    let revision: Int
    let isDropped: Bool
    let tags: String
    let note: String?
  }

  /// What the newest text of an example costs, and how many layers it is made of.
  struct Text {
    let revision: Int
    let depth: Int
    let tokens: Int?
    let trainedTokens: Int?
  }

  /// nil when no layer has the example.
  func facts(at index: Int) -> Facts? {
    guard let place = newest[index].map({ places[$0] }) else { return nil }
    let layer = layers[place.layer]
    func text(_ range: Range<Int>) -> String {
      range.isEmpty ? "" : String(decoding: layer.bytes[range], as: UTF8.self)
    }
    return Facts(
      layer: layer.id, revision: layer.revision, isDropped: place.state.isDropped,
      tags: text(place.state.tags), note: place.state.note.map(text))
  }

  /// nil when no layer has changed the example's text.
  func text(at index: Int) -> Text? {
    guard let place = newestText[index].map({ places[$0] }), let text = place.state.text else {
      return nil
    }
    return Text(
      revision: layers[place.layer].revision, depth: place.depth, tokens: text.tokens,
      trainedTokens: text.trainedTokens)
  }

  /// Puts the newest text of an example behind `output`; `loaded` is the line as it was loaded.
  func appendText(
    at index: Int, over loaded: ArraySlice<UInt8>, to output: inout [UInt8]
  ) throws {
    guard let newest = newestText[index] else {
      output += loaded
      return
    }
    var chain = [newest]
    while let older = chain.last.flatMap({ places[$0].older }) { chain.append(older) }
    var text = loaded
    for place in chain.dropFirst().reversed() {
      var changed: [UInt8] = []
      try append(place, over: text, to: &changed)
      text = changed[...]
    }
    try append(newest, over: text, to: &output)
  }

  private func append(
    _ place: Int, over older: ArraySlice<UInt8>, to output: inout [UInt8]
  ) throws {
    guard let text = places[place].state.text else { return }
    try LayerState.append(
      text, of: layers[places[place].layer].bytes, over: older, to: &output)
  }
}

extension Lineage {
  /// The layers over a segment of `count` examples; `onlyDropping` those that drop some.
  func layers(
    over segment: Int64, count: Int, onlyDropping: Bool = false, in database: Database
  ) throws -> LayerStack {
    var stack = LayerStack(count: count)
    let rows = try Row.fetchCursor(
      database.cachedStatement(
        sql: """
          SELECT id, revision, states FROM layer WHERE segment = ? AND dropped_count >= ?
          ORDER BY revision
          """), arguments: [segment, onlyDropping ? 1 : 0])
    while let row = try rows.next() {
      let revision: Int = try row.value("revision")
      guard revisions.contains(revision) else { continue }
      try stack.append(
        id: try row.value("id"), revision: revision, bytes: row.blob("states") ?? [])
    }
    return stack
  }
}
