import JSON

/// Copies one JSON value to one line, leaving out comments and commas too many.
///
/// Scalars are copied as they are written. The result still has to be read: brackets that do not
/// match are found there.
@safe struct OneLineWriter {
  private let bytes: UnsafeRawBufferPointer
  private let count: Int
  private var index: Int
  private var depth = 0
  private(set) var output: [UInt8] = []
  private(set) var repairs: Set<NearJSONL> = []

  init(_ bytes: UnsafeRawBufferPointer, from start: Int) {
    unsafe self.bytes = bytes
    count = bytes.count
    index = start
  }

  private subscript(index: Int) -> UInt8 { unsafe bytes[index] }

  /// Copies the value and returns where it ends.
  ///
  /// A value that is one line of strict JSON is only measured.
  mutating func write() throws(LineFault) -> Int {
    var scanner = unsafe JSONScanner(bytes, in: index..<count)
    var strictEnd: Int?
    var firstError: JSONError?
    do throws(JSONError) {
      strictEnd = try scanner.skipValue().upperBound
    } catch {
      firstError = error
    }
    if let end = strictEnd {
      let isOneLine = unsafe !bytes[index..<end].contains(0x0A)
      if isOneLine { return end }
    }
    do throws(LineFault) {
      return try rewrite()
    } catch {
      guard let firstError else { throw error }
      let code = firstError.code
      throw LineFault(
        code: code == .invalidUTF8 ? .notUTF8 : .invalidJSON(code), offset: firstError.offset)
    }
  }

  private mutating func rewrite() throws(LineFault) -> Int {
    repeat {
      guard index < count else { throw fault(.unexpectedEnd) }
      switch self[index] {
      case 0x0A:
        repairs.insert(.objectOverLines)
        index += 1
      case 0x20, 0x09, 0x0D: index += 1
      case UInt8(ascii: "/"): try skipComment()
      case UInt8(ascii: "\""): try copyString()
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        guard depth <= JSONScanner.maximumDepth else { throw fault(.tooDeep) }
        copyByte()
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if output.suffix(2).elementsEqual(", ".utf8) {
          output.removeLast(2)
          repairs.insert(.extraCommas)
        }
        depth -= 1
        copyByte()
      case UInt8(ascii: ","), UInt8(ascii: ":"):
        copyByte()
        output.append(0x20)
      default: copyByte()
      }
    } while depth > 0
    return try checked()
  }

  /// Throws unless what was written is strict JSON.
  private func checked() throws(LineFault) -> Int {
    do throws(JSONError) {
      _ = try JSONText(output)
    } catch {
      throw fault(error.code)
    }
    return index
  }

  private func fault(_ code: JSONError.Code) -> LineFault {
    LineFault(code: .invalidJSON(code), offset: index)
  }

  private mutating func copyByte() {
    output.append(self[index])
    index += 1
  }

  private mutating func skipComment() throws(LineFault) {
    guard index + 1 < count, self[index + 1] == UInt8(ascii: "/") else {
      throw fault(.unexpectedCharacter)
    }
    repairs.insert(.comments)
    while index < count, self[index] != 0x0A { index += 1 }
  }

  private mutating func copyString() throws(LineFault) {
    var scanner = unsafe JSONScanner(bytes, in: index..<count)
    do throws(JSONError) {
      let quoted = try scanner.string().quoted
      unsafe output.append(contentsOf: bytes[quoted])
      index = quoted.upperBound
    } catch {
      throw LineFault(code: .invalidJSON(error.code), offset: error.offset)
    }
  }
}
