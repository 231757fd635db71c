import Pricing

extension SnippetReview {
  /// What comments, texts and pages say of the service, in English, Korean and Japanese.
  mutating func reviewProse() {
    let passages = source.comments + source.texts
    for line in Self.lines(passages, saying: Self.deniesSettings) {
      add(line, "hyperparameters can be set: epochs, batch size, learning rate factor, beta")
    }
    for line in Self.lines(passages, saying: Self.doublesPrice) { addRuleOfThumb(line) }
    for comment in source.comments { reviewStatus(comment) }
    for passage in passages { reviewLimit(passage) }
  }

  /// Where something is said, also in a sentence that goes on in the next line.
  private static func lines(
    _ passages: [SnippetSource.Passage], saying isSaid: (String) -> Bool
  ) -> [Int] {
    var before: SnippetSource.Passage = ("", 0)
    var lines: [Int] = []
    for passage in passages {
      let text = String(passage.text.prefix(1_000)).lowercased()
      if isSaid(text) {
        lines.append(passage.line)
        before = ("", 0)
        continue
      }
      if before.line + 1 == passage.line, isSaid(before.text + " " + text) {
        lines.append(before.line)
      }
      before = (text, passage.line)
    }
    return lines
  }

  mutating func addRuleOfThumb(_ line: Int) {
    add(
      line,
      "training has a price of its own, no multiple of another:  estimate NAME --all  shows the "
        + "arithmetic")
  }

  /// Whether it is said that nothing can be set.
  private static func deniesSettings(_ text: String) -> Bool {
    guard ["param", "파라", "パラメ"].contains(where: { text.contains($0) }) else { return false }
    if text.contains(
      #/hyper-?\s?parameters?\b.*\b(cannot|can't|can not|may not|could not) be (adjust|chang|set|tun|config|modif|custom|control|chosen)/#
    )
      || text.contains(
        #/\b(cannot|can't|can not|no way to|impossible to|unable to)\b.*\b(adjust|chang|set|tun|config|modif|custom|control|choos)\w*\b.*hyper-?\s?parameter/#
      )
      || text.contains(
        #/hyper-?\s?parameters?\b.*\bnot (adjustable|configurable|tunable|changeable|customi[sz]able)/#
      )
    {
      return true
    }
    return text.contains(
      #/하이퍼\s*파라미터[^.]*(조정|조절|변경|수정|설정|지정|튜닝|제어|바꿀)[^.]*(수\s*[는가]?\s*없|불가|못\s*[하합]|되지\s*않|안\s*[됩돼된])/#
    )
      || text.contains(#/(조정|조절|변경|수정|설정|지정|바꿀)[^.]*(수\s*없는|불가능한)\s*하이퍼\s*파라미터/#)
      || text.contains(
        #/ハイパー\s*パラメー?タ[^。]*(調整|変更|設定|指定|修正|チューニング|制御|変え)[^。]*(でき(ません|ない|ず)|不可|られ(ません|ない))/#)
      || text.contains(#/(調整|変更|設定|指定|修正)(が|は)?でき(ない|ません)ハイパー\s*パラメー?タ/#)
  }

  /// Whether a price of training is said to be twice another.
  private static func doublesPrice(_ text: String) -> Bool {
    let has = { (words: [String]) in words.contains { text.contains($0) } }
    guard has(["output", "infer", "출력", "추론", "出力", "推論"]) else { return false }
    let isEnglish =
      text.contains(#/\b2(\.0)?\s*[x×*]|[x×]\s*2\b|\btwice\b|\bdoubl|\b(two|2) times\b/#)
      && has(["inference", "output"]) && has(["train", "tuning"])
      && has(["price", "cost", "fee", "rate", "charge", "$"])
    let isKorean =
      text.contains(#/[2２두]\s*배/#) && has(["추론", "출력"]) && has(["학습", "훈련", "트레이닝", "튜닝"])
      && has(["가격", "비용", "요금", "단가", "값"])
    let isJapanese =
      text.contains(#/[2２二]\s*倍/#) && has(["推論", "出力"])
      && has(["学習", "訓練", "トレーニング", "チューニング"]) && has(["価格", "料金", "コスト", "費用", "単価", "値段"])
    return isEnglish || isKorean || isJapanese
  }

  /// A status that no job has, in a comment.
  private mutating func reviewStatus(_ comment: SnippetSource.Passage) {
    let text = comment.text.prefix(1_000).lowercased()
    guard ["status", "state", "상태", "状態", "ステータス"].contains(where: { text.contains($0) }),
      let match = text.firstMatch(of: #/\b(pending|completed)\b/#)
    else { return }
    addStatus(String(match.output.1), comment.line)
  }

  mutating func addStatus(_ status: String, _ line: Int) {
    add(
      line,
      "no job is ever \"\(status)\": validating_files, queued, running, succeeded, failed, cancelled"
    )
  }

  /// A limit in tokens, in words.
  private mutating func reviewLimit(_ passage: SnippetSource.Passage) {
    let text = passage.text.prefix(1_000).lowercased()
    guard ["token", "토큰", "トークン"].contains(where: { text.contains($0) }),
      let match = text.firstMatch(of: #/\b(16,?38[45]|4,?09[67])\b/#)
    else { return }
    addLimit(match.output.1.filter(\.isNumber), passage.line)
  }

  /// Says which limit an example really has, where the model of the source is known.
  mutating func addLimit(_ digits: String, _ line: Int) {
    guard let model = priced.first,
      !priced.contains(where: { String($0.limits.example) == digits })
    else { return }
    let owner = digits.hasPrefix("4") ? "gpt-3.5-turbo of 2023" : "gpt-3.5-turbo"
    let shown = "\(digits.dropLast(3)),\(digits.suffix(3))"
    add(
      line,
      "\(shown) tokens are the limit of \(owner); \(model.snapshot) takes "
        + "\(model.limits.example) in an example")
  }
}
