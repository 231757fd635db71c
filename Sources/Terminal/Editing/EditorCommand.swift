import CEdit
import Glibc

/// What a key does that libedit cannot do by itself.
///
/// The raw value is the command's name, which `bind` lines of ~/.editrc may use too.
enum EditorCommand: String, CaseIterable {
  case complete = "ft-complete"
  case interrupt = "ft-interrupt"
  case suspend = "ft-suspend"
  case notice = "ft-notice"
  case paste = "ft-paste"
  case backspace = "ft-backspace"
  case delete = "ft-delete"
  case deleteOrEnd = "ft-delete-or-end"
  case left = "ft-left"
  case right = "ft-right"
  case earlier = "ft-earlier"
  case later = "ft-later"

  /// Registers the function behind the name: C functions carry no context, so each is its own.
  func register(with handle: OpaquePointer) {
    let function: fte_command =
      switch self {
      case .complete: { editor, _ in unsafe LineEditor.run(.complete, editor) }
      case .interrupt: { editor, _ in unsafe LineEditor.run(.interrupt, editor) }
      case .suspend: { editor, _ in unsafe LineEditor.run(.suspend, editor) }
      case .notice: { editor, _ in unsafe LineEditor.run(.notice, editor) }
      case .paste: { editor, _ in unsafe LineEditor.run(.paste, editor) }
      case .backspace: { editor, _ in unsafe LineEditor.run(.backspace, editor) }
      case .delete: { editor, _ in unsafe LineEditor.run(.delete, editor) }
      case .deleteOrEnd: { editor, _ in unsafe LineEditor.run(.deleteOrEnd, editor) }
      case .left: { editor, _ in unsafe LineEditor.run(.left, editor) }
      case .right: { editor, _ in unsafe LineEditor.run(.right, editor) }
      case .earlier: { editor, _ in unsafe LineEditor.run(.earlier, editor) }
      case .later: { editor, _ in unsafe LineEditor.run(.later, editor) }
      }
    unsafe fte_add_command(handle, rawValue, rawValue, function)
  }

  /// What libedit does after a command.
  enum Effect {
    /// The text changed.
    case refresh
    /// Only the cursor moved.
    case cursor
    /// Everything is drawn anew, below what the prompt's source prints.
    case redisplay
    case beep
    /// `el_gets` returns without a line.
    case end
    case nothing

    var code: UInt8 {
      switch self {
      case .refresh: UInt8(CC_REFRESH)
      case .cursor: UInt8(CC_CURSOR)
      case .redisplay: UInt8(CC_REDISPLAY)
      case .beep: UInt8(CC_REFRESH_BEEP)
      case .end: UInt8(CC_EOF)
      case .nothing: UInt8(CC_NORM)
      }
    }
  }
}

extension LineEditor {
  /// The editor that libedit's handle belongs to.
  static func of(_ handle: OpaquePointer?) -> LineEditor? {
    guard let handle = unsafe handle, let client = unsafe fte_client(handle) else { return nil }
    return unsafe Unmanaged<LineEditor>.fromOpaque(client).takeUnretainedValue()
  }

  fileprivate static func run(_ command: EditorCommand, _ handle: OpaquePointer?) -> UInt8 {
    unsafe of(handle)?.perform(command).code ?? EditorCommand.Effect.beep.code
  }
}
