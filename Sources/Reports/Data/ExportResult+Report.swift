import Commands
package import Presentation
import Quantities

extension ExportResult: Report {
  package var blocks: [Block] {
    [
      .line(
        """
        wrote \(NumberFormat.count(exampleCount, "example")) of \(name, .accent) to \
        \(file)  \(NumberFormat.bytes(byteCount))
        """)
    ]
  }
}
