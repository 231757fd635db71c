import FineTuning

extension Page {
  /// The page of `elements`, which come oldest first, that `query` asks for.
  ///
  /// `limit` is the endpoint's own, where the query names none.
  ///
  /// - Throws: ``ServiceError`` when the cursor is not among them or the limit is below 1.
  init(
    of elements: [Element], _ query: PageQuery, limit: Int, id: (Element) -> String
  ) throws {
    let ordered = query.order == .ascending ? elements : elements.reversed()
    var rest = ordered[...]
    if let after = query.after {
      guard let index = ordered.firstIndex(where: { id($0) == after }) else {
        throw ServiceError(
          status: 400, message: "Invalid 'after': '\(after)' is not in the list.",
          parameter: "after")
      }
      rest = ordered[(index + 1)...]
    }
    let limit = query.limit ?? limit
    try Limits.check(limit, in: 1...10_000, "limit")
    self.init(elements: Array(rest.prefix(limit)), hasMore: rest.count > limit)
  }
}
