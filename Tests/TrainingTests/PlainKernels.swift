/// The kernels once more, as their definitions read, in double precision.
enum PlainKernels {
  /// a (m, k) · b (k, n).
  static func product(_ a: [Double], _ b: [Double], m: Int, n: Int, k: Int) -> [Double] {
    var c = [Double](repeating: 0, count: m * n)
    for i in 0..<m {
      for j in 0..<n {
        for l in 0..<k { c[i * n + j] += a[i * k + l] * b[l * n + j] }
      }
    }
    return c
  }

  /// 1 / rms of a row.
  static func inverse(_ x: [Double]) -> Double {
    1 / (x.reduce(0) { $0 + $1 * $1 } / Double(x.count) + 1e-6).squareRoot()
  }

  static func normalized(_ x: [Double], gain: [Double]) -> [Double] {
    let r = inverse(x)
    return zip(x, gain).map { $0 * r * $1 }
  }

  static func softmax(_ x: [Double]) -> [Double] {
    let most = x.max() ?? 0
    let powers = x.map { exponential($0 - most) }
    let sum = powers.reduce(0, +)
    return powers.map { $0 / sum }
  }

  /// Queries, keys and values of one head, of shape (rows, width).
  static func attention(
    _ q: [[Double]], _ k: [[Double]], _ v: [[Double]]
  ) -> [[Double]] {
    let width = q[0].count
    let scale = 8 / Double(width).squareRoot()
    return q.indices.map { i in
      let scores = (0...i).map { j in zip(q[i], k[j]).reduce(0) { $0 + $1.0 * $1.1 } * scale }
      let weights = softmax(scores)
      return (0..<width).map { e in (0...i).reduce(0) { $0 + weights[$1] * v[$1][e] } }
    }
  }

  /// One Adam step from zero moments.
  static func firstAdamStep(_ w: Double, gradient: Double, rate: Double) -> Double {
    w - rate * gradient / (gradient.magnitude + 1e-8)
  }

  /// The series of eˣ, by halving the argument until it is small.
  static func exponential(_ x: Double) -> Double {
    if x.magnitude > 0.5 {
      let half = exponential(x / 2)
      return half * half
    }
    var term = 1.0
    var sum = 1.0
    for index in 1...20 {
      term *= x / Double(index)
      sum += term
    }
    return sum
  }
}
