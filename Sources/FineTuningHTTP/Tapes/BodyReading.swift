import Digests
import FineTuning
import JSON
import Synchronization

/// Reads a request's body while it passes on to the transport.
///
/// Of a file only the name, the length and the SHA-256 are kept, so that a tape holds no data.
final class BodyReading: Sendable {
  private struct Part {
    var name: String
    var filename: String?
    var digest = SHA256()
    var byteCount = 0
    /// Of a plain field.
    var text: [UInt8] = []
  }

  private let parts = Mutex<[Part]>([])
  private let isForm: Bool
  private let bytes: [UInt8]?

  /// Takes a body and hands over the one to send in its place.
  static func reading(_ body: RequestBody) -> (RequestBody, BodyReading) {
    switch body {
    case .none: return (body, BodyReading(isForm: false, bytes: nil))
    case .bytes(let bytes): return (body, BodyReading(isForm: false, bytes: bytes))
    case .stream(let stream, let byteCount):
      let reading = BodyReading(isForm: true, bytes: nil)
      return (
        .stream(reading.observed(stream, "body", filename: ""), byteCount: byteCount), reading
      )
    case .multipart(var form):
      let reading = BodyReading(isForm: true, bytes: nil)
      for index in form.parts.indices {
        let part = form.parts[index]
        form.parts[index].content = reading.observed(
          part.content, part.name, filename: part.filename)
      }
      return (.multipart(form), reading)
    }
  }

  private init(isForm: Bool, bytes: [UInt8]?) {
    self.isForm = isForm
    self.bytes = bytes
  }

  private func observed(
    _ stream: ByteStream, _ name: String, filename: String?
  ) -> ByteStream {
    let index = parts.withLock { parts in
      parts.append(Part(name: name, filename: filename))
      return parts.count - 1
    }
    return .transforming(stream) { [self] chunk in
      guard let chunk else { return [] }
      parts.withLock { parts in
        if parts[index].filename == nil {
          parts[index].text += chunk
        } else {
          parts[index].digest.update(chunk)
          parts[index].byteCount += chunk.count
        }
      }
      return [chunk]
    }
  }

  /// What was read so far; nil for no body.
  var value: JSONValue? {
    guard isForm else {
      guard let bytes else { return nil }
      return (try? JSONValue(parsing: bytes)) ?? .string(String(decoding: bytes, as: UTF8.self))
    }
    return parts.withLock { parts in
      .object(
        parts.map { part in
          guard let filename = part.filename else {
            return JSONMember(part.name, .string(String(decoding: part.text, as: UTF8.self)))
          }
          let digest = part.digest
          return JSONMember(
            part.name,
            [
              "filename": .string(filename), "bytes": .integer(part.byteCount),
              "sha256": .string(digest.finish()),
            ])
        })
    }
  }
}
