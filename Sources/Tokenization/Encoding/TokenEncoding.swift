/// The two byte-pair encodings of today's fine-tunable models.
package enum TokenEncoding: String, Sendable, Hashable, CaseIterable {
  case o200k = "o200k_base"
  case cl100k = "cl100k_base"

  /// The encoding of a model, or nil when the model is not known or has an older encoding.
  ///
  /// As in `model.py` of tiktoken 0.14, but for one thing: a fine-tuned model (`ft:BASE:…`) has the
  /// encoding of its base. tiktoken goes by how the whole name begins, and so gives `ft:gpt-4.1…`
  /// the encoding of gpt-4.
  package init?(model: String) {
    let base = baseModel(of: model)
    let found = Self.families.first { family in
      family.name.hasSuffix("*")
        ? base.hasPrefix(family.name.dropLast())
        : base == family.name || base.hasPrefix(family.name + "-")
    }
    guard let found else { return nil }
    self = found.encoding
  }

  /// Families of models, the narrower ones first: a name is a whole model or all before a hyphen;
  /// with a star it is any beginning.
  private static let families: [(name: String, encoding: TokenEncoding)] = [
    ("gpt-5*", .o200k), ("gpt-4.5*", .o200k), ("gpt-4.1*", .o200k), ("gpt-4o*", .o200k),
    ("chatgpt-4o", .o200k), ("o1", .o200k), ("o3", .o200k), ("o4-mini", .o200k),
    ("gpt-oss", .o200k),
    ("gpt-4", .cl100k), ("gpt-3.5*", .cl100k), ("gpt-35*", .cl100k),
    ("davinci-002", .cl100k), ("babbage-002", .cl100k),
    ("text-embedding-ada-002", .cl100k), ("text-embedding-3-small", .cl100k),
    ("text-embedding-3-large", .cl100k),
  ]

  /// Names of models, one for each family, to suggest where a name is not known.
  package static var modelNames: [String] {
    families.map { $0.name.hasSuffix("*") ? String($0.name.dropLast()) : $0.name }
  }

  /// The name of the encoding that a model has, where that is a superset of one of these.
  ///
  /// gpt-oss has `o200k_harmony`: o200k_base with more special tokens, so that ordinary text has
  /// the same tokens in both (`openai_public.py` of tiktoken 0.14).
  package static func variant(ofModel model: String) -> String? {
    let base = baseModel(of: model)
    return base == "gpt-oss" || base.hasPrefix("gpt-oss-") ? "o200k_harmony" : nil
  }

  /// The SHA-256 of the published rank file, in hexadecimal.
  package var rankFileChecksum: String {
    switch self {
    case .o200k: "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d"
    case .cl100k: "223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7"
    }
  }

  /// Special tokens by their text; they are recognized only on request.
  package var specialTokens: [(text: String, id: Int)] {
    switch self {
    case .o200k: [("<|endoftext|>", 199_999), ("<|endofprompt|>", 200_018)]
    case .cl100k:
      [
        ("<|endoftext|>", 100_257), ("<|fim_prefix|>", 100_258), ("<|fim_middle|>", 100_259),
        ("<|fim_suffix|>", 100_260), ("<|endofprompt|>", 100_276),
      ]
    }
  }
}

/// The model itself, or what a tuned one (`ft:BASE:…`) was tuned on.
package func baseModel(of model: String) -> Substring {
  model.hasPrefix("ft:") ? model.dropFirst(3).prefix { $0 != ":" } : model[...]
}
