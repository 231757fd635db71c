extension ShapeDetection {
  /// A shape that somebody named, though the rows do not look like it.
  package init(asked shape: RowShape, mapping: FieldMapping?) {
    self.init(
      shape: shape, certainty: .certain, evidence: [], mapping: mapping?.pairs ?? [],
      metadataKeys: [])
  }
}
