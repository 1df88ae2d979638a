import CNcurses
import Glibc

/// What came in from the terminal.
enum Input {
  case key(Key)
  case mouse(Mouse)
  case resized
}

extension Screen {
  /// Everything that waits to be read.
  func read() -> [Input] {
    var inputs: [Input] = []
    var code: UInt32 = 0
    while inputs.count < 512 {
      switch pxc_key(&code) {
      case 1: if let key = Self.key(code) { inputs.append(.key(key)) }
      case 2: if let input = Self.function(Int32(bitPattern: code)) { inputs.append(input) }
      default: return inputs
      }
    }
    return inputs
  }

  private static func key(_ code: UInt32) -> Key? {
    switch code {
    case 27: return .escape
    case 13, 10: return .enter
    case 9: return .tab
    case 127, 8: return .backspace
    case 1...26: return .control(Character(Unicode.Scalar(UInt8(code) + 96)))
    case 29: return .control("]")
    default:
      guard code >= 32, let scalar = Unicode.Scalar(code) else { return nil }
      return .character(Character(scalar))
    }
  }

  private static func function(_ code: Int32) -> Input? {
    switch code {
    case pxc_key_resize: return .resized
    case pxc_key_mouse: return mouse()
    case pxc_key_up: return .key(.up)
    case pxc_key_down: return .key(.down)
    case pxc_key_left: return .key(.left)
    case pxc_key_right: return .key(.right)
    case pxc_key_home: return .key(.home)
    case pxc_key_end: return .key(.end)
    case pxc_key_page_up: return .key(.pageUp)
    case pxc_key_page_down: return .key(.pageDown)
    case pxc_key_backspace: return .key(.backspace)
    case pxc_key_delete: return .key(.delete)
    case pxc_key_enter: return .key(.enter)
    case pxc_key_back_tab: return .key(.backTab)
    case pxc_key_f1...(pxc_key_f1 + 11): return .key(.function(Int(code - pxc_key_f1) + 1))
    default: return nil
    }
  }

  private static func mouse() -> Input? {
    var x: Int32 = 0
    var y: Int32 = 0
    let bits = pxc_mouse_event(&x, &y)
    let action: Mouse.Action
    if bits & 8 != 0 {
      action = .wheelUp
    } else if bits & 16 != 0 {
      action = .wheelDown
    } else if bits & 5 != 0 {
      action = .press
    } else if bits & 2 != 0 {
      action = .release
    } else if bits & 32 != 0 {
      action = .drag
    } else {
      return nil
    }
    return .mouse(Mouse(action, x: Int(x), y: Int(y)))
  }
}
