internal import Digests

/// Returns the table of a result file, whose content some services send in base64 and some raw.
///
/// A table has commas, which base64 does not have.
package func decodedResultFile(_ content: [UInt8]) -> [UInt8] {
  guard !content.isEmpty, !content.contains(UInt8(ascii: ",")) else { return content }
  return Base64.decoded(content) ?? content
}
