/// One page of a list, in the order that the service sent it.
package struct Page<Element: Sendable>: Sendable {
  package var elements: [Element]
  /// Whether another page follows; ask for it with the last element's id as `after`.
  package var hasMore: Bool

  package init(elements: [Element], hasMore: Bool) {
    self.elements = elements
    self.hasMore = hasMore
  }
}

/// Walks the pages of a list, also one that never ends or begins again.
package struct PageWalk: Sendable {
  /// More than any list has; a service that goes on giving pages is left there.
  package static let pageLimit = 1_000

  private var seen: Set<String> = []

  package init() {}

  /// The query for the page after the one that ends with `last`; nil where the list ends.
  package mutating func next<Element>(
    after page: Page<Element>, _ query: PageQuery, id: (Element) -> String
  ) -> PageQuery? {
    guard page.hasMore, let last = page.elements.last.map(id), seen.count < Self.pageLimit,
      seen.insert(last).inserted
    else { return nil }
    var query = query
    query.after = last
    return query
  }
}

/// Where a page starts and how long it is.
package struct PageQuery: Sendable, Hashable {
  /// By time of creation.
  package enum Order: String, Sendable, Hashable {
    case ascending = "asc"
    case descending = "desc"
  }

  /// The id of the last element of the page before; nil for the first page.
  package var after: String?
  /// At most this many elements; nil for the endpoint's own default.
  package var limit: Int?
  /// nil for the endpoint's own default, newest first everywhere.
  package var order: Order?
  /// Only files with this purpose, or nil for all; lists of other things ignore it.
  package var purpose: String?
  /// Only jobs that carry all these metadata pairs; lists of other things ignore it.
  package var metadata: [String: String]
  /// Only jobs that carry no metadata at all; lists of other things ignore it.
  package var isWithoutMetadata = false
  /// Only checkpoint permissions of this project, or nil for all; other lists ignore it.
  package var project: String?

  package init(
    after: String? = nil, limit: Int? = nil, order: Order? = nil, purpose: String? = nil,
    metadata: [String: String] = [:], project: String? = nil
  ) {
    self.after = after
    self.limit = limit
    self.order = order
    self.purpose = purpose
    self.metadata = metadata
    self.project = project
  }
}
