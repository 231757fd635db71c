/// The one endpoint of chats, whose answer may be a stream.
enum ChatEndpoints {
  static let path: PathPattern = "chat/completions"
}
