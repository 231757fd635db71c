extension Rule {
  /// R01: the file stays within the limits of the service.
  package static let profileLimits = Rule(
    "R01", "profile-limits", .error, "the file stays within the limits of the service",
    explanation: """
      Services limit how many examples a file has, how many bytes, and how many images stand \
      in an example. A file beyond a limit is refused after the upload. check NAME --for \
      PROVIDER names the limit with its source.
      """,
    test: .reader({ _ in }))
}
