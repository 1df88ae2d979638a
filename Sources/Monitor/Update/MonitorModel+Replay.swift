import Core

extension MonitorModel {
  /// The keys of a player; nil for the others.
  mutating func pressReplay(_ key: Key) -> [MonitorEffect]? {
    guard var replay else { return nil }
    switch key {
    case .character(" "): replay.playing.toggle()
    case .character("+"): replay.speed = min(256, replay.speed * 2)
    case .character("-"): replay.speed = max(1.0 / 64, replay.speed / 2)
    case .character("]"): replay.position = min(replay.length, replay.position + max(100, replay.length / 50))
    case .character("["): replay.position = max(0, replay.position - max(100, replay.length / 50))
    case .character("}"): (replay.position, replay.playing) = (replay.length, false)
    case .character("{"): replay.position = 0
    default: return nil
    }
    self.replay = replay
    return []
  }
}
