extension Rule {
  /// The rules about what readers do to a file that is valid; each speaks for the profiles that
  /// have a ruling on it.
  package static let aboutReaders: [Rule] = [
    .profileLimits, .lateParts, .textsAsValues, .datesAsTimes, .objectArguments, .lateKeys,
    .weightIgnored, .namedColumns, .tracedColumns, .textArguments, .nullContent, .namesDropped,
    .developerRole, .severalCalls, .callWithText, .emptyTools, .toolIDs, .otherShape,
    .addedLine,
  ]
}
