import CLinux
import Core
import FoundationEssentials
import Glibc

/// The monitor on a terminal: one thread that waits for keys, the crew and the clock, and draws at most 30 times a second.
final class CursesProgram {
  private let options: MonitorOptions
  private let home: Home
  private let environment: [String: String]
  private let mailbox = Mailbox()
  private var news = NewsQueue()
  private let time = SystemTime()
  private var model: MonitorModel
  private var player: Player?
  private var feed: LiveFeed?
  private var recorder: Recorder?
  private var screen: Screen
  private var pacer = FramePacer()
  private var dirty = true
  /// Whether a person waits for the next frame.
  private var touched = true
  private var canvas = Canvas(width: 0, height: 0)
  private var playedAt: Instant
  private var ended: Int32?

  init(options: MonitorOptions, home: Home, environment: [String: String], recording: Recording?) throws(ProximaError) {
    self.options = options
    self.home = home
    var environment = environment
    if options.noColor { environment["NO_COLOR"] = "1" }
    self.environment = environment
    let mailbox = mailbox
    // Before ncurses looks: it leaves signals alone that somebody else handles.
    try SignalWatch.start([SIGWINCH, SIGTERM, SIGHUP, SIGINT, SIGTSTP, SIGCONT]) { mailbox.push(.signal($0)) }
    SignalWatch.ignore([SIGPIPE])
    var ui = options.session == nil ? UIFile.read(home) : UIState()
    if let theme = options.theme { ui.theme = theme }
    if let screen = options.screen { ui.screen = screen } else if options.replay != nil { ui.screen = .task }
    if options.statistics { ui.statistics = true }
    if recording != nil { ui.task = nil }
    screen = try Screen(environment: environment, theme: Theme.named(ui.theme) ?? .dark)
    playedAt = time.now
    let began = recording.map { WallTime(milliseconds: $0.began) } ?? time.wall
    let (width, height) = screen.size
    model = MonitorModel(
      width: width, height: height, now: began,
      options: .init(
        readOnly: options.readOnly, seed: UInt64.random(in: 0 ... .max),
        session: "m" + String(UInt32.random(in: 0 ... .max), radix: 36)))
    model.ui = ui
    try begin(recording)
  }

  private func begin(_ recording: Recording?) throws(ProximaError) {
    if let recording {
      var player = Player(recording)
      if options.at == nil || options.replay != nil { model.replay = ReplayState(length: recording.length) }
      model.replay?.speed = options.speed
      if let at = options.at {
        model.replay?.position = at
        model.replay?.playing = false
      }
      player.seek(&model, to: options.at ?? 0)
      self.player = player
      return
    }
    if let path = options.record { recorder = try Recorder(path) }
    let mailbox = mailbox
    let feed: LiveFeed
    do throws(ProximaError) {
      feed = try LiveFeed(home: home, environment: environment) { mailbox.push(.feed($0)) }
    } catch {
      screen.end()
      throw error
    }
    self.feed = feed
    feed.start()
    perform(model.show(model.ui.screen))
  }

  /// Runs until the person leaves; gives the exit code.
  func run() -> Int32 {
    defer {
      screen.end()
      feed?.stop()
    }
    while ended == nil {
      wait()
      // Keys before news: what a person asks for is on the screen before the crew is heard on.
      for input in screen.read() { take(input) }
      if touched {
        advance()
        draw()
      }
      hear()
      advance()
      draw()
    }
    return ended ?? 0
  }

  /// Takes a slice of the news.
  private func hear() {
    var news = news
    self.news = NewsQueue()
    news.add(mailbox.take())
    news.work(now: { time.now }, keyWaits: { Self.keyWaits(0) }, take: { take($0) })
    self.news = news
  }

  // MARK: Waiting

  /// Whether a key waits to be read, or comes within so many milliseconds.
  private static func keyWaits(_ milliseconds: Int32) -> Bool {
    var keys = [pollfd(fd: 0, events: Int16(POLLIN), revents: 0)]
    return poll(&keys, 1, milliseconds) > 0
  }

