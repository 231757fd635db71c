/// What a piece of text means, from which its colour follows.
///
/// Colour never carries a meaning alone: a rendering without colour must read the same.
package enum Style: Sendable, Hashable, CaseIterable {
  case plain
  case strong
  case dim
  /// A name that can be typed again: a dataset, a job, a reference.
  case accent
  case good
  case caution
  case bad
  case systemRole
  case userRole
  case assistantRole
  case toolRole

  /// The parameters of the SGR escape sequence (ECMA-48 §8.3.117), or nil for text left alone.
  ///
  /// Only the eight basic colours are used, since a terminal's own palette keeps those readable.
  package var graphicRendition: String? {
    switch self {
    case .plain: nil
    case .strong: "1"
    case .dim: "2"
    case .accent: "36"
    case .good: "32"
    case .caution: "33"
    case .bad: "31"
    case .systemRole: "35"
    case .userRole: "36"
    case .assistantRole: "32"
    case .toolRole: "33"
    }
  }
}
