/// How weights are written.
package enum WeightFormat: UInt32, Sendable, Hashable, CaseIterable {
  /// The exact bits.
  case float32 = 0
  /// Half precision, for checkpoints; half the size.
  case float16 = 1
  /// One scale per matrix row and eight bits per weight, for the shipped base; a quarter.
  case int8 = 2
}

extension LanguageModel {
  private static let magic: [UInt8] = Array("FTSB".utf8)
  private static let version: UInt32 = 1

  /// Returns the model as a file: "FTSB", version, format, shape, merges, tensors, checksum.
  ///
  /// All numbers are little-endian. Tensors follow ``ParameterLayout/tensors``; in `int8` a row is
  /// its scale as a 32-bit float and then one signed byte per weight, and gains (single rows) stay
  /// 32-bit floats.
  package func fileBytes(format: WeightFormat) -> [UInt8] {
    var writer = ByteWriter()
    writer.append(Self.magic)
    writer.append(Self.version)
    writer.append(format.rawValue)
    for number in [
      configuration.vocabularySize, configuration.width, configuration.layerCount,
      configuration.headCount, configuration.contextLimit, tokenizer.merges.count,
    ] {
      writer.append(UInt32(number))
    }
    for merge in tokenizer.merges {
      writer.append(UInt16(merge.left))
      writer.append(UInt16(merge.right))
    }
    for tensor in ParameterLayout(configuration).tensors {
      append(tensor, format: format, to: &writer)
    }
    writer.appendChecksum()
    return writer.bytes
  }

  /// Reads a model file.
  ///
  /// - Throws: when the bytes are no model file, of a newer version, or damaged; nothing is
  ///   assumed about them.
  package init(fileBytes bytes: [UInt8]) throws(ModelFileError) {
    var reader = try ByteReader(checked: bytes, magic: Self.magic)
    guard try reader.uint32() == Self.version else { throw .unsupportedVersion }
    guard let format = WeightFormat(rawValue: try reader.uint32()) else {
      throw .unsupportedVersion
    }
    var shape: [Int] = []
    for _ in 0..<6 { shape.append(Int(try reader.uint32())) }
    let configuration = ModelConfiguration(
      vocabularySize: shape[0], width: shape[1], layerCount: shape[2], headCount: shape[3],
      contextLimit: shape[4])
    guard configuration.isValid, shape[5] == shape[0] - 262 else { throw .otherShape }
    var merges: [SubwordTokenizer.Merge] = []
    for index in 0..<shape[5] {
      let pair = (Int32(try reader.uint16()), Int32(try reader.uint16()))
      guard max(pair.0, pair.1) < 262 + index, min(pair.0, pair.1) >= 6 else { throw .otherShape }
      merges.append(SubwordTokenizer.Merge(pair.0, pair.1))
    }
    let layout = ParameterLayout(configuration)
    var weights: [Float] = []
    // A weight takes a byte at least, so that a shape that the file only claims reserves nothing.
    weights.reserveCapacity(min(layout.count, bytes.count))
    for tensor in layout.tensors {
      try Self.read(tensor, format: format, from: &reader, to: &weights)
    }
    guard reader.isAtEnd else { throw .otherShape }
    self.init(
      configuration: configuration, tokenizer: SubwordTokenizer(merges: merges), weights: weights)
  }

  private func append(
    _ tensor: ParameterLayout.Tensor, format: WeightFormat, to writer: inout ByteWriter
  ) {
    for row in 0..<tensor.rows {
      let start = tensor.start + row * tensor.columns
      let values = weights[start..<start + tensor.columns]
      switch format {
      case .float32: writer.append(Array(values))
      case .float16: for value in values { writer.append(Float16(value).bitPattern) }
      case .int8 where tensor.rows == 1: writer.append(Array(values))
      case .int8:
        let scale = (values.map(\.magnitude).max() ?? 0) / 127
        writer.append(scale.bitPattern)
        for value in values {
          let level = scale > 0 ? (value / scale).rounded() : 0
          writer.append(UInt8(bitPattern: Int8(max(-127, min(127, level)))))
        }
      }
    }
  }

  private static func read(
    _ tensor: ParameterLayout.Tensor, format: WeightFormat, from reader: inout ByteReader,
    to weights: inout [Float]
  ) throws(ModelFileError) {
    for _ in 0..<tensor.rows {
      let scale: Float = format == .int8 && tensor.rows > 1 ? try reader.float() : 1
      for _ in 0..<tensor.columns {
        switch format {
        case .float32: weights.append(try reader.float())
        case .float16: weights.append(Float(Float16(bitPattern: try reader.uint16())))
        case .int8 where tensor.rows == 1: weights.append(try reader.float())
        case .int8: weights.append(Float(Int8(bitPattern: try reader.uint8())) * scale)
        }
      }
    }
  }
}

/// Why bytes are not a model or a stored run.
package enum ModelFileError: Error, Sendable, Hashable {
  /// The bytes do not begin as such a file does.
  case notAModel
  /// The file is of a version that this program does not read.
  case unsupportedVersion
  /// The file ends early, or its checksum does not match.
  case damaged
  /// The file's shape is impossible, or not the one expected.
  case otherShape
}

extension ModelFileError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .notAModel: "the file is not a model of the sandbox"
    case .unsupportedVersion: "the model file is of a newer version"
    case .damaged: "the model file is damaged"
    case .otherShape: "the model file holds another shape"
    }
  }
}
