/// The address under which a service keeps its API, such as `https://api.openai.com/v1`.
package struct BaseURL: Sendable, Hashable {
  /// `http` or `https`.
  package let scheme: String
  /// The host with its port, if it has one.
  package let authority: String
  /// Empty, or begins with a slash and does not end with one.
  package let path: String
  /// What every request repeats, such as `api-version=2024-10-21`; empty for nothing.
  package let query: String

  /// nil unless `text` is an `http` or `https` address with a host and without a user.
  package init?(_ text: some StringProtocol) {
    guard text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else { return nil }
    let text = String(text)
    let scheme = text.lowercased().hasPrefix("https://") ? "https" : "http"
    guard text.lowercased().hasPrefix("\(scheme)://") else { return nil }
    let rest = text.dropFirst(scheme.utf8.count + 3)
    guard !rest.contains("#") else { return nil }
    let halves = rest.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    let place = halves.first ?? ""
    let slash = place.firstIndex(of: "/") ?? place.endIndex
    let authority = place[..<slash]
    guard Self.isAuthority(authority) else { return nil }
    var path = place[slash...]
    while path.hasSuffix("/") { path.removeLast() }
    self.scheme = scheme
    self.authority = authority.lowercased()
    self.path = String(path)
    self.query = halves.count > 1 ? String(halves[1]) : ""
  }

  /// The authority without its port; an IPv6 address keeps its brackets.
  package var host: String {
    if authority.hasPrefix("["), let end = authority.firstIndex(of: "]") {
      return String(authority[...end])
    }
    return String(authority.prefix { $0 != ":" })
  }

  /// Whether the address leads back to this machine.
  package var isLoopback: Bool {
    let numbers = host.split(separator: ".", omittingEmptySubsequences: false)
    // Any of 127.0.0.0/8, but not a name that begins like it.
    let isIPv4 = numbers.count == 4 && numbers.allSatisfy { UInt8($0) != nil }
    return host == "localhost" || host == "[::1]" || (isIPv4 && numbers[0] == "127")
  }

  /// Whether a key cannot be read in transit: `https`, or a way that never leaves the machine.
  package var keepsSecrets: Bool { scheme == "https" || isLoopback }

  private static func isAuthority(_ text: Substring) -> Bool {
    guard !text.isEmpty, !text.contains("@"), !text.contains("\\") else { return false }
    var host = text
    if text.hasPrefix("[") {
      guard let end = text.firstIndex(of: "]") else { return false }
      host = text[text.index(after: end)...]
      guard host.isEmpty || host.hasPrefix(":") else { return false }
      return host.dropFirst().allSatisfy(\.isNumber)
    }
    let parts = host.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count <= 2, parts[0].isEmpty == false else { return false }
    return parts.count == 1 || UInt16(parts[1]) != nil
  }
}

extension BaseURL: CustomStringConvertible {
  package var description: String {
    "\(scheme)://\(authority)\(path)\(query.isEmpty ? "" : "?\(query)")"
  }
}
