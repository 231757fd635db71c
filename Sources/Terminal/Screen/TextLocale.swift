import Glibc

/// The character encoding that the C library, and with it libedit, takes input for.
package enum TextLocale: Sendable, Hashable {
  /// The user's own locale is UTF-8.
  case declared
  /// It is not (often just not set), and UTF-8 is assumed.
  case assumed
  /// The system has no UTF-8 locale: only ASCII can be edited.
  case missing

  /// The process's own, set when first asked for: in another encoding than UTF-8 libedit loses
  /// every character that is not ASCII.
  package static let current = adopt()

  private static func adopt() -> TextLocale {
    unsafe setlocale(LC_CTYPE, "")
    if isUTF8 { return .declared }
    for name in ["C.UTF-8", "C.utf8", "en_US.UTF-8"] {
      if unsafe setlocale(LC_CTYPE, name) != nil, isUTF8 { return .assumed }
    }
    return .missing
  }

  private static var isUTF8: Bool {
    guard let name = unsafe nl_langinfo(nl_item(CODESET)) else { return false }
    return unsafe String(cString: name) == "UTF-8"
  }
}
