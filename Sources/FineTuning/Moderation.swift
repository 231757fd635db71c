/// What a service says of a text by the categories of its policy.
package struct Moderation: Sendable, Hashable {
  /// The categories that the service objects to, by name.
  package var flagged: Set<String>
  /// From 0 to 1, by the name of the category.
  package var scores: [String: Double]

  package init(flagged: Set<String>, scores: [String: Double]) {
    self.flagged = flagged
    self.scores = scores
  }
}

/// Texts for a service to look at by its policy.
package struct ModerationRequest: Sendable, Hashable {
  package var texts: [String]
  /// nil for the service's own choice.
  package var model: String?

  package init(texts: [String], model: String? = nil) {
    self.texts = texts
    self.model = model
  }
}

/// A service that says what is harmful.
package protocol ModerationService: Sendable {
  /// What is said of each text, in their order.
  func moderate(_ request: ModerationRequest) async throws -> [Moderation]
}

extension FineTuningService {
  /// This service's moderation.
  ///
  /// - Throws: ``ServiceError/unsupported(_:)`` when it has none.
  package var moderationService: any ModerationService {
    get throws {
      guard let service = offer((any ModerationService).self) else {
        throw ServiceError.unsupported("moderation")
      }
      return service
    }
  }
}
