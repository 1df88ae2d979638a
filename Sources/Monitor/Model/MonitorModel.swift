import Core

/// Everything that the monitor knows and shows. A value: the same events give the same model, and a frame is a function of it.
public struct MonitorModel: Sendable {
  // The screen.
  public internal(set) var width: Int
  public internal(set) var height: Int
  /// Now, for people; moved by `tick` alone.
  public internal(set) var now: WallTime
  public internal(set) var ui = UIState()
  var focus: [ScreenID: PanelID] = [:]
  var lists: [PanelID: ListState] = [:]
  var mode = Mode.normal
  var dialog: Dialog?
  var notice: Notice?
  var dragging: (divider: DividerID, vertical: Bool, start: Int, total: Int)?
  public internal(set) var options: Options

  // The crew.
  public internal(set) var link = Link.connecting
  public internal(set) var status: CrewStatus?
  var statusAt: WallTime?
  var cpu: [String: History] = [:]
  var memory: [String: History] = [:]
  var crewMemory = History()
  var crewCPU = History()
  var throughput = History()
  var alerts: [SeenAlert] = []
  /// Who came and went, the newest last.
  var changes: [String] = []
  public internal(set) var tasks: [TaskList.Entry] = []
  public internal(set) var folds: [TaskID: TaskFold] = [:]
  /// In the order in which they were opened: the oldest is let go first.
  var opened: [TaskID] = []
  public internal(set) var traffic = TrafficLog()
  var backends: [BackendFacts] = []
  var settings: [SettingFacts] = []
  var logs: [LogLine] = []
  var found = MemoryFacts()
  var machine: MachineFacts?
  var past: HistoryFacts?
  /// When the past was asked for last.
  var pastAt: WallTime?
  var query = ""
  // The person.
  /// Approvals that wait, the oldest first, each with when it was first shown.
  var approvals: [Approval] = []
  /// Those of them that the person put aside for now.
  var aside: Set<String> = []
  /// Tasks that were asked for here.
  var asked: [TaskID] = []
  var requests: [String] = []
  /// The screen that help was asked on.
  var helpFor = ScreenID.overview
  var statistics = Statistics()
  var replay: ReplayState?

  /// What was decided at the start.
  public struct Options: Hashable, Sendable {
    /// Nothing that changes anything leaves the monitor.
    public var readOnly = false
    /// Random numbers for the ids of tasks that are asked for here.
    public var seed: UInt64 = 1
    /// The conversation that what is asked here belongs to.
    public var session = "monitor"

    public init(readOnly: Bool = false, seed: UInt64 = 1, session: String = "monitor") {
      self.readOnly = readOnly
      self.seed = seed
      self.session = session
    }
  }

  /// Whether the crew can be reached.
  public enum Link: Hashable, Sendable { case connecting, connected, lost, refused(String) }

  /// Where a list stands.
  struct ListState: Hashable, Sendable {
    var selected = 0
    var top = 0
    var filter = ""
    /// Whether the end is followed as it grows.
    var follows = true
  }

  /// What typing means.
  enum Mode: Hashable, Sendable {
    case normal
    case filter(PanelID, Editor)
    case command(Editor)
    case ask(Editor)
    case search(Editor)
  }

  /// Something said at the bottom for a while.
  struct Notice: Hashable, Sendable {
    var text: String
    var style: Role
    var until: WallTime
  }

  struct SeenAlert: Hashable, Sendable {
    var alert: Alert
    var seen: WallTime
  }

  /// What the person did here.
  struct Statistics: Hashable, Sendable {
    var began = WallTime(milliseconds: 0)
    var events = 0
    var frames = 0
    var keys = 0
    var asked = 0
    var completed = 0
    var failed = 0
    var errors = 0
    var longest = 0.0
  }

  /// A model before anything is known.
  public init(width: Int, height: Int, now: WallTime, options: Options = Options()) {
    (self.width, self.height, self.now, self.options) = (width, height, now, options)
    statistics.began = now
  }

  /// The panel that has the keys.
  var focused: PanelID { focus[ui.screen] ?? ui.screen.panels.first ?? .tasks }
  func list(_ panel: PanelID) -> ListState { lists[panel] ?? ListState() }

  /// The task that is looked at: the chosen one, else the newest that runs, else the newest.
  public var current: TaskFold? { currentID.flatMap { folds[$0] } }
  var currentID: TaskID? {
    if let chosen = ui.task.flatMap({ TaskID($0) }) { return chosen }
    return tasks.first { !$0.status.isFinal }?.id ?? tasks.first?.id ?? opened.last
  }

  /// The steps that `agent` works on now.
  func work(of agent: String) -> [(task: TaskID, step: TaskFold.StepView)] {
    opened.reversed().flatMap { id in
      (folds[id]?.status.isFinal ?? true)
        ? [] : (folds[id]?.running ?? []).filter { $0.agent == agent }.map { (id, $0) }
    }
  }
}
