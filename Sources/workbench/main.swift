import ArgumentParser

// The developers' bench: measurements that are too long or too machine-bound for a test.
//
// Run as `swift run -c release workbench SUBJECT …`; one file for each subject.

Workbench.main()
