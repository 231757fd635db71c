/// Sequences laid end to end, and which of their tokens are to be predicted.
struct TokenBatch {
  /// The tokens of all sequences.
  private(set) var tokens: [Int32] = []
  /// Where each sequence starts in `tokens`.
  private(set) var starts: [Int] = []
  /// Rows of `tokens` from which a token is predicted, ascending.
  private(set) var rows: [Int] = []
  /// The token to predict from each of `rows`.
  private(set) var targets: [Int32] = []
  /// The weight of each prediction, as the sequence gives it.
  private(set) var weights: [Float] = []
  /// Which of `rows` belong to each sequence.
  private(set) var predictions: [Range<Int>] = []

  init(_ sequences: [TrainingSequence]) {
    for sequence in sequences { append(sequence) }
  }

  /// Appends a sequence; tokens of weight 0 are not predicted.
  mutating func append(_ sequence: TrainingSequence) {
    let start = tokens.count
    let firstRow = rows.count
    starts.append(start)
    tokens += sequence.tokens
    for index in sequence.tokens.indices.dropFirst() where sequence.weights[index] > 0 {
      rows.append(start + index - 1)
      targets.append(sequence.tokens[index])
      weights.append(sequence.weights[index])
    }
    predictions.append(firstRow..<rows.count)
  }

  /// The length of each sequence.
  var lengths: [Int] {
    starts.indices.map { index in
      (index + 1 < starts.count ? starts[index + 1] : tokens.count) - starts[index]
    }
  }
}
