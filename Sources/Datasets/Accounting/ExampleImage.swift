internal import Digests
import JSON

/// An image in a message: an address, or the file itself in base64.
package struct ExampleImage: Sendable, Hashable {
  /// The pixels, where the file is in the example and its header says so.
  package var size: ImageSize?
  /// `"detail": "low"`; everything else is taken for high, as the service does with `auto` for
  /// larger images.
  package var isLowDetail: Bool
  /// Whether the file is elsewhere, so that its size cannot be known here.
  package var isRemote: Bool

  /// What an image of unknown size is counted as.
  package static let assumedSize = ImageSize(width: 1_024, height: 1_024)

  package init(size: ImageSize?, isLowDetail: Bool = false, isRemote: Bool = false) {
    self.size = size
    self.isLowDetail = isLowDetail
    self.isRemote = isRemote
  }

  /// Returns the tokens of the image by a rule.
  package func tokens(_ rule: ImageRule) -> Int {
    rule.tokens(size ?? Self.assumedSize, isLowDetail: isLowDetail)
  }

  /// Whether ``assumedSize`` made a difference to the count.
  package func isAssumed(_ rule: ImageRule) -> Bool {
    guard size == nil else { return false }
    if case .tiles = rule.method, isLowDetail { return false }
    return true
  }
}

extension Example {
  /// The image of a part; nil for a part of another kind.
  ///
  /// Both forms are read: `{"image_url": {"url": …, "detail": …}}` and `{"image_url": "…"}`.
  /// Of a file only its header is decoded.
  package func image(of part: Message.Part) -> ExampleImage? {
    guard part.text == nil else { return nil }
    let found = unsafe bytes.withUnsafeBytes { buffer in
      var scanner = unsafe JSONScanner(buffer, in: part.range)
      return try? scanner.imageAddress()
    }
    guard let found else { return nil }
    let address =
      found.span.hasEscapes ? Array(text(found.span).utf8)[...] : bytes[found.span.contents]
    var image = ExampleImage(at: address)
    image.isLowDetail = found.isLowDetail
    return image
  }

  /// The address of a part's image as it is written, and whether it stands without an object
  /// around it; nil for a part of another kind.
  func imageSource(of part: Message.Part) -> (address: ArraySlice<UInt8>, isBare: Bool)? {
    guard part.text == nil else { return nil }
    let found = unsafe bytes.withUnsafeBytes { buffer in
      var scanner = unsafe JSONScanner(buffer, in: part.range)
      return try? scanner.imageAddress()
    }
    guard let found else { return nil }
    let isBare = value(in: part.range)?["image_url"]?.string != nil
    let address =
      found.span.hasEscapes ? Array(text(found.span).utf8)[...] : bytes[found.span.contents]
    return (address, isBare)
  }

  /// The images of a message, in order.
  package func images(of message: Message) -> [ExampleImage] {
    guard case .parts(let parts) = message.content else { return [] }
    return parts.compactMap(image)
  }
}

extension ExampleImage {
  /// What stands at an address (RFC 2397 for one that holds the file itself).
  fileprivate init(at address: ArraySlice<UInt8>) {
    let isRemote = !address.starts(with: "data:".utf8)
    guard !isRemote, let comma = address.firstIndex(of: UInt8(ascii: ",")),
      address[..<comma].suffix(7).elementsEqual(";base64".utf8)
    else {
      self.init(size: nil, isRemote: isRemote)
      return
    }
    let file = Base64.Text(address[(comma + 1)...])
    self.init(size: ImageSize { file[$0] })
  }
}

extension JSONScanner {
  /// Reads a part for the address of its image; nil when nothing in it is one.
  fileprivate mutating func imageAddress() throws(JSONError) -> (
    span: JSONStringSpan, isLowDetail: Bool
  )? {
    var address: JSONStringSpan?
    var isLowDetail = false
    try enterObject()
    while let key = try nextKey() {
      let isImage = string(key, equals: "image_url")
      switch try peek() {
      case .string where isImage: address = try string()
      case .object where isImage: (address, isLowDetail) = try imageObject()
      case .string:
        let value = try string()
        if string(key, equals: "detail") { isLowDetail = string(value, equals: "low") }
      default: try skipValue()
      }
    }
    return address.map { ($0, isLowDetail) }
  }

  private mutating func imageObject() throws(JSONError) -> (JSONStringSpan?, Bool) {
    var address: JSONStringSpan?
    var isLowDetail = false
    try enterObject()
    while let key = try nextKey() {
      guard try peek() == .string else {
        try skipValue()
        continue
      }
      let value = try string()
      if string(key, equals: "url") { address = value }
      if string(key, equals: "detail") { isLowDetail = string(value, equals: "low") }
    }
    return (address, isLowDetail)
  }
}
