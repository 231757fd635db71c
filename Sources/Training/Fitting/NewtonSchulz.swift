internal import CTraining

/// Brings matrices near to the closest orthogonal one: five Newton-Schulz steps with the
/// coefficients of Muon (Jordan et al., 2024).
final class NewtonSchulz {
  private static let steps = 5
  private static let coefficients: (Float, Float, Float) = (3.4445, -4.7750, 2.0315)

  private let transformer: Transformer
  private let x: FloatBuffer
  private let y: FloatBuffer
  private let gram: FloatBuffer
  private let square: FloatBuffer

  /// Prepares for matrices of up to `largest` elements, whose shorter side is `width` at most.
  init(_ transformer: Transformer, width: Int, largest: Int) {
    self.transformer = transformer
    x = FloatBuffer(largest)
    y = FloatBuffer(largest)
    gram = FloatBuffer(width * width)
    square = FloatBuffer(width * width)
  }

  /// Replaces the matrix (rows, columns) at the start of `matrix`.
  func run(_ matrix: FloatBuffer, rows: Int, columns: Int) {
    let set = transformer.kernels.set
    let isTall = rows > columns
    let short = min(rows, columns)
    let long = max(rows, columns)
    let count = rows * columns
    let length = unsafe ct_sum_of_squares(set, count, matrix.start).squareRoot()
    let scale = Float(1 / (length + 1e-7))
    copy(matrix, to: x, rows: short, columns: long, transposed: isTall, scale: scale)
    let (a, b, c) = Self.coefficients
    for _ in 0..<Self.steps {
      let straight = unsafe ct_matrix(values: x.start, row: long, column: 1)
      let transposed = unsafe ct_matrix(values: x.start, row: 1, column: long)
      unsafe transformer.multiply(
        straight, rows: short, inner: long, transposed, columns: short, to: gram.start, false)
      let gramMatrix = unsafe ct_matrix(values: gram.start, row: short, column: 1)
      unsafe transformer.multiply(
        gramMatrix, rows: short, inner: short, gramMatrix, columns: short, to: square.start, false)
      unsafe ct_blend(set, short * short, b, gram.start, c, square.start)
      let polynomial = unsafe ct_matrix(values: square.start, row: short, column: 1)
      unsafe transformer.multiply(
        polynomial, rows: short, inner: short, straight, columns: long, to: y.start, false)
      unsafe ct_blend(set, count, 1, y.start, a, x.start)
    }
    copy(x, to: matrix, rows: rows, columns: columns, transposed: isTall, scale: 1)
  }

  /// target (rows, columns) = scale × source, or its transpose.
  private func copy(
    _ source: FloatBuffer, to target: FloatBuffer, rows: Int, columns: Int, transposed: Bool,
    scale: Float
  ) {
    for row in 0..<rows {
      for column in 0..<columns {
        let from = transposed ? column * rows + row : row * columns + column
        target[row * columns + column] = source[from] * scale
      }
    }
  }
}
