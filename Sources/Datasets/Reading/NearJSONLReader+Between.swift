import JSON

extension NearJSONLReader {
  /// Skips white space, commas and comments, and counts lines.
  mutating func skipBetweenObjects() {
    var isBlank = !state.hasObjectOnLine && state.index == state.lineStart
    while state.index < count {
      switch self[state.index] {
      case 0x0A:
        if isBlank { state.repairs.insert(.blankLines) }
        isBlank = true
        state.index += 1
        startLine()
      case 0x20, 0x09, 0x0D: state.index += 1
      case UInt8(ascii: ","):
        state.repairs.insert(.extraCommas)
        state.index += 1
        isBlank = false
      default:
        guard let end = unsafe endOfComment(bytes, at: state.index) else { return }
        state.repairs.insert(.comments)
        advance(to: end)
        isBlank = false
      }
    }
  }

  /// Whether a list begins here whose elements are messages.
  func isBareList(at start: Int) -> Bool {
    var scanner = unsafe JSONScanner(bytes, in: start..<count)
    guard (try? scanner.enterArray()) != nil, (try? scanner.nextElement()) == true,
      (try? scanner.enterObject()) != nil
    else { return false }
    while let key = try? scanner.nextKey() {
      if scanner.string(key, equals: "role") { return true }
      guard (try? scanner.skipValue()) != nil else { return false }
    }
    return false
  }

  /// Where the elements begin of the one list of rows that the object here is around.
  ///
  /// nil for an object that is a row itself, or is not all of the text.
  func insideOfWrapper(at start: Int) -> Int? {
    var scanner = unsafe JSONScanner(bytes, in: start..<count)
    guard (try? scanner.enterObject()) != nil else { return nil }
    var inside: Int?
    while let key = try? scanner.nextKey() {
      for own: StaticString in [
        "messages", "conversations", "conversation", "prompt", "completion", "contents", "mapping",
        "instruction", "chosen", "tools", "segments",
      ] where scanner.string(key, equals: own) {
        return nil
      }
      let beginning = scanner
      guard (try? scanner.skipValue()) != nil else { return nil }
      guard let elements = elementsOfRows(beginning) else { continue }
      if inside != nil { return nil }
      inside = elements
    }
    return scanner.isAtEnd() ? inside : nil
  }

  /// Where the elements of a list begin that holds objects which are no messages.
  private func elementsOfRows(_ scanner: JSONScanner) -> Int? {
    var inside = scanner
    guard (try? inside.enterArray()) != nil, (try? inside.nextElement()) == true else { return nil }
    let start = inside.offset
    guard (try? inside.enterObject()) != nil else { return nil }
    while let key = try? inside.nextKey() {
      for own: StaticString in ["role", "from", "parts"] where inside.string(key, equals: own) {
        return nil
      }
      guard (try? inside.skipValue()) != nil else { return nil }
    }
    return start
  }

  /// Whether a value of JSON that is neither object nor list fills the rest of the line.
  func isScalar(at start: Int) -> Bool {
    var stop = start
    while stop < count, self[stop] != 0x0A { stop += 1 }
    var scanner = unsafe JSONScanner(bytes, in: start..<stop)
    return (try? scanner.skipValue()) != nil && scanner.isAtEnd()
  }

  /// Skips text that may stand around objects, and says whether there was any.
  ///
  /// Between objects text is a fault, unless fences say where the objects are.
  mutating func skipText() -> Bool {
    if isFence(at: state.index) {
      state.repairs.insert(.fences)
      state.hasFences = true
      state.isInFence.toggle()
      skipLine()
      return true
    }
    guard let last = lastBeginOfValue() else { return false }
    let isOutside =
      !state.hasRead || (state.hasFences && !state.isInFence) || state.index > last
    guard isOutside else { return false }
    if state.index > last, !state.hasRead { return false }
    state.repairs.insert(.textAround)
    skipLine(stoppingAtObject: !state.hasRead)
    return true
  }

  private func isFence(at index: Int) -> Bool {
    index + 2 < count
      && (index..<index + 3).allSatisfy {
        self[$0] == UInt8(ascii: "`") || self[$0] == UInt8(ascii: "~")
      }
  }

  /// Skips to the next line, or to an object on this one.
  private mutating func skipLine(stoppingAtObject stops: Bool = false) {
    while state.index < count, self[state.index] != 0x0A {
      if stops, beginsValue(at: state.index) { return }
      state.index += 1
    }
  }

  /// Whether a bracket here, with what follows it, looks like the beginning of an object or list.
  private func beginsValue(at index: Int) -> Bool {
    let opener = self[index]
    guard opener == UInt8(ascii: "{") || opener == UInt8(ascii: "[") else { return false }
    var next = index + 1
    while next < count, self[next] <= 0x20 { next += 1 }
    guard next < count else { return false }
    switch self[next] {
    case UInt8(ascii: "{"), UInt8(ascii: "["): return opener == UInt8(ascii: "[")
    case UInt8(ascii: "\""), UInt8(ascii: "'"), 0xE2: return opener == UInt8(ascii: "{")
    default: return false
    }
  }

  /// Where the last value may begin; nil where none does.
  private mutating func lastBeginOfValue() -> Int? {
    if let known = state.lastBracket { return known < 0 ? nil : known }
    var index = count - 1
    while index >= 0, !beginsValue(at: index) { index -= 1 }
    state.lastBracket = index
    return index < 0 ? nil : index
  }
}

/// Where a comment ends that begins at `start`; nil where none does.
func endOfComment(_ bytes: UnsafeRawBufferPointer, at start: Int) -> Int? {
  let slash = UInt8(ascii: "/")
  let star = UInt8(ascii: "*")
  let next = unsafe start + 1 < bytes.count ? bytes[start + 1] : 0
  let isLine = unsafe bytes[start] == UInt8(ascii: "#") || (bytes[start] == slash && next == slash)
  var end = start
  if isLine {
    while end < bytes.count, unsafe bytes[end] != 0x0A { end += 1 }
    return end
  }
  guard unsafe bytes[start] == slash, next == star else { return nil }
  end = start + 2
  while end + 1 < bytes.count {
    if unsafe bytes[end] == star, unsafe bytes[end + 1] == slash { return end + 2 }
    end += 1
  }
  return nil
}
