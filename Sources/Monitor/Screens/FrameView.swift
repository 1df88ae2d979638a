import Core

/// The whole picture: a line of tabs, one screen, the statistics where they are wanted, a line of keys or of typing.
public enum FrameView {
  /// The smallest screen that is drawn; below it only a line that says so.
  static let smallest = (width: 40, height: 8)

  /// The frame of `model`. Pure.
  public static func draw(_ model: MonitorModel) -> Canvas {
    var canvas = Canvas(width: model.width, height: model.height)
    guard model.width >= smallest.width, model.height >= smallest.height else {
      canvas.put("proxima: make the window larger", 0, 0, .text, in: canvas.bounds)
      return canvas
    }
    let (top, below) = canvas.bounds.splitTop(2)
    TopView(model: model).draw(&canvas, top)
    var (body, foot) = below.splitTop(below.height - 1)
    if model.ui.statistics {
      let parts = body.splitTop(body.height - StatisticsView.height(model))
      body = parts.top
      StatisticsView(model: model).draw(&canvas, parts.rest)
    }
    screen(model, &canvas, body)
    FooterView(model: model).draw(&canvas, foot)
    if let dialog = model.dialog { DialogView.draw(dialog, model, &canvas) }
    return canvas
  }

  private static func screen(_ model: MonitorModel, _ canvas: inout Canvas, _ area: Rect) {
    switch model.ui.screen {
    case .overview: OverviewScreen(model: model).draw(&canvas, area)
    case .crew: CrewScreen(model: model).draw(&canvas, area)
    case .task: TaskScreen(model: model).draw(&canvas, area)
    case .traffic: TrafficScreen(model: model).draw(&canvas, area)
    case .machines: MachinesScreen(model: model).draw(&canvas, area)
    case .results: ResultsScreen(model: model).draw(&canvas, area)
    case .backends: BackendsScreen(model: model).draw(&canvas, area)
    case .configuration: ConfigurationScreen(model: model).draw(&canvas, area)
    case .resources: ResourcesScreen(model: model).draw(&canvas, area)
    case .memory: MemoryScreen(model: model).draw(&canvas, area)
    case .logs: LogsScreen(model: model).draw(&canvas, area)
    case .help: HelpScreen(model: model).draw(&canvas, area)
    }
  }
}
