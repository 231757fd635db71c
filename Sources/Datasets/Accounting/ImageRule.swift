import Tokenization

/// How many tokens a model takes an image for: a row of a table of what is known.
///
/// Nothing of it is documented for training, and the sources contradict each other in places, so
/// whatever comes of a rule is an estimate and is shown with the rule.
package struct ImageRule: Sendable, Hashable {
  /// How pixels become tokens.
  package enum Method: Sendable, Hashable {
    /// The image is shrunk into 2,048 × 2,048 and then to a shorter side of 768; each tile of
    /// 512 × 512 that it covers costs `each`, on top of `base`. At low detail it is `base`.
    case tiles(base: Int, each: Int)
    /// Each patch of 32 × 32 that it covers costs `hundredths` / 100, at most `limit` patches,
    /// into which a larger image is shrunk. There is no low detail.
    case patches(limit: Int, hundredths: Int)
  }

  /// Models by their names or by what their names begin with before a hyphen.
  package let models: [String]
  package let method: Method
  /// Where the numbers are from.
  package let source: String

  package init(_ models: [String], _ method: Method, source: String) {
    self.models = models
    self.method = method
    self.source = source
  }
}

extension ImageRule {
  private static let guide = "OpenAI's guide to images and vision"
  private static let measured = "OpenAI's guide; community.openai.com 1230130 measured it"

  /// The models that take images, as far as their rule is known.
  ///
  /// That gpt-4.1 goes by tiles and its smaller ones by patches is measured (773 and 2,362 tokens
  /// for 1,800 × 2,400 with a short prompt). LiteLLM 1.109.1 lets 6,144 patches pass for
  /// gpt-4.1-mini, and one measurement of gpt-5-mini came to 1.20 for a patch.
  package static let all: [ImageRule] = [
    ImageRule(["gpt-4o", "chatgpt-4o", "gpt-4.5"], .tiles(base: 85, each: 170), source: guide),
    ImageRule(["gpt-4.1"], .tiles(base: 85, each: 170), source: measured),
    ImageRule(["gpt-4o-mini"], .tiles(base: 2_833, each: 5_667), source: guide),
    ImageRule(["o1", "o3"], .tiles(base: 75, each: 150), source: guide),
    ImageRule(["gpt-5", "gpt-5.1"], .tiles(base: 70, each: 140), source: guide),
    ImageRule(["gpt-4.1-mini"], .patches(limit: 1_536, hundredths: 162), source: measured),
    ImageRule(["gpt-5-mini"], .patches(limit: 1_536, hundredths: 162), source: guide),
    ImageRule(
      ["gpt-4.1-nano", "gpt-5-nano"], .patches(limit: 1_536, hundredths: 246), source: guide),
    ImageRule(["o4-mini"], .patches(limit: 1_536, hundredths: 172), source: guide),
  ]

  /// What images are counted by where no model is named: the rule of the models that are tuned
  /// with images, gpt-4o and gpt-4.1.
  package static let standard = all[0]

  /// The rule of a model or of what was tuned on it (`ft:BASE:…`); nil when it is not known.
  package init?(model: String) {
    let base = baseModel(of: model)
    let fitting = Self.all.flatMap { rule in rule.models.map { (name: $0, rule: rule) } }
      .filter { base == $0.name || base.hasPrefix($0.name + "-") }
    guard let found = fitting.max(by: { $0.name.count < $1.name.count }) else { return nil }
    self = found.rule
  }

  /// The rule in words, such as `85 + 170 for each tile of 512 × 512`.
  package var sentence: String {
    switch method {
    case .tiles(let base, let each): "\(base) + \(each) for each tile of 512 × 512"
    case .patches(let limit, let hundredths):
      "\(hundredths / 100).\(hundredths % 100) for each patch of 32 × 32, at most \(limit) patches"
    }
  }

  /// Returns the tokens of an image of that size.
  ///
  /// - Complexity: O(1).
  package func tokens(_ size: ImageSize, isLowDetail: Bool = false) -> Int {
    switch method {
    case .tiles(let base, let each): base + (isLowDetail ? 0 : each * size.tileCount)
    case .patches(let limit, let hundredths):
      (size.patchCount(limit: limit) * hundredths + 50) / 100
    }
  }
}

extension ImageSize {
  /// The tiles of 512 × 512 that the image covers when it is as large as the models look at it.
  ///
  /// Computed in whole numbers: the scale is a fraction of two of them.
  fileprivate var tileCount: Int {
    let (short, long) = (min(width, height), max(width, height))
    var scale = (1, 1)
    if long > 2_048 { scale = (2_048, long) }
    if short * scale.0 > 768 * scale.1 { scale = (768, short) }
    func tiles(_ side: Int) -> Int { max(1, dividedUp(side * scale.0, 512 * scale.1)) }
    return tiles(short) * tiles(long)
  }

  /// The patches of 32 × 32 that the image covers, shrunk until there are no more than `limit`.
  ///
  /// It is shrunk to `limit` patches by area and then a little further, until one of its sides is
  /// a whole number of patches: that side has ⌊√(`limit` · side ÷ other side)⌋ of them.
  fileprivate func patchCount(limit: Int) -> Int {
    let count = dividedUp(width, 32) * dividedUp(height, 32)
    guard count > limit else { return count }
    let across = max(1, squareRoot(limit * width / height))
    let down = max(1, squareRoot(limit * height / width))
    // The side that has to shrink more to be whole is the one that the other follows.
    // An image that is thinner than a patch then would still have more, and has `limit`.
    return min(
      limit,
      across * height <= down * width
        ? across * dividedUp(height * across, width) : down * dividedUp(width * down, height))
  }

  private func dividedUp(_ value: Int, _ divisor: Int) -> Int { (value + divisor - 1) / divisor }

  private func squareRoot(_ value: Int) -> Int {
    var root = Int(Double(value).squareRoot())
    while root * root > value { root -= 1 }
    while (root + 1) * (root + 1) <= value { root += 1 }
    return root
  }
}
