internal import CTraining
package import Randomness

extension SeededGenerator {
  /// Returns a normally distributed number of mean 0 and deviation 1 (Box-Muller).
  package mutating func nextNormal() -> Double {
    // The kernels' own logarithm and cosine: those of a C library differ between systems.
    let radius = (-2 * ct_log(1 - unit())).squareRoot()
    return radius * ct_cosine(2 * .pi * unit())
  }
}
