/// Edmonds' algorithm for a perfect matching of least cost in a complete graph, in O(n³) with dual variables (after Galil,
/// "Efficient algorithms for finding maximum matching in graphs", 1986).
///
/// Inside, nodes count from 1, blossoms follow them, 0 is nobody; costs are turned into weights that are to be large.
struct Blossom {
  private let n: Int
  /// One more than the most nodes and blossoms there can be: the length of a row.
  private let row: Int
  private var last: Int
  /// The edge between two nodes or blossoms: its true ends and its weight, 0 for none.
  private var edgeU: [Int]
  private var edgeV: [Int]
  private var weight: [Int]
  private var label: [Int]
  private var mate: [Int]
  private var slack: [Int]
  /// The outermost blossom that each is in.
  private var top: [Int]
  private var parent: [Int]
  /// Which member of a blossom holds a node.
  private var holder: [Int]
  /// 0 outer, 1 inner, -1 not in a tree.
  private var kind: [Int]
  private var visited: [Int]
  private var turn = 0
  private var members: [[Int]]
  private var queue: [Int] = []

  /// `costs` of a complete graph, row by row, not negative, `size` being even.
  init(costs: [Int], size: Int) {
    n = size
    row = 2 * size + 2
    last = size
    let most = costs.max() ?? 0
    edgeU = Array(repeating: 0, count: row * row)
    edgeV = edgeU
    weight = edgeU
    holder = edgeU
    label = Array(repeating: 0, count: row)
    mate = label
    slack = label
    top = label
    parent = label
    visited = label
    kind = Array(repeating: -1, count: row)
    members = Array(repeating: [], count: row)
    // Every edge is worth so much that a matching with more edges is always better.
    let base = (most + 1) * (size / 2 + 1)
    for u in 1...max(1, size) where size > 0 {
      top[u] = u
      label[u] = base + 1
      holder[u * row + u] = u
      for v in 1...size {
        edgeU[u * row + v] = u
        edgeV[u * row + v] = v
        if u != v { weight[u * row + v] = base + 1 - costs[(u - 1) * size + v - 1] }
      }
    }
  }

  /// The partner of each node.
  mutating func matching() -> [Int] {
    while augmentOnce() {}
    return (1...n).map { mate[$0] - 1 }
  }

  private func distance(_ a: Int, _ b: Int) -> Int {
    let edge = a * row + b
    let (u, v) = (edgeU[edge], edgeV[edge])
    return label[u] + label[v] - 2 * weight[u * row + v]
  }

  private mutating func updateSlack(_ u: Int, _ x: Int) {
    if slack[x] == 0 || distance(u, x) < distance(slack[x], x) { slack[x] = u }
  }

  private mutating func setSlack(_ x: Int) {
    slack[x] = 0
    for u in 1...n where weight[u * row + x] > 0 && top[u] != x && kind[top[u]] == 0 { updateSlack(u, x) }
  }

  private mutating func push(_ x: Int) {
    if x <= n { return queue.append(x) }
    for member in members[x] { push(member) }
  }

  private mutating func setTop(_ x: Int, _ blossom: Int) {
    top[x] = blossom
    if x > n { for member in members[x] { setTop(member, blossom) } }
  }

  /// How many steps, an even number, lead round blossom `b` to its member `x`.
  private mutating func steps(_ b: Int, _ x: Int) -> Int {
    let place = members[b].firstIndex(of: x) ?? 0
    guard place % 2 == 1 else { return place }
    members[b][1...].reverse()
    return members[b].count - place
  }

  private mutating func setMate(_ u: Int, _ v: Int) {
    let edge = u * row + v
    mate[u] = edgeV[edge]
    guard u > n else { return }
    let inner = holder[u * row + edgeU[edge]]
    let count = steps(u, inner)
    for place in 0..<count { setMate(members[u][place], members[u][place ^ 1]) }
    setMate(inner, v)
    members[u] = Array(members[u][count...] + members[u][..<count])
  }

  private mutating func augment(_ first: Int, _ second: Int) {
    var (u, v) = (first, second)
    while true {
      let next = top[mate[u]]
      setMate(u, v)
      guard next != 0 else { return }
      setMate(next, top[parent[next]])
      (u, v) = (top[parent[next]], next)
    }
  }

  /// Where the paths of two outer nodes to their roots meet; 0 where they do not.
  private mutating func meeting(_ first: Int, _ second: Int) -> Int {
    var (u, v) = (first, second)
    turn += 1
    while u != 0 || v != 0 {
      if u != 0 {
        if visited[u] == turn { return u }
        visited[u] = turn
        u = top[mate[u]]
        if u != 0 { u = top[parent[u]] }
      }
      swap(&u, &v)
    }
    return 0
  }

