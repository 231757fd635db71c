import FineTuning
import HTTPTypes
import JSON

/// The endpoints of files; uploading and content are streams and stand beside.
enum FileEndpoints {
  /// The words that a client may give as a file's purpose.
  static let purposes = ["assistants", "batch", "fine-tune", "vision", "user_data", "evals"]

  static let list = Endpoint<PageQuery, Page<File>>(
    method: .get, path: "files",
    question: .query { query in
      var page = try PageQuery(cursor: &query, limits: 1...10_000)
      page.order = try query.word("order", of: ["asc", "desc"]).flatMap {
        PageQuery.Order(rawValue: $0)
      }
      page.purpose = query.string("purpose")
      return page
    },
    answer: .init(
      encode: { page in page.wire(\.wire, ids: { $0.id.rawValue }, noID: "") },
      decode: { try Page(answer: $0, File.init(answer:)) })
  ) { try await $0.files($1) }

  static let retrieve = Endpoint<File.ID, File>(
    method: .get, path: "files/{}", question: .identifier(),
    answer: .init(encode: \.wire, decode: File.init(answer:))
  ) { try await $0.file($1) }

  static let delete = Endpoint<File.ID, Deletion>(
    method: .delete, path: "files/{}", question: .identifier(),
    answer: .init(encode: \.wire, decode: Deletion.init(answer:))
  ) { try await $0.deleteFile($1) }

  static let uploadPath: PathPattern = "files"
  static let contentPath: PathPattern = "files/{}/content"
}
