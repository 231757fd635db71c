extension BenchText {
  /// Prose: common words by Zipf's law, forms derived from them, and names made of syllables.
  static let english = BenchText(name: "english") { source, text in
    for _ in 0..<(2 + source.below(5)) { sentence(&source, &text) }
    text += source.chance(60) ? "\n\n" : "\n"
  }

  private static func sentence(_ source: inout WordSource, _ text: inout String) {
    if text.last.map({ $0 != "\n" }) ?? false { text += " " }
    let count = 5 + source.below(18)
    for index in 0..<count {
      let word = word(&source)
      text += index == 0 ? word.prefix(1).uppercased() + word.dropFirst() : word
      if index == count - 1 { break }
      switch source.below(40) {
      case 0...2: text += ", "
      case 3: text += source.pick([" - ", "; ", ": ", " (", ") ", "\" ", " \""])
      default: text += " "
      }
    }
    text += source.pick([".", ".", ".", ".", "?", "!", "..."])
  }

  static func word(_ source: inout WordSource) -> String {
    switch source.below(100) {
    case 0...87: return source.common(words)
    case 88...91: return source.pick(words) + source.pick(endings)
    case 92...93: return name(&source).capitalized
    case 94: return name(&source)
    case 95...97: return "\(source.below(2_030))"
    case 98: return "\(source.below(100)).\(source.below(100))%"
    default:
      return source.common(words)
        + source.pick(["'s", "'t", "'re", "'ll", "-" + source.common(words)])
    }
  }

  /// A word that no dictionary has, of two to four syllables.
  static func name(_ source: inout WordSource) -> String {
    let onsets = [
      "b", "br", "c", "d", "dr", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "st", "t", "th",
      "v", "w",
    ]
    let rimes = [
      "a", "an", "ar", "e", "el", "en", "er", "i", "in", "is", "o", "on", "or", "u", "us", "y",
    ]
    return (0..<2 + source.below(3)).map { _ in source.pick(onsets) + source.pick(rimes) }.joined()
  }

  private static let endings = ["s", "s", "s", "s", "ed", "ing", "er", "ly", "less"]

  static let words = """
    the of and to in is that for it as was with be by on not he his but at are this have from or had an they which one \
    you were all her she there would their we him been has when who will no more if out so up said what its about than \
    into them can only other time new some could these two may first then do any like my now over such our man me even \
    most made after also did many must before see through back years where much your way well down should because each \
    just those people how too little state good very make world still own men work long here get both between life being \
    under never day same another know while last might us great old year off come since against go came right used take \
    three states himself few house use during without again place around however home small found thought went say part \
    once general high upon school every does got united left number course war until always away something fact water \
    less public put think almost hand enough far took head yet government system better set told nothing night end called \
    look eyes find asked going next knew model data training example answer question request prompt file line error value \
    function return string list index table query server network memory thread process vector matrix gradient learning \
    rate batch loss metric precision evaluation validation message content format template parameter configuration \
    customer invoice payment refund shipping address account password security permission policy agreement schedule \
    meeting project deadline budget estimate revenue margin strategy marketing campaign audience temperature pressure \
    recipe minutes kitchen garlic onion tomato butter chicken vegetable travel airport museum restaurant mountain river \
    island history century empire revolution science physics chemistry biology evolution protein experiment measurement \
    probability distribution variance theorem proof equation algebra geometry music melody harmony rhythm painting \
    sculpture novel character dialogue narrative perspective metaphor unfortunately approximately significantly \
    responsibility understanding infrastructure recommendation window garden letter money street morning church river \
    doctor mother father brother sister village teacher student summer winter spring autumn language culture society \
    industry market company business economy energy nature forest animal flower ocean desert planet machine engine \
    bridge station journey distance direction position pattern surface material metal silver golden bright dark heavy
    """.split(separator: " ").map(String.init)
}

extension String {
  var capitalized: String { prefix(1).uppercased() + dropFirst() }
}