  private mutating func collect(_ b: Int, from start: Int, to root: Int) {
    var x = start
    while x != root {
      let y = top[mate[x]]
      members[b] += [x, y]
      push(y)
      x = top[parent[y]]
    }
  }

  private mutating func add(_ u: Int, _ root: Int, _ v: Int) {
    var b = n + 1
    while b <= last, top[b] != 0 { b += 1 }
    last = max(last, b)
    label[b] = 0
    kind[b] = 0
    mate[b] = mate[root]
    members[b] = [root]
    collect(b, from: u, to: root)
    members[b][1...].reverse()
    collect(b, from: v, to: root)
    setTop(b, b)
    for x in 1...last {
      weight[b * row + x] = 0
      weight[x * row + b] = 0
    }
    for x in 1...n { holder[b * row + x] = 0 }
    for member in members[b] {
      for x in 1...last where weight[b * row + x] == 0 || distance(member, x) < distance(b, x) {
        copyEdge(from: member * row + x, to: b * row + x)
        copyEdge(from: x * row + member, to: x * row + b)
      }
      for x in 1...n where holder[member * row + x] != 0 { holder[b * row + x] = member }
    }
    setSlack(b)
  }

  private mutating func copyEdge(from source: Int, to target: Int) {
    edgeU[target] = edgeU[source]
    edgeV[target] = edgeV[source]
    weight[target] = weight[source]
  }

  private mutating func expand(_ b: Int) {
    for member in members[b] { setTop(member, member) }
    let inner = holder[b * row + edgeU[b * row + parent[b]]]
    let count = steps(b, inner)
    var place = 0
    while place < count {
      let (x, y) = (members[b][place], members[b][place + 1])
      parent[x] = edgeU[y * row + x]
      kind[x] = 1
      kind[y] = 0
      slack[x] = 0
      setSlack(y)
      push(y)
      place += 2
    }
    kind[inner] = 1
    parent[inner] = parent[b]
    for x in members[b][(count + 1)...] {
      kind[x] = -1
      setSlack(x)
    }
    top[b] = 0
  }

  /// Takes a tight edge into a tree; true where it ended an augmenting path.
  private mutating func take(_ a: Int, _ b: Int) -> Bool {
    let edge = a * row + b
    let (u, v) = (top[edgeU[edge]], top[edgeV[edge]])
    if kind[v] == -1 {
      parent[v] = edgeU[edge]
      kind[v] = 1
      let next = top[mate[v]]
      slack[v] = 0
      slack[next] = 0
      kind[next] = 0
      push(next)
    } else if kind[v] == 0 {
      let root = meeting(u, v)
      if root == 0 {
        augment(u, v)
        augment(v, u)
        return true
      }
      add(u, root, v)
    }
    return false
  }

  /// Grows trees from all free nodes until two of them can be matched; false where none is free.
  private mutating func augmentOnce() -> Bool {
    queue = []
    for x in 1...last {
      kind[x] = -1
      slack[x] = 0
    }
    for x in 1...last where top[x] == x && mate[x] == 0 {
      parent[x] = 0
      kind[x] = 0
      push(x)
    }
    guard !queue.isEmpty else { return false }
    while true {
      if growTrees() { return true }
      guard shiftLabels() else { return false }
      for x in 1...last where top[x] == x && slack[x] != 0 && top[slack[x]] != x && distance(slack[x], x) == 0 {
        if take(slack[x], x) { return true }
      }
      for b in (n + 1)..<max(n + 1, last + 1) where top[b] == b && kind[b] == 1 && label[b] == 0 { expand(b) }
    }
  }

  private mutating func growTrees() -> Bool {
    var next = 0
    while next < queue.count {
      let u = queue[next]
      next += 1
      if kind[top[u]] == 1 { continue }
      for v in 1...n where weight[u * row + v] > 0 && top[u] != top[v] {
        if distance(u, v) != 0 {
          updateSlack(u, top[v])
        } else if take(u, v) {
          return true
        }
      }
    }
    queue = []
    return false
  }

  private mutating func shiftLabels() -> Bool {
    var step = Int.max
    for b in (n + 1)..<max(n + 1, last + 1) where top[b] == b && kind[b] == 1 { step = min(step, label[b] / 2) }
    for x in 1...last where top[x] == x && slack[x] != 0 {
      if kind[x] == -1 { step = min(step, distance(slack[x], x)) }
      if kind[x] == 0 { step = min(step, distance(slack[x], x) / 2) }
    }
    guard step != Int.max else { return false }
    for u in 1...n {
      if kind[top[u]] == 0 {
        if label[u] <= step { return false }
        label[u] -= step
      } else if kind[top[u]] == 1 {
        label[u] += step
      }
    }
    for b in (n + 1)..<max(n + 1, last + 1) where top[b] == b {
      if kind[b] == 0 { label[b] += 2 * step } else if kind[b] == 1 { label[b] -= 2 * step }
    }
    return true
  }
}
