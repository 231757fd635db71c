import Spelling
import Testing

@Suite struct NearestNameTests {
  @Test(arguments: [
    ("shw", "show"), ("lunch", "launch"), ("lsit", "list"), ("sohw", "show"), ("Show", "show"),
    ("show", nil), ("x", nil), ("ab", nil), ("zzzzzz", nil), ("estimat", "estimate"),
    ("hlep", "help"), ("epoch", "epochs"), ("", nil),
  ])
  func `A slip has one suggestion and never itself`(_ typed: String, _ expected: String?) {
    let names = ["list", "show", "launch", "estimate", "help", "epochs", "set", "save"]
    #expect(nearest(to: typed, in: names) == expected)
  }

  @Test(arguments: [
    ("", "", 0), ("a", "", 1), ("kitten", "sitting", 3), ("weights", "weight", 1), ("ab", "ba", 1),
    ("abc", "acb", 1), ("ca", "abc", 3), ("abc", "abc", 0),
    ("달", "말", 1),
  ])
  func `Edits are counted in characters, and a swap of neighbors is one`(
    _ one: String, _ other: String, _ distance: Int
  ) {
    #expect(editDistance(one, other) == distance)
    #expect(editDistance(other, one) == distance)
  }
}
