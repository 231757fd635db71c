/// All tokens as a trie in one array: a step is one load.
///
/// A double array (Aoe 1989) with a unique base for each node, so that the label alone tells a
/// child from another node's. Nodes are placed in the order of the ranks, which puts those of
/// frequent tokens side by side.
///
/// The child of a cell by a byte is at the cell's base + byte; a leaf has base 0, and cells 0 to 255
/// stay empty.
struct TokenTrie {
  private(set) var cells: [Cell]
  private(set) var rootBase = 0

  static let endPadding = 256

  init(_ tokens: [ArraySlice<UInt8>], isReachable: [Bool]) {
    let nodes = NodeList(tokens)
    var slots = SlotAllocator()
    var cellOfNode = [Int](repeating: 0, count: nodes.count)
    cells = []
    for node in 0..<nodes.count {
      let children = nodes.children(of: node)
      let base = children.isEmpty ? 0 : slots.take(children.map(\.label))
      if node == 0 {
        rootBase = base
      } else {
        cells[cellOfNode[node]].base = base
      }
      for child in children {
        let cell = base + Int(child.label)
        cellOfNode[child.node] = cell
        if cell >= cells.count {
          cells.append(contentsOf: repeatElement(Cell(), count: cell + 1 - cells.count))
        }
        cells[cell] = Cell(label: child.label)
        if let token = nodes.token(of: child.node) {
          cells[cell].set(token: token, isReachable: isReachable[Int(token)])
        }
      }
    }
    cells.append(contentsOf: repeatElement(Cell(), count: Self.endPadding))
  }

  /// Returns the cell reached from `base` by the byte, or nil.
  func cell(from base: Int, by byte: UInt8) -> Cell? {
    let cell = cells[base + Int(byte)]
    return cell.isChild(by: byte) ? cell : nil
  }

  /// For each token the longest other token that it begins with, or `UInt32.max`.
  func prefixes(of tokens: [ArraySlice<UInt8>]) -> [UInt32] {
    tokens.map { token in
      var base = rootBase
      var longest = UInt32.max
      for byte in token.dropLast() {
        guard let cell = cell(from: base, by: byte) else { break }
        longest = cell.reachableToken ?? longest
        base = cell.base
      }
      return longest
    }
  }
}

extension TokenTrie {
  /// The label + 256 in bits 0 to 8, whether the token occurs only as a whole piece in bit 9, the
  /// token + 1 or zero in bits 10 to 40, and the base in bits 41 to 63, where one shift reads it.
  struct Cell {
    private(set) var word: UInt64 = 0

    init() {}

    init(label: UInt8) { word = UInt64(label) + 256 }

    var base: Int {
      get { Int(word >> 41) }
      set { word = word & 0x1FF_FFFF_FFFF | UInt64(newValue) << 41 }
    }

    var reachableToken: UInt32? {
      let field = UInt32(word >> 10 & 0x7FFF_FFFF)
      return field == 0 || word >> 9 & 1 == 1 ? nil : field - 1
    }

    mutating func set(token: UInt32, isReachable: Bool) {
      word |= UInt64(token + 1) << 10
      if !isReachable { word |= 1 << 9 }
    }

    /// Returns the cell with a length of less than 256 bytes in the place of the label.
    func withLength(_ length: Int) -> Cell {
      var cell = self
      cell.word = word & ~0x1FF | UInt64(length)
      return cell
    }

    func isChild(by byte: UInt8) -> Bool { word & 0x1FF == UInt64(byte) + 256 }
  }
}

/// The trie's nodes in the order in which the ranks create them; node 0 is the root.
private struct NodeList {
  private var firstChild: [Int32] = [-1]
  private var nextSibling: [Int32] = [-1]
  private var labels: [UInt8] = [0]
  private var tokens: [Int32] = [-1]

  var count: Int { labels.count }

  init(_ tokens: [ArraySlice<UInt8>]) {
    var childOf: [UInt64: Int32] = [:]
    childOf.reserveCapacity(tokens.count * 4)
    for (token, bytes) in tokens.enumerated() {
      var node: Int32 = 0
      for byte in bytes {
        let key = UInt64(node) << 8 | UInt64(byte)
        if let child = childOf[key] {
          node = child
        } else {
          let child = Int32(count)
          childOf[key] = child
          append(label: byte, to: Int(node))
          node = child
        }
      }
      self.tokens[Int(node)] = Int32(token)
    }
  }

  private mutating func append(label: UInt8, to parent: Int) {
    labels.append(label)
    tokens.append(-1)
    firstChild.append(-1)
    nextSibling.append(firstChild[parent])
    firstChild[parent] = Int32(labels.count - 1)
  }

  func children(of node: Int) -> [(node: Int, label: UInt8)] {
    var children: [(node: Int, label: UInt8)] = []
    var child = firstChild[node]
    while child >= 0 {
      children.append((Int(child), labels[Int(child)]))
      child = nextSibling[Int(child)]
    }
    return children.sorted { $0.label < $1.label }
  }

  func token(of node: Int) -> UInt32? {
    tokens[node] < 0 ? nil : UInt32(tokens[node])
  }
}

/// Which cells and bases of the double array are taken.
private struct SlotAllocator {
  private var isCellTaken = [Bool](repeating: true, count: 256)
  private var isBaseTaken = [Bool](repeating: true, count: 256)
  /// Where the search for a free cell begins; cells before it are nearly all taken.
  private var searchStart = 256

  /// After more cells than this, the next search starts further on.
  private static let searchLimit = 64

  /// Takes a base at which all labels have free cells; the labels are in ascending order.
  mutating func take(_ labels: [UInt8]) -> Int {
    guard let first = labels.first else { return 0 }
    while searchStart < isCellTaken.count && isCellTaken[searchStart] { searchStart += 1 }
    let start = max(searchStart, Int(first) + 256)
    var cell = start
    while !fits(labels, cell - Int(first)) { cell += 1 }
    if cell - start > Self.searchLimit { searchStart += (cell - start) / Self.searchLimit }
    let base = cell - Int(first)
    precondition(base < 1 << 23, "the trie's bases have 23 bits")
    grow(to: base + 256)
    isBaseTaken[base] = true
    for label in labels { isCellTaken[base + Int(label)] = true }
    return base
  }

  private func fits(_ labels: [UInt8], _ base: Int) -> Bool {
    if base < isBaseTaken.count && isBaseTaken[base] { return false }
    return labels.allSatisfy {
      base + Int($0) >= isCellTaken.count || !isCellTaken[base + Int($0)]
    }
  }

  private mutating func grow(to count: Int) {
    guard isCellTaken.count < count else { return }
    let missing = count - isCellTaken.count
    isCellTaken.append(contentsOf: repeatElement(false, count: missing))
    isBaseTaken.append(contentsOf: repeatElement(false, count: missing))
  }
}
