package import Processes

/// Runs a program in the foreground, waits for it, and returns its exit status.
///
/// It is searched for in PATH and gets this process's terminal. With `input` that text is its
/// standard input; one that stops reading early is fine. A program ended by a signal has 128 plus
/// the signal's number, as in a shell.
package func runProgram(
  _ words: [String], environment: [String: String], input: String? = nil
) throws(ProgramError) -> Int32 {
  var start = ProgramStart(words, environment: environment)
  if input != nil { start.input = .pipe }
  let program = try ChildProcess(start)
  if let input {
    _ = program.write(Array(input.utf8))
    program.closeInput()
  }
  return program.wait().status
}
