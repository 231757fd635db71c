import Digests

/// The path of an endpoint under the base URL, such as `files/{}/content`.
///
/// A `{}` stands for one argument, which goes over the wire percent-encoded.
struct PathPattern: Sendable, Hashable, ExpressibleByStringLiteral {
  /// nil for an argument.
  let segments: [String?]

  init(stringLiteral value: String) {
    segments = value.split(separator: "/").map { $0 == "{}" ? nil : String($0) }
  }

  /// The path with its arguments, beginning with a slash.
  func path(_ arguments: [String]) -> String {
    var rest = arguments[...]
    let parts = segments.map { $0 ?? PercentEncoding.encoded(rest.popFirst() ?? "", keeping: ":") }
    return "/" + parts.joined(separator: "/")
  }

  /// The decoded arguments when `path`, split at its slashes, is one of this pattern.
  func arguments(in path: [Substring]) -> [String]? {
    guard path.count == segments.count else { return nil }
    var arguments: [String] = []
    for (segment, part) in zip(segments, path) {
      if let segment {
        guard segment == part else { return nil }
      } else {
        guard let text = PercentEncoding.decoded(part), !text.isEmpty else { return nil }
        arguments.append(text)
      }
    }
    return arguments
  }
}
