/// A dataset under one rule about readers, for one profile.
struct ReaderCheck {
  /// What a rule reported.
  struct Note {
    let detail: String
    let sighting: ReaderFacts.Sighting?
  }

  let facts: ReaderFacts
  let profile: Profile
  private(set) var notes: [Note] = []

  init(facts: ReaderFacts, profile: Profile) {
    self.facts = facts
    self.profile = profile
  }

  /// Reports with the first example that is meant.
  mutating func report(_ detail: String, _ sighting: ReaderFacts.Sighting?) {
    notes.append(Note(detail: detail, sighting: sighting))
  }

  /// `1 example` or `5 examples`, with the verb that follows.
  func counted(_ count: Int, _ one: String, _ several: String) -> String {
    count == 1 ? "1 example \(one)" : "\(count) examples \(several)"
  }
}