  private func wait() {
    var set = [
      pollfd(fd: 0, events: Int16(POLLIN), revents: 0),
      pollfd(fd: mailbox.descriptor, events: Int16(POLLIN), revents: 0),
    ]
    let now = time.now
    var seconds = dirty ? pacer.wait(at: now, person: touched) : model.pace - pacer.age(at: now)
    if options.at != nil, !dirty { seconds = 3600 }
    poll(&set, 2, news.isEmpty ? Self.milliseconds(seconds) : 0)
    // The terminal is gone.
    if set[0].revents & Int16(POLLHUP | POLLERR | POLLNVAL) != 0 { ended = 129 }
    // Messages that come in a stream are taken together: what is drawn is drawn for all of them.
    if set[1].revents != 0, set[0].revents == 0, !touched, news.isEmpty {
      _ = Self.keyWaits(Self.milliseconds(pacer.wait(at: time.now, person: false)))
    }
  }

  private static func milliseconds(_ seconds: Double) -> Int32 { Int32(min(max(seconds, 0) * 1000 + 0.999, 3_600_000)) }

  private var clock: WallTime { model.replay != nil || options.at != nil ? model.now : time.wall }

  private func take(_ letter: Mailbox.Letter) {
    switch letter {
    case .feed(let event):
      recorder?.add(event, at: time.wall)
      perform(model.update(.feed(event), at: clock))
      dirty = true
    case .signal(SIGWINCH): resized()
    case .signal(SIGCONT): screen.resume(); resized()
    case .signal(SIGTSTP): suspend()
    case .signal(let number): ended = number == SIGINT ? 0 : 128 + number
    }
  }

  private func take(_ input: Input) {
    (dirty, touched) = (true, true)
    switch input {
    case .key(let key): perform(model.update(.key(key), at: clock))
    case .mouse(let mouse): perform(model.update(.mouse(mouse, canvas.hit(at: mouse.x, mouse.y)), at: clock))
    case .resized: resized()
    }
  }

  private func resized() {
    let (width, height) = screen.size
    screen.resize(width, height)
    perform(model.update(.resized(width: width, height: height), at: clock))
    (dirty, touched) = (true, true)
  }

  /// Time goes on: the recording is played, and what shows times is drawn again.
  private func advance() {
    let now = time.now
    if options.at == nil, let replay = model.replay, var player {
      var target = replay.position
      if replay.playing {
        target = min(replay.length, target + Int64(now.seconds(since: playedAt) * 1000 * replay.speed))
      }
      playedAt = now
      if target != replay.position || dirty {
        player.seek(&model, to: target)
        model.replay?.position = target
        self.player = player
        dirty = true
      }
    } else if options.at == nil, pacer.age(at: now) >= model.pace {
      perform(model.update(.tick, at: clock))
      dirty = true
    } else if options.at != nil, var player, let replay = model.replay {
      player.seek(&model, to: replay.position)
      self.player = player
    }
  }

  private func draw() {
    let began = time.now
    guard dirty, ended == nil, pacer.wait(at: began, person: touched) <= 0 else { return }
    canvas = FrameView.draw(model)
    screen.show(canvas)
    pacer.drew(from: began, at: time.now)
    (dirty, touched) = (false, false)
  }

  // MARK: Effects

  private func perform(_ effects: [MonitorEffect]) {
    for effect in effects {
      switch effect {
      case .quit: ended = 0
      case .suspend: suspend()
      case .redraw:
        screen.use(Theme.named(model.ui.theme) ?? .dark)
        screen.touch()
        dirty = true
      case .remember(let ui): if player == nil { UIFile.write(ui, home) }
      case .bell(let text): if player == nil { Screen.notify(text) }
      default: feed?.perform(effect)
      }
    }
  }

  /// Gives the terminal back and stops, with the parent, until the shell lets both go on.
  private func suspend() {
    screen.end()
    kill(0, SIGSTOP)
    screen.resume()
    resized()
  }
}

extension MonitorModel {
  /// Seconds until times on the screen have changed enough to be drawn again.
  var pace: Double {
    if replay?.playing == true { return 1.0 / 15 }
    if dialog != nil || ui.statistics { return 0.5 }
    return folds.values.contains { !$0.status.isFinal && !$0.running.isEmpty } ? 0.25 : 1
  }
}
