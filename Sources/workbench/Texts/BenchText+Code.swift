extension BenchText {
  /// Functions in four languages with names of one to three words, numbers, strings and comments.
  static let code = BenchText(name: "code") { source, text in
    let names = (0..<5).map { _ in identifier(&source) }
    let type = typeName(&source)
    let number = source.below(1 << source.below(16))
    let comment = (0..<4 + source.below(8)).map { _ in word(&source) }.joined(separator: " ")
    text += source.pick(templates)
      .replacing("$A", with: names[0]).replacing("$B", with: names[1])
      .replacing("$C", with: names[2]).replacing("$D", with: names[3])
      .replacing("$E", with: names[4]).replacing("$T", with: type)
      .replacing("$N", with: "\(number)").replacing("$X", with: hexadecimal(&source))
      .replacing("$M", with: comment)
    text += "\n"
  }

  private static func hexadecimal(_ source: inout WordSource) -> String {
    String(source.next() >> UInt64(source.below(56)), radix: 16)
  }

  private static func identifier(_ source: inout WordSource) -> String {
    let parts = (0..<1 + source.below(3)).map { _ in
      source.chance(6) ? name(&source) : source.common(words)
    }
    if source.chance(8) { return "\(parts[0].prefix(1))" }
    return source.chance(50)
      ? parts.joined(separator: "_")
      : parts[0] + parts.dropFirst().map(\.capitalized).joined()
  }

  private static func typeName(_ source: inout WordSource) -> String {
    (0..<1 + source.below(3)).map { _ in source.common(words).capitalized }.joined()
  }

  private static let templates = [
    """
    /**
     * $M. Returns the {@link $T} whose `$A` is not below $N, or `null` when the $B has none.
     */
    @Override
    public Optional<$T> find$TBy$T(final String $A, final Map<String, List<$T>> $B) {
        logger.debug("looking for {} among {} entries ($M)", $A, $B.size());
        return $B.getOrDefault($A, Collections.emptyList()).stream()
                .filter(candidate -> candidate.get$T().equals($C))
                .findFirst();
    }

    """,
    """
    def $A(self, $B, $C=None, limit=$N):
        \"""$M.\"""
        if not $B or $C is None:
            raise ValueError("$M: %r" % ($B,))
        for index, $D in enumerate($B):
            if $D["$E"] >= limit and $D.$C != 0x$X:
                self._$E.append(($D, index + 1))
        return [$D for $D in self._$E if $D is not None]

    """,
    """
      /// $M.
      func $A(_ $B: [$T], in $C: Int = $N) throws -> $T? {
        guard !$B.isEmpty, let $D = $B.first(where: { $0.$E == $C }) else { return nil }
        // $M
        return $D.$E.map { $T($0, count: $C &+ 1) }
      }

    """,
    """
    static int $A(const struct $B *$C, size_t $D)
    {
    \tuint32_t $E = 0x$X;
    \tif ($C == NULL || $D > $N)
    \t\treturn -EINVAL;\t/* $M */
    \tfor (size_t i = 0; i < $D; i++) {
    \t\t$E ^= $C->$B[i] << (i & 7);
    \t\tprintf("%s: %u\\n", __func__, $E);
    \t}
    \treturn (int)($E % $N);
    }

    """,
    """
    export async function $A({ $B, $C = '$X' }) {
      const $D = await fetch(`https://example.com/$B/${$C}?$E=$N`);
      if (!$D.ok) { throw new Error("$M"); }
      const { data: $E, ...rest } = await $D.json();
      return $E.filter(x => x.$B !== undefined && x.id < $N).map((x) => ({ ...rest, $C: x }));
    }

    """,
  ]
}
