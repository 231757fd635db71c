import CommandLanguage
import Datasets
import JSON

/// Which texts of an example a field means.
struct TextPlace: Sendable {
  private enum Kind: Sendable {
    case all
    /// The roles whose messages are meant, all of them.
    case roles(Set<String>)
    case answer(isPreferred: Bool)
    case places(FieldPlaces)
  }

  private let kind: Kind

  /// - Throws: ``Failure`` E214 for a field that is no text of the example itself.
  init(_ field: FieldPath, at place: Span?, consequence: String) throws(Failure) {
    switch field.name {
    case nil where field.isEmpty: kind = .all
    case "system": kind = .roles(["system", "developer"])
    case "user", "assistant", "prompt", "completion": kind = .roles([field.name ?? ""])
    case "preferred", "rejected": kind = .answer(isPreferred: field.name == "preferred")
    case "messages": kind = .all
    default:
      guard case .name(let first)? = field.components.first, let places = FieldPlaces(field),
        first == "messages" || !field.isFixed
      else {
        throw Failure(
          .notSettable, "\(field) is no text of an example", at: place,
          consequence: consequence,
          remedy: "name .system, .user, .assistant or a place such as .messages[2].content")
      }
      kind = .places(places)
    }
  }

  func texts(of example: Example) -> [ExampleText] {
    switch kind {
    case .all: example.texts
    case .roles(let roles): example.texts.filter { roles.contains($0.role) }
    case .answer(let isPreferred):
      example.texts(of: isPreferred ? example.preferred : example.rejected)
    case .places(let places):
      example.texts.filter { text in
        places.places(in: example).contains { place in
          example.range(of: place)?.contains(text.span.contents.lowerBound) == true
        }
      }
    }
  }
}
