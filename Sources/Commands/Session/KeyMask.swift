extension String {
  /// The text with every word that looks like a provider's key cut down to its beginning, and
  /// without the passwords in addresses.
  ///
  /// A key typed by mistake must not stay in the history, nor in the record of a cell.
  package var maskingKeys: String {
    var masked = self
    if utf8.contains(UInt8(ascii: "@")) {
      masked.replace(#/(:\/\/[^\/\s:@]*:)[^\/\s@]+@/#) { "\($0.output.1)…@" }
    }
    guard utf8.count >= 16, contains("-") || contains("_") else { return masked }
    masked.replace(#/\b((?:sk|ftk|rk|gsk|hf|xai|ghp)[-_])[A-Za-z0-9_\-]{13,}/#) {
      "\($0.output.1)…"
    }
    return masked
  }
}
