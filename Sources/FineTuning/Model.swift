/// A model that the service offers to this key.
package struct Model: Sendable, Hashable {
  package var id: String
  /// Seconds since 1970.
  package var createdAt: Int
  package var ownedBy: String
  /// `YYYY-MM-DD`, when the service has said that the model will go.
  package var shutdownDate: String?

  package init(id: String, createdAt: Int, ownedBy: String, shutdownDate: String? = nil) {
    self.id = id
    self.createdAt = createdAt
    self.ownedBy = ownedBy
    self.shutdownDate = shutdownDate
  }
}
