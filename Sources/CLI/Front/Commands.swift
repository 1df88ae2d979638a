/// Which function does which command.
enum Commands {
  /// By the command's path. A command of the tree is here or says why it is not there yet.
  static let handlers: [String: Handler] = [
    "ask": ask, "plan": plan, "run": run, "compare": compare, "benchmark": benchmark,
    "task list": taskList, "task show": taskShow, "task logs": taskLogs, "task wait": taskWait, "task attach": taskAttach,
    "task export": taskExport, "task pause": taskPause, "task resume": taskResume, "task abort": taskAbort, "task rollback": taskRollback,
    "task retry": taskRetry, "task replay": taskReplay, "task reassign": taskReassign, "task priority": taskPriority,
    "task feedback": taskFeedback, "history": taskList,
    "approvals list": approvalsList, "approvals allow": approvalsAllow, "approvals deny": approvalsDeny,
    "monitor": monitor, "up": up, "down": down, "status": status, "stop": stop,
    "agents list": agentsList, "agents info": agentsInfo, "agents stop": agentsStop, "agents restart": agentsRestart,
    "memory search": memorySearch, "memory remember": memoryRemember, "memory facts": memoryFacts,
    "memory edit": memoryEdit, "memory forget": memoryForget, "memory stats": memoryStats, "memory suggest": memorySuggest,
    "backends list": backendsList, "backends info": backendsInfo, "backends test": backendsTest,
    "backends install": backendsInstall, "backends remove": backendsRemove,
    "executor list": executorList, "executor invite": executorInvite, "executor start": executorStart,
    "executor revoke": executorRevoke, "executor drain": executorDrain,
    "executor undrain": executorUndrain,
    "config show": configShow, "config get": configGet, "config explain": configExplain, "config set": configSet,
    "config reset": configReset, "config export": configExport, "config import": configImport, "init": initialize,
    "undo": undo, "redo": redo, "interpret": interpret, "chat": chat, "logs": logs, "doctor": doctor,
    "circuit draw": circuitDraw, "circuit stats": circuitStats, "circuit convert": circuitConvert,
    "circuit optimize": circuitOptimize, "agent run": agentRun,
    "version": version, "help": help, "completions": completions, "manual": manual,
  ]
}
