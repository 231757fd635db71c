internal import Digests
import JSON

extension Rule {
  /// D21: images are what services take.
  static let images = Rule(
    "D21", "images", .error, "an image is one that services take, in a user's message",
    explanation: """
      An image stands in a user's message, as {"type": "image_url", "image_url": {"url": \
      ...}}, with an address that the service reaches or with the file itself as \
      data:image/png;base64. Taken are PNG, JPEG and WEBP files of at most 10 MB, ten of them \
      in an example (Azure: 64). The kind of file is read from its first bytes, whatever the \
      address says.
      """,
    on: .oddMessage,
    test: .example({ check in
      var count = 0
      for place in check.places {
        guard case .parts(let parts) = place.message.content else { continue }
        for part in parts {
          guard let image = check.example.imageSource(of: part) else { continue }
          count += 1
          if let role = place.message.role, role != .user {
            check.report(
              "an image in a message of the \(role.rawValue)", place, "content", at: part.range)
          }
          // A part of another type is told as such by D06.
          if image.isBare, part.type.map(check.example.text) == "image_url" {
            check.report(
              "'image_url' is a text, not an object with 'url'", place, "content", at: part.range)
          }
          if let problem = problem(of: image.address) {
            check.report(problem, place, "content", at: part.range)
          }
        }
      }
      if count > imageLimit {
        check.report(
          "\(count) images; OpenAI takes \(imageLimit) for an example", severity: .warning)
      }
    }))
}

/// Images that OpenAI takes for an example; profiles have their own limits.
private let imageLimit = 10
/// Bytes of an image's file that OpenAI and Azure take.
private let fileLimit = 10 * 1_024 * 1_024

/// What is wrong with the address of an image, or with the file in it.
private func problem(of address: ArraySlice<UInt8>) -> String? {
  guard address.starts(with: "data:".utf8) else { return problem(ofPlace: address) }
  guard let comma = address.firstIndex(of: UInt8(ascii: ",")) else {
    return "the data of the image are missing"
  }
  let head = String(decoding: address[..<comma].dropFirst(5), as: UTF8.self)
  guard head.hasSuffix(";base64") else { return "the data of the image are not base64" }
  let text = address[(comma + 1)...]
  if let index = text.firstIndex(where: { !isBase64($0) }) {
    return "the base64 of the image is broken at its byte \(index - comma)"
  }
  if text.count / 4 * 3 > fileLimit { return "an image of more than 10 MB" }
  let file = Base64.Text(text)
  guard let kind = kind(headerOf: { file[$0] }) else {
    return "the file of the image is no PNG, JPEG or WEBP"
  }
  if kind == "gif" { return "a GIF; services take PNG, JPEG and WEBP" }
  guard ImageSize(headerOf: { file[$0] }) != nil else {
    return "the header of the image cannot be read"
  }
  let named = head.dropLast(";base64".count)
  let isNamed = named == "image/\(kind)" || kind == "jpeg" && named == "image/jpg"
  return isNamed ? nil : "named \(named.prefix(24)), and is a \(kind.uppercased())"
}

/// What is wrong with an address that stands for a file elsewhere.
private func problem(ofPlace address: ArraySlice<UInt8>) -> String? {
  let text = String(decoding: address.prefix(256), as: UTF8.self)
  for scheme in ["https://", "http://"] where text.lowercased().hasPrefix(scheme) {
    let host = text.dropFirst(scheme.count).prefix { $0 != "/" && $0 != ":" && $0 != "?" }
    let isLocal =
      host == "localhost"
      || ["127.", "10.", "192.168.", "169.254.", "0."].contains {
        host.hasPrefix($0)
      }
    return isLocal ? "an image at \(host), which no service reaches" : nil
  }
  return "an image by a path or an unknown address, which is not sent along"
}

private func isBase64(_ byte: UInt8) -> Bool {
  switch byte {
  case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "+"), UInt8(ascii: "/"),
    UInt8(ascii: "="):
    true
  default: false
  }
}

/// The kind of an image's file by its first bytes; nil for anything else.
private func kind(headerOf byte: (Int) -> UInt8?) -> String? {
  func begins(_ bytes: [UInt8], at offset: Int = 0) -> Bool {
    bytes.indices.allSatisfy { byte(offset + $0) == bytes[$0] }
  }
  if begins([0x89, 0x50, 0x4E, 0x47]) { return "png" }
  if begins([0xFF, 0xD8, 0xFF]) { return "jpeg" }
  if begins(Array("GIF8".utf8)) { return "gif" }
  if begins(Array("RIFF".utf8)), begins(Array("WEBP".utf8), at: 8) { return "webp" }
  return nil
}
