import Core

/// Plays a recording into a model, forward and back.
struct Player {
  let recording: Recording
  private var next = 0
  private var position: Int64 = -1

  init(_ recording: Recording) { self.recording = recording }

  /// The clock at `position` milliseconds.
  func time(_ position: Int64) -> WallTime { WallTime(milliseconds: recording.began + position) }

  /// Brings `model` to `target` milliseconds: onward by what happened since, back by folding everything anew.
  mutating func seek(_ model: inout MonitorModel, to target: Int64) {
    if target < position {
      model.forget(began: time(0))
      next = 0
    }
    while next < recording.entries.count, recording.entries[next].at - recording.began <= target {
      let entry = recording.entries[next]
      _ = model.update(.feed(entry.event), at: WallTime(milliseconds: entry.at))
      next += 1
    }
    position = target
    _ = model.update(.tick, at: time(target))
  }
}

extension MonitorModel {
  /// Everything that the crew told is forgotten; what the person arranged stays.
  mutating func forget(began: WallTime) {
    var fresh = MonitorModel(width: width, height: height, now: began, options: options)
    fresh.ui = ui
    fresh.focus = focus
    fresh.lists = lists
    fresh.mode = mode
    fresh.replay = replay
    self = fresh
  }
}
