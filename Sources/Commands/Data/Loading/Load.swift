extension Verb where Input == LoadInput, Result == LoadResult {
  /// `load`: a file becomes a dataset, or a part of one.
  package static var load: Self {
    Self(
      VerbDeclaration(
        "load", .data, "read a file into a dataset",
        usage: ["load FILE as NAME"],
        options: [
          .init("skip-bad", nil, "leave out lines that are no examples, and say which"),
          .init("repair", nil, "read what is nearly JSONL, such as one list"),
          .init("yes", nil, "agree to what the file is taken for"),
          .init("encoding", "NAME", "the file's encoding, such as cp949 or utf-16le"),
          .init("as", "SHAPE", "what its rows are, such as sharegpt, alpaca or columns"),
          .init("map", "PAIRS", "which column is what: user=COLUMN,assistant=COLUMN"),
          .init("gap", "TIME", "silence that ends a conversation of a chat log; 6h without it"),
          .init("template", "TEXT", "the user message, with columns as {{name}}"),
          .init("append", nil, "add to the dataset NAME instead of making it"),
          .init("replace", nil, "put the new dataset in the place of NAME; undo brings it back"),
        ],
        examples: [
          .init("load marv.jsonl as marv", "marv is a dataset of the file's examples"),
          .init("load marv.jsonl as marv --repair", "the same for a file that is nearly JSONL"),
          .init(
            "load faq.csv as faq --map user=question,assistant=answer",
            "a table's columns become user and assistant"),
          .init("load - as faq", "what another program writes"),
          .init(
            "load chat.txt as chat --map assistant=Mina", "a log of KakaoTalk, LINE or WhatsApp"),
        ], operands: [.path]),
      read: { reader throws(Failure) in try LoadInput(&reader) },
      perform: { input, session in
        try await Loading(input: input, session: session).result()
      })
  }
}
