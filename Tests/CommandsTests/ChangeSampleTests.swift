import Commands
import Presentation
import Reports
import Testing

/// A look at what would change shows the change, wherever in the text it is.
@Suite struct ChangeSampleTests {
  @Test(arguments: [
    ("Far.", "Very far.", #"#7.user: "Far." → "Very far.""#),
    (nil, "Far.", #"#7.user: (empty) → "Far.""#),
    (
      "The Moon is about 384,400 kilometers away.", "The Moon is about 384,400 km away.",
      #"#7.user: "…ut 384,400 kilometers away." → "…ut 384,400 km away.""#
    ),
    (
      "One sentence that stays as it is, and an end.",
      "One sentence that stays as it is, and an end.  ",
      #"#7.user: "One sentence that stays as it i…" → "One sentence that stays as it i…""#
    ),
  ])
  func `What differs is seen`(old: String?, new: String, line: String) {
    let sample = ChangeSample.edited(number: 7, place: ".user", old: old, new: new)
    #expect(sample.line.text == line)
  }
}
