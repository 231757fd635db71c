extension Rule {
  /// W10: no text holds a key, a token or a password.
  package static let secrets = Rule(
    "W10", "secrets", .warning, "no text holds a key, a token or a password",
    explanation: """
      Keys of services, tokens, private keys, and values behind names such as 'password' were \
      found by their form. Whoever talks with the model may learn them, so that upload and launch \
      send nothing to a provider until they are gone or waived. 'redact REF key' puts placeholders \
      in their place; a key that was real is best made invalid as well.
      """,
    remedy: "redact REF key",
    on: [.at, .key, .unicodeEscape],
    test: .example({ check in check.reportPrivateData(secretScanner) }))
}

private let secretScanner = PrivateDataScanner([.key])
