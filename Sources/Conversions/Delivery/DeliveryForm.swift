package import Datasets

/// The rows that a profile reads: their shapes, and what of an example has a place in them.
package struct DeliveryForm: Sendable, Hashable {
  /// How contents are written, so that a column holds one kind of value.
  package enum Contents: Sendable, Hashable {
    /// As the example has them.
    case asWritten
    /// Texts; lists of text parts are joined.
    case texts
    /// Lists of parts, also for a text alone.
    case lists
  }

  /// The shape of a conversation.
  package let chat: RowShape
  /// The shape of a pair; unused where pairs are not trained.
  package let preference: RowShape
  /// Whether `parallel_tool_calls` may stand beside the messages.
  let takesSettings: Bool
  /// Whether an answer's `refusal` and `audio` are read.
  let takesRefusals: Bool

  /// What the documents and the code of the profile's owner say.
  package init(for profile: Profile) {
    switch profile.name {
    case "mistral": self.init(.mistral, .preference)
    case "bedrock": self.init(.bedrock, .preference)
    case "gemini": self.init(.gemini, .preference)
    case "trl", "axolotl": self.init(.chat, .hfPreference)
    case "llama-factory": self.init(.shareGPT, .shareGPTPreference)
    case "together": self.init(.chat, .preference)
    default: self.init(.chat, .preference, takesRequests: true)
    }
  }

  private init(_ chat: RowShape, _ preference: RowShape, takesRequests: Bool = false) {
    self.chat = chat
    self.preference = preference
    takesSettings = takesRequests
    takesRefusals = takesRequests
  }

  /// How contents are to be written for a profile, where `hasOtherParts` says whether some example
  /// holds more than text.
  package static func contents(for profile: Profile, hasOtherParts: Bool) -> Contents {
    if DeliveryForm(for: profile).chat == .shareGPT { return .texts }
    guard profile.ruling(on: Rule.lateParts.code) != nil else { return .asWritten }
    return hasOtherParts ? .lists : .texts
  }
}
