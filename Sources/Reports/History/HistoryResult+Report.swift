import Commands

// Its blocks stand in ToReports, since they are made of what Workspaces keeps.
extension HistoryResult: Report {}
