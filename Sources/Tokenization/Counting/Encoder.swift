import CTokenization

/// The fast form of an encoding: one thread's caches over the tables of a vocabulary.
///
/// The pieces, caches and merges are in C, where loads need no checks that are proven elsewhere;
/// the tests hold it to ``ReferenceTokenizer``. Memory grows to a fixed size, some 8 MB.
@safe final class Encoder {
  private let vocabulary: Vocabulary
  private let handle: OpaquePointer

  init(_ vocabulary: Vocabulary) {
    self.vocabulary = vocabulary
    let tables = vocabulary.storage
    var view = unsafe ft_vocabulary()
    unsafe view.token_offsets = tables.address(of: .tokenOffsets)
    unsafe view.splits = tables.address(of: .splits)
    unsafe view.prefixes = tables.address(of: .prefixes)
    unsafe view.pairs = tables.address(of: .pairs)
    unsafe view.pair_filter = tables.address(of: .pairFilter)
    unsafe view.character_pairs = tables.address(of: .characterPairs)
    unsafe view.byte_tokens = tables.address(of: .byteTokens)
    unsafe view.byte_pairs = tables.address(of: .bytePairs)
    unsafe view.trie = tables.address(of: .trie)
    unsafe view.starts = tables.address(of: .starts)
    unsafe view.pair_slot_count = tables.section(.pairs).count / MemoryLayout<UInt64>.size
    unsafe view.root_base = vocabulary.rootBase
    unsafe view.is_o200k = vocabulary.encoding == .o200k ? 1 : 0
    guard let handle = unsafe ft_encoder_create(&view) else {
      preconditionFailure("there is no memory for an encoder's caches")
    }
    unsafe self.handle = handle
  }

  deinit { unsafe ft_encoder_destroy(handle) }

  func count(_ text: UnsafeRawBufferPointer) -> Int {
    unsafe checked(ft_encoder_count(handle, start(of: text), text.count))
  }

  func count(jsonString text: UnsafeRawBufferPointer) -> Int {
    unsafe checked(ft_encoder_count_json(handle, start(of: text), text.count))
  }

  /// Writes the ids of the text's tokens, of which there are at most as many as bytes.
  func encode(_ text: UnsafeRawBufferPointer, into ids: UnsafeMutableBufferPointer<UInt32>) -> Int {
    precondition(ids.count >= text.count, "the output holds a token for each byte")
    guard let first = ids.baseAddress else { return 0 }
    return unsafe checked(ft_encoder_encode(handle, start(of: text), text.count, first))
  }

  /// The same for a JSON string, given the bytes between its quotes.
  func encode(
    jsonString text: UnsafeRawBufferPointer, into ids: UnsafeMutableBufferPointer<UInt32>
  ) -> Int {
    precondition(ids.count >= text.count, "the output holds a token for each byte")
    guard let first = ids.baseAddress else { return 0 }
    return unsafe checked(ft_encoder_encode_json(handle, start(of: text), text.count, first))
  }

  private func start(of text: UnsafeRawBufferPointer) -> UnsafePointer<UInt8>? {
    unsafe text.baseAddress?.assumingMemoryBound(to: UInt8.self)
  }

  private func checked(_ count: Int) -> Int {
    precondition(count >= 0, "out of memory")
    return count
  }
}
